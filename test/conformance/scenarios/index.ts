/** All scenarios. Each uses a namespace, and where it needs one a CRD group, of its own. */
import type { Scenario } from '../harness/scenario.ts';
import { builtin } from './builtin.ts';
import { calls } from './calls.ts';
import { crds } from './crds.ts';
import { events } from './events.ts';
import { fields } from './fields.ts';
import { garbage } from './garbage.ts';
import { lists } from './lists.ts';
import { objects } from './objects.ts';
import { owners } from './owners.ts';
import { roots } from './roots.ts';
import { schemas } from './schemas.ts';
import { subresources } from './subresources.ts';
import { texts } from './texts.ts';
import { watches } from './watches.ts';

export const scenarios: readonly Scenario[] = [
  ...objects,
  ...lists,
  ...watches,
  ...subresources,
  ...calls,
  ...schemas,
  ...texts,
  ...roots,
  ...crds,
  ...fields,
  ...owners,
  ...builtin,
  ...events,
  ...garbage,
];
