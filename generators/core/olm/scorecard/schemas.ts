/** Schemas of the bundle's CRDs. */
import { isObject, type JsonObject } from '../../model/json.ts';
import type { JudgedCrd } from '../validate/judged.ts';
import { valueAt } from './subject.ts';

/** The whole openAPIV3Schema of a version, as Go would decode it; undefined where there is none. */
export const schemaOf = ({ version: api, value }: JudgedCrd, version: string): JsonObject | undefined => {
  const own = value.spec?.versions?.find(({ name }) => name === version)?.schema?.openAPIV3Schema;
  const shared = api === 'v1beta1' ? valueAt(value, 'spec', 'validation', 'openAPIV3Schema') : undefined;
  const schema = own ?? shared;
  return isObject(schema) ? schema : undefined;
};

/** Whether a schema has a field, by the path that a descriptor gives; `open` where any field may be. */
export const fieldIn = (schema: unknown, path: string): 'present' | 'absent' | 'open' => {
  let at: unknown = schema;
  for (const step of stepsOf(path)) {
    if (!isObject(at) || at['x-kubernetes-preserve-unknown-fields'] === true) return 'open';
    if (/^\[.*\]$/.test(step)) {
      at = at['items'];
      continue;
    }
    // Consoles write a list's fields without an index, too.
    const within: JsonObject = isObject(at['items']) ? at['items'] : at;
    const properties = within['properties'];
    const values = within['additionalProperties'];
    if (isObject(properties) && Object.hasOwn(properties, step)) at = properties[step];
    else if (values === undefined || values === false) return 'absent';
    else at = values;
  }
  return 'present';
};

/** `rules[0].host` is rules, [0], host. */
const stepsOf = (path: string): readonly string[] => path.match(/\[[^\]]*\]|[^.[\]]+/g) ?? [];
