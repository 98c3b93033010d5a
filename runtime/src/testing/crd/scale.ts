/** The numbers behind a CRD's scale subresource. */
import { invalidValue } from '../cause.ts';
import type { Json, JsonObject } from '../json.ts';
import { at, isObject } from '../json.ts';
import type { Cause } from '../status.ts';
import { simplePath, type CrdVersion } from './definition.ts';

const MAX = 0x7fffffff;

export function* scaleCauses({ scale }: CrdVersion, object: JsonObject, subresource: string): Generator<Cause> {
  if (scale === undefined) return;
  const paths =
    subresource === 'status' ? [scale.statusReplicasPath] : [scale.specReplicasPath, scale.statusReplicasPath];
  for (const path of paths) {
    const value = at(object, ...simplePath(path));
    if (value === undefined) continue;
    if (typeof value !== 'number') {
      const found = `${typeof value === 'object' ? JSON.stringify(value) : value} is of the type ${goType(value)}, expected int64`;
      yield invalidValue(path, 0, `${path} accessor error: ${found}`);
      continue;
    }
    if (value < 0) yield invalidValue(path, value, 'should be a non-negative integer');
    else if (value > MAX) yield invalidValue(path, value, `should be less than or equal to ${MAX}`);
  }
}

const goType = (value: Json): string =>
  Array.isArray(value)
    ? '[]interface {}'
    : isObject(value)
      ? 'map[string]interface {}'
      : value === null
        ? '<nil>'
        : typeof value === 'boolean'
          ? 'bool'
          : 'string';
