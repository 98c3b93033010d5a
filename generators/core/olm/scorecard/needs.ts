/** The Secrets and ConfigMaps that the pods of a deployment need, each where it is asked for. */
import type { Path } from '../../spec/path.ts';
import { certificatesOf } from './olm-certificates.ts';
import type { Deployment, Subject } from './subject.ts';
import type { KeyToPath, Reference, Volume } from './workload.ts';

export interface Need {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly optional: boolean;
  readonly keys: readonly { readonly key: string; readonly path: Path }[];
  readonly path: Path;
}

/** Of the volumes of its pods, but those that OLM replaces, and of the environment of its containers. */
export const needsOf = (subject: Subject, deployment: Deployment): readonly Need[] => {
  const { pod, podPath, containers } = deployment;
  const replaced = new Set(certificatesOf(subject, deployment).map(({ volume }) => volume));
  const ofVolumes = (pod.volumes ?? []).flatMap((volume, i) =>
    replaced.has(volume.name ?? '') ? [] : needsOfVolume(volume, [...podPath, 'volumes', i]),
  );
  const ofContainers = containers.flatMap(({ container: { env = [], envFrom = [] }, path }) => {
    const ofVariables = env.flatMap(({ valueFrom = {} }, i) => {
      const at: Path = [...path, 'env', i, 'valueFrom'];
      return needOf('Secret', valueFrom.secretKeyRef, [...at, 'secretKeyRef']).concat(
        needOf('ConfigMap', valueFrom.configMapKeyRef, [...at, 'configMapKeyRef']),
      );
    });
    const ofLists = envFrom.flatMap(({ secretRef, configMapRef }, i) => {
      const at: Path = [...path, 'envFrom', i];
      return needOf('Secret', secretRef, [...at, 'secretRef']).concat(
        needOf('ConfigMap', configMapRef, [...at, 'configMapRef']),
      );
    });
    return ofVariables.concat(ofLists);
  });
  return [...ofVolumes, ...ofContainers];
};

const needOf = (kind: Need['kind'], reference: Reference | undefined, at: Path): readonly Need[] => {
  if (reference === undefined) return [];
  const { name = '', key, optional = false } = reference;
  return [
    { kind, name, optional, keys: key === undefined ? [] : [{ key, path: [...at, 'key'] }], path: [...at, 'name'] },
  ];
};

const needsOfVolume = (volume: Volume, at: Path): readonly Need[] =>
  needsOfSource(volume, at, 'secretName').concat(
    (volume.projected?.sources ?? []).flatMap((source, i) =>
      needsOfSource(source, [...at, 'projected', 'sources', i], 'name'),
    ),
  );

/** A Secret is named by `secretName` in a volume, and by `name` in a projection. */
const needsOfSource = (
  { secret, configMap }: Sources,
  at: Path,
  secretField: 'name' | 'secretName',
): readonly Need[] => {
  const need = (
    kind: Need['kind'],
    source: Source | undefined,
    path: Path,
    field: 'name' | 'secretName',
  ): readonly Need[] =>
    source === undefined
      ? []
      : [
          {
            kind,
            name: source[field] ?? '',
            optional: source.optional === true,
            keys: (source.items ?? []).map(({ key = '' }, i) => ({ key, path: [...path, 'items', i, 'key'] })),
            path: [...path, field],
          },
        ];
  return need('Secret', secret, [...at, 'secret'], secretField).concat(
    need('ConfigMap', configMap, [...at, 'configMap'], 'name'),
  );
};

interface Sources {
  readonly secret?: Source;
  readonly configMap?: Source;
}

interface Source {
  readonly name?: string;
  readonly secretName?: string;
  readonly items?: readonly KeyToPath[];
  readonly optional?: boolean;
}
