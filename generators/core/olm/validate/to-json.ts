/**
 * YAML's values as sigs.k8s.io/yaml hands them to encoding/json (convertToJSONableObject): where Go has a string, a number or a boolean
 * becomes its text. It looks for fields of embedded structs in the struct that is embedded, not in the field's own type; so does this.
 */
import { isObject, type JsonValue } from '../../model/json.ts';
import { goText } from '../go-text.ts';
import { fieldOf, type GoType, structOf } from './go-types.ts';

/** The value for a target of a type; without a type nothing is turned. */
export const toJson = (value: JsonValue, target: GoType | undefined): JsonValue => {
  const type = target?.replace(/^\*+/, '');
  const concrete = type?.startsWith('!') === true ? undefined : type;
  if (Array.isArray(value)) {
    const element = concrete?.startsWith('[]') === true ? concrete.slice(2) : undefined;
    return value.map((item) => toJson(item as JsonValue, element));
  }
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, toJson(item ?? null, targetOf(concrete, key))]),
    );
  return concrete === 'string' ? (goText(value) ?? value) : value;
};

const targetOf = (type: GoType | undefined, key: string): GoType | undefined => {
  if (type === undefined) return undefined;
  if (type.startsWith('map:')) return type.slice('map:'.length);
  const struct = structOf(type);
  const field = struct === undefined ? undefined : fieldOf(struct, key);
  return field?.embedded ?? field?.type;
};
