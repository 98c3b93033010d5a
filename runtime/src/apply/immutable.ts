/** What to do about a child that the server refuses to change: said first, since the server quotes whole templates in its message. */
import { Invalid } from '../client/errors.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';

/** As the API server's validation words it: selectors, templates, cluster IPs, claims, StatefulSets, immutable ConfigMaps. */
const IMMUTABLE =
  /immutable|(may|can|must|should) ?not (be )?(change|update|modif)|updates? to .* (is|are) forbidden|forbidden after creation/is;

/** The error of an update that was refused: when a field cannot be changed, one that names child, field and way out, else the same. */
export const explainInvalid = (
  error: Invalid,
  kind: Kind,
  { metadata }: Pick<KubernetesObject, 'metadata'>,
): Invalid => {
  const fields = (error.status.details?.causes ?? []).flatMap(({ field, message = '' }) =>
    field !== undefined && IMMUTABLE.test(message) ? [field] : [],
  );
  if (fields.length === 0) return error;
  const named = [...new Set(fields)].join(', ');
  const namespace = metadata.namespace === undefined ? '' : ` -n ${metadata.namespace}`;
  const message = `${named} cannot be changed once it is made. Delete it ("kubectl delete ${kind.plural}${kind.group === '' ? '' : `.${kind.group}`} ${metadata.name}${namespace}"): it will be made again as desired. (${error.message})`;
  return new Invalid(error.code, { ...error.status, message }, `${kind.kind} ${JSON.stringify(metadata.name)}`);
};
