/** From apiVersion and kind to everything that is to be known of a kind. */
import { fullGroup, ownApi, splitApiVersion, crdNames, typeName } from './names.ts';
import { builtinKind } from './builtin-kinds.ts';
import type { KindReference } from './model.ts';
import type { Spec } from '../spec/spec.ts';

/** One of the operator's own kinds, a built-in one, or a foreign one by `spec.kinds` and convention. */
export const referTo = ({ spec }: Spec, apiVersion: string, kind: string): KindReference => {
  const { group, version } = splitApiVersion(apiVersion);
  const own = ownApi(spec, apiVersion, kind);
  if (own !== undefined) {
    const { plural } = crdNames(own);
    return {
      group: fullGroup(own.group, spec.domain),
      version,
      kind,
      typeName: typeName(kind),
      plural,
      namespaced: own.scope !== 'Cluster',
      origin: 'own',
    };
  }
  const builtin = builtinKind(apiVersion, kind);
  if (builtin !== undefined)
    return {
      group,
      version,
      kind,
      typeName: builtin.importName,
      plural: builtin.plural,
      namespaced: builtin.namespaced,
      origin: 'builtin',
    };
  const declared = spec.kinds?.find(
    (other) => other.kind === kind && splitApiVersion(other.apiVersion).group === group,
  );
  const plural = declared?.plural ?? crdNames({ kind }).plural;
  return {
    group,
    version,
    kind,
    typeName: typeName(kind),
    plural,
    namespaced: declared?.scope !== 'Cluster',
    origin: 'foreign',
  };
};
