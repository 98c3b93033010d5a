/**
 * `clusters/<environment>/flux-system/flux-instance.yaml`: Flux itself, as the Flux Operator runs it: its version, its controllers, and
 * that it applies the environment's folder, this file included. The user's own changes are kept: version, size, kind of cluster.
 */
import { toYaml } from '../yaml.ts';
import { FLUX_NAMESPACE, type FluxModel, isShared, KEPT } from './flux-model.ts';
import { manifestsPath, manifestsSourceKind, verification } from './sources.ts';
import { versionTag } from './tag.ts';

/** The Flux Operator takes no other name. */
const NAME = 'flux';

/** Never pruned: Flux would uninstall itself. */
export const fluxInstance = (model: FluxModel, environment: string): object => {
  const patches = sourcePatches(model);
  return {
    apiVersion: 'fluxcd.controlplane.io/v1',
    kind: 'FluxInstance',
    metadata: { name: NAME, namespace: FLUX_NAMESPACE, annotations: KEPT },
    spec: {
      distribution: { version: '2.x', registry: 'ghcr.io/fluxcd' },
      components: components(model),
      cluster: { type: 'kubernetes', multitenant: isShared(model), networkPolicy: true },
      sync: sync(model, environment),
      ...(patches.length > 0 && {
        // The Flux Operator calls the source of the sync like the namespace.
        kustomize: { patches: [{ target: { kind: 'OCIRepository', name: FLUX_NAMESPACE }, patch: toYaml(patches) }] },
      }),
    },
  };
};

const components = ({ delivery: { flux } }: FluxModel): readonly string[] => [
  'source-controller',
  'kustomize-controller',
  'helm-controller',
  'notification-controller',
  ...(flux.imageAutomation === undefined ? [] : ['image-reflector-controller', 'image-automation-controller']),
];

const sync = (model: FluxModel, environment: string): object => {
  const { git, manifestsUrl, secret } = model.delivery.flux;
  const common = { kind: manifestsSourceKind(model), path: manifestsPath(model, `clusters/${environment}`) };
  if (git === undefined)
    return {
      ...common,
      url: manifestsUrl,
      ref: versionTag(model.version),
      ...(secret !== undefined && { pullSecret: secret }),
    };
  return {
    ...common,
    url: git.url,
    ref: 'tag' in git.ref ? `refs/tags/${git.ref.tag}` : `refs/heads/${git.ref.branch}`,
    ...(git.secret !== undefined && { pullSecret: git.secret }),
  };
};

/** What a sync has no fields for. The cluster follows what is published, as far as it breaks nothing; a tag would stay as it is. */
const sourcePatches = ({ version, delivery: { flux } }: FluxModel): readonly object[] => {
  if (flux.git !== undefined) return [];
  return [
    { op: 'replace', path: '/spec/ref', value: { semver: compatible(version) } },
    ...(flux.insecure ? [{ op: 'add', path: '/spec/insecure', value: true }] : []),
    ...(flux.verify === undefined ? [] : [{ op: 'add', path: '/spec/verify', value: verification(flux.verify) }]),
  ];
};

/** Every release of the same major version; pre-releases only where this is one. */
const compatible = (version: string): string => {
  const [, major = '0', rest = ''] = /^(\d+)\.\d+\.\d+(.*)$/.exec(version) ?? [];
  return rest.startsWith('-') ? `>=${major}.0.0-0 <${Number(major) + 1}.0.0-0` : `${major}.x`;
};
