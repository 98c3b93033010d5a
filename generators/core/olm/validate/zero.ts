/** Whether Go would call a decoded value zero (reflect's IsZero): a struct of zero fields is, an empty list or mapping is not. */
import { isObject, type JsonValue } from '../../model/json.ts';
import { type GoType, structOf } from './go-types.ts';
import { formatVersion, parseTolerant } from './semver.ts';

export const isZero = (value: JsonValue | undefined, type: GoType): boolean => {
  if (value === undefined) return true;
  if (type.startsWith('*')) return false;
  if (type === '!lib/version.OperatorVersion') return formatVersion(parseTolerant(String(value))!) === '0.0.0';
  const struct = structOf(type);
  if (struct !== undefined && isObject(value))
    return Object.entries(value).every(([key, item]) => isZero(item, struct.get(key)!.type));
  return value === '' || value === 0 || value === false;
};
