/** In which form an answer is wanted: the whole object, its metadata, a table for people. */
import type { JsonObject } from '../json.ts';
import { isObject, listAt } from '../json.ts';
import { StatusError } from '../status.ts';
import type { Resource } from '../resources/resource.ts';
import { partial } from './partial.ts';
import { table } from './table.ts';

export type Form = 'object' | 'metadata' | 'table';

interface Range {
  readonly type: string;
  readonly as: string;
  readonly group: string;
  readonly version: string;
}

function ranges(accept: string): Range[] {
  return accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((each) => each.trim());
    const values = new Map(parameters.map((each) => each.split('=', 2) as [string, string]));
    return {
      type: type.toLowerCase(),
      as: values.get('as') ?? '',
      group: values.get('g') ?? '',
      version: values.get('v') ?? '',
    };
  });
}

const JSON_TYPES = new Set(['application/json', '*/*', 'application/*', '']);

/** The first form of the list that the server has; 406 when it has none. */
export function formOf(accept: string): Form {
  for (const range of ranges(accept)) {
    if (!JSON_TYPES.has(range.type)) continue;
    if (range.as === '') return 'object';
    if (range.group !== 'meta.k8s.io' || range.version !== 'v1') continue;
    if (range.as === 'PartialObjectMetadata' || range.as === 'PartialObjectMetadataList') return 'metadata';
    if (range.as === 'Table') return 'table';
  }
  const message =
    'only the following media types are accepted: application/json, application/json;as=Table;v=v1;g=meta.k8s.io, application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io';
  throw new StatusError(406, 'NotAcceptable', message, {});
}

/** Whether aggregated discovery is asked for. */
export const wantsAggregated = (accept: string): boolean =>
  ranges(accept).some(
    (range) =>
      range.as === 'APIGroupDiscoveryList' &&
      range.group === 'apidiscovery.k8s.io' &&
      range.version === 'v2' &&
      range.type === 'application/json',
  );

/** An answer's body in the form wanted; a Status stays as it is. */
export function inForm(form: Form, resource: Resource, body: JsonObject): JsonObject {
  if (form === 'object' || ['Status', 'Scale', 'TokenRequest'].includes(String(body['kind']))) return body;
  const isList = Array.isArray(body['items']) && body['kind'] === resource.listKind;
  const objects = isList ? listAt(body, 'items').filter(isObject) : [body];
  if (form === 'table') return table(resource, objects, isObject(body['metadata']) ? body['metadata'] : {});
  if (!isList) return partial(body);
  return {
    kind: 'PartialObjectMetadataList',
    apiVersion: 'meta.k8s.io/v1',
    metadata: body['metadata'] ?? {},
    items: objects.map(partial),
  };
}
