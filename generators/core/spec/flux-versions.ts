/**
 * Kinds of Flux and the one version in which each is served, so that a version of yesterday is told before a cluster tells
 * "no matches for kind".
 * Source: config/crd/bases and CHANGELOG.md of the controllers of Flux 2.9 (source-controller 1.9.4, kustomize-controller 1.9.5,
 * helm-controller 1.6.4, notification-controller 1.9.3, image-reflector- and image-automation-controller 1.2.4), and of
 * flux-operator 0.58.
 */
import { splitApiVersion } from '../model/names.ts';

/** A version that is no longer served. */
export interface OldVersion {
  readonly apiVersion: string;
  readonly kind: string;
  /** In which the kind is served now. */
  readonly current: string;
  /** What is called otherwise in it, a sentence; absent where nothing that one writes is. */
  readonly changes?: string;
}

/** undefined for what is served, for what Flux does not have, and for versions that are newer than this table. */
export const oldVersion = (apiVersion: string, kind: string): OldVersion | undefined => {
  const { group, version } = splitApiVersion(apiVersion);
  const known = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (known === undefined) return undefined;
  const { current, changes, before } = known;
  const now = splitApiVersion(current);
  if (group !== now.group && group !== before) return undefined;
  if (group === now.group && compareVersions(version, now.version) >= 0) return undefined;
  return { apiVersion, kind, current, ...(changes !== undefined && { changes }) };
};

interface FluxKind {
  readonly current: string;
  readonly changes?: string;
  /** The group in which Flux 1 had the kind. */
  readonly before?: string;
}

const PATCHES = 'patchesStrategicMerge and patchesJson6902 are patches now';

const KINDS: Readonly<Record<string, FluxKind>> = {
  GitRepository: {
    current: 'source.toolkit.fluxcd.io/v1',
    changes: 'gitImplementation and accessFrom are gone.',
  },
  OCIRepository: { current: 'source.toolkit.fluxcd.io/v1' },
  HelmRepository: { current: 'source.toolkit.fluxcd.io/v1', changes: 'accessFrom is gone.' },
  HelmChart: { current: 'source.toolkit.fluxcd.io/v1', changes: 'valuesFile is valuesFiles now, a list.' },
  Bucket: { current: 'source.toolkit.fluxcd.io/v1', changes: 'accessFrom is gone.' },
  ExternalArtifact: { current: 'source.toolkit.fluxcd.io/v1' },
  ArtifactGenerator: { current: 'source.extensions.fluxcd.io/v1beta1' },
  Kustomization: {
    current: 'kustomize.toolkit.fluxcd.io/v1',
    changes: `${PATCHES}, and validation is gone.`,
  },
  HelmRelease: {
    current: 'helm.toolkit.fluxcd.io/v2',
    changes: `valuesFile is valuesFiles now, a list, and in postRenderers ${PATCHES}.`,
    before: 'helm.fluxcd.io',
  },
  Alert: {
    current: 'notification.toolkit.fluxcd.io/v1beta3',
    changes: 'summary is eventMetadata.summary now, and there is no status.',
  },
  Provider: { current: 'notification.toolkit.fluxcd.io/v1beta3', changes: 'there is no status.' },
  Receiver: {
    current: 'notification.toolkit.fluxcd.io/v1',
    changes: 'the path of the hook is status.webhookPath, not status.url.',
  },
  ImageRepository: { current: 'image.toolkit.fluxcd.io/v1' },
  ImagePolicy: {
    current: 'image.toolkit.fluxcd.io/v1',
    changes: 'the image is in status.latestRef, not status.latestImage.',
  },
  ImageUpdateAutomation: {
    current: 'image.toolkit.fluxcd.io/v1',
    changes: 'messageTemplate has .Changed.FileChanges, .Changed.Objects and .Changed.Changes in place of .Updated.',
  },
  FluxInstance: { current: 'fluxcd.controlplane.io/v1' },
  FluxReport: { current: 'fluxcd.controlplane.io/v1' },
  ResourceSet: { current: 'fluxcd.controlplane.io/v1' },
  ResourceSetInputProvider: { current: 'fluxcd.controlplane.io/v1' },
};

/** Kubernetes' order: stable before beta before alpha, then by number (k8s.io/apimachinery/pkg/version, CompareKubeAwareVersionStrings). */
const compareVersions = (a: string, b: string): number => {
  const [left, right] = [partsOf(a), partsOf(b)];
  // What is no version cannot be told to be old.
  if (left === undefined || right === undefined) return 0;
  const index = left.findIndex((part, i) => part !== right[i]);
  return index === -1 ? 0 : left[index]! - right[index]!;
};

const STAGES = ['alpha', 'beta', ''];

const partsOf = (version: string): readonly number[] | undefined => {
  const [, major, stage = '', minor = '0'] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
  return major === undefined ? undefined : [STAGES.indexOf(stage), Number(major), Number(minor)];
};
