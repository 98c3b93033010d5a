/** Our own tests, of which parts of a bundle must agree with which; no other judge of bundles looks at these. */
import { channels } from './consistency/channels.ts';
import { dates } from './consistency/dates.ts';
import { examples } from './consistency/examples.ts';
import { icon } from './consistency/icon.ts';
import { installModes } from './consistency/install-modes.ts';
import { leaderElection } from './consistency/leader-election.ts';
import { mountedPaths } from './consistency/mounted-paths.ts';
import { narrowPermissions } from './consistency/narrow-permissions.ts';
import { ownedKinds } from './consistency/owned-kinds.ts';
import { ownedPermissions } from './consistency/owned-permissions.ts';
import { podSecurity } from './consistency/pod-security.ts';
import { probes } from './consistency/probes.ts';
import { references } from './consistency/references.ts';
import { relatedImages } from './consistency/related-images.ts';
import { releases } from './consistency/releases.ts';
import { resources } from './consistency/resources.ts';
import { selectors } from './consistency/selectors.ts';
import { serviceAccounts } from './consistency/service-accounts.ts';
import { services } from './consistency/services.ts';
import { usedPermissions } from './consistency/used-permissions.ts';
import { volumes } from './consistency/volumes.ts';
import { webhooks } from './consistency/webhooks.ts';
import type { Test } from './test.ts';

/** In the order in which they are told: what keeps the operator from starting first. */
export const CONSISTENCY: readonly Test[] = [
  references,
  volumes,
  mountedPaths,
  probes,
  selectors,
  services,
  webhooks,
  serviceAccounts,
  ownedPermissions,
  leaderElection,
  usedPermissions,
  narrowPermissions,
  installModes,
  ownedKinds,
  examples,
  relatedImages,
  releases,
  channels,
  dates,
  icon,
  resources,
  podSecurity,
];
