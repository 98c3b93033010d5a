/**
 * A value against a structural schema (with references resolved), as kube-apiserver validates it: kube-openapi's validator, pruning,
 * and the metadata of embedded objects.
 */
import { isNumber, type JsonObject, jsonText, type JsonValue } from '../model/json.ts';
import { hasFormat, isKnownFormat } from './formats.ts';
import { quote } from './near.ts';
import type { Path } from './path.ts';
import { readPattern } from './re2.ts';
import { embeddedFaults } from './value-rules/embedded.ts';
import { fault, show, type ValueFault } from './value-rules/fault.ts';
import { goNumber, isJsonInteger, numberFaults } from './value-rules/numbers.ts';
import { unknownFields } from './value-rules/unknown-fields.ts';

export type { ValueFault } from './value-rules/fault.ts';

/**
 * How a value is meant. An object of the kind; or a default, which is taken as it is written: the API server neither fills in the
 * defaults inside it nor looks at the type of an int-or-string, but at every format, and in branches not at maps.
 */
export type Role = 'object' | 'default' | 'branch';

/** What the schema has against the value. */
export const checkValue = (
  value: JsonValue,
  schema: JsonObject,
  path: Path = [],
  role: Role = 'object',
): ValueFault[] => [
  ...invalid(value, schema, path, role),
  ...unknownFields(value, schema, path),
  ...embeddedFaults(value, schema, path),
];

/** What the validator alone has against it: branches of a schema say nothing of which fields there are. */
const invalid = (value: JsonValue, schema: JsonObject, path: Path, role: Role): ValueFault[] => {
  const allowed = schema.enum as readonly JsonValue[] | undefined;
  const choice =
    allowed === undefined || allowed.length === 0 || allowed.some((item) => isSame(value, item))
      ? []
      : [fault(path, `${show(value)} is not one of ${allowed.map((item) => jsonText(item)).join(', ')}.`)];
  const typed = typeFault(value, schema, path, role);
  if (typed !== undefined) return [typed];
  if (value === null) return choice;
  return [...checkKind(value, schema, path, role), ...choice, ...checkBranches(value, schema, path, role)];
};

/** Null is in no enum, not even in one that has it. A number is compared as the kind of number that is listed. */
const isSame = (value: JsonValue, listed: JsonValue): boolean => {
  if (value === null || listed === null) return false;
  if (isNumber(value) && isNumber(listed)) {
    const [number, other] = [goNumber(value), goNumber(listed)];
    if (typeof number === 'number' && typeof other === 'bigint')
      return Number.isFinite(number) && BigInt(Math.trunc(number)) === other;
    return Number(number) === Number(other) && (typeof number !== typeof other || number === other);
  }
  return jsonText(sorted(value)) === jsonText(sorted(listed));
};

const sorted = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as JsonObject).map(([name, item]) => [name, sorted(item as JsonValue)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

const INT_OR_STRING = 'x-kubernetes-int-or-string';

const typeFault = (value: JsonValue, schema: JsonObject, path: Path, role: Role): ValueFault | undefined => {
  const types =
    schema[INT_OR_STRING] === true && role === 'object' ? ['integer', 'string'] : [schema.type ?? []].flat();
  const { format = '' } = schema as { readonly format?: string };
  const textual = typeof value === 'string' || Array.isArray(value);
  const known = role !== 'object' || isKnownFormat(format, schema.type as string | undefined);
  if (types.length === 0)
    return format === '' || textual || value === null || !known
      ? undefined
      : fault(path, `${show(value)} does not have the format ${quote(format)}.`);
  if (value === null && schema.nullable === true) return undefined;
  const expected = types.length > 1 ? 'it must be an integer or a string' : `it must be of type ${String(types[0])}`;
  if (value === null) return fault(path, `null is not allowed: ${expected}.`, 'Leave it out, or set nullable: true.');
  if (types.some((type) => isOfType(value, String(type)))) return undefined;
  // Beside a format, strings and lists pass for every type but numbers.
  if (role !== 'object' && format !== '' && textual && !types.includes('integer') && !types.includes('number'))
    return undefined;
  return fault(
    path,
    `${show(value)} is not allowed: ${expected}.`,
    yamlHint(value, types.length === 1 && types[0] === 'string'),
  );
};

const yamlHint = (value: JsonValue, isText: boolean): string | undefined =>
  isText && ['boolean', 'number', 'bigint'].includes(typeof value)
    ? 'Quote it: YAML 1.1 takes on, yes, 010 and the like for something else than strings.'
    : undefined;

const isOfType = (value: JsonValue, type: string): boolean => {
  switch (type) {
    case 'integer':
      return isNumber(value) && isJsonInteger(value);
    case 'number':
      return isNumber(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && !Array.isArray(value);
    default:
      return typeof value === type;
  }
};

const checkKind = (value: JsonValue, schema: JsonObject, path: Path, role: Role): ValueFault[] => {
  if (isNumber(value)) return numberFaults(value, schema).map((message) => fault(path, message));
  if (typeof value === 'string') return checkString(value, schema, path, role);
  if (Array.isArray(value)) return checkList(value as readonly JsonValue[], schema, path, role);
  return typeof value === 'object' && value !== null ? checkObject(value as JsonObject, schema, path, role) : [];
};

const checkString = (value: string, schema: JsonObject, path: Path, role: Role): ValueFault[] => {
  const { pattern, format, type } = schema;
  const read = typeof pattern === 'string' && pattern !== '' ? readPattern(pattern) : undefined;
  const known = typeof format === 'string' && (role !== 'object' || isKnownFormat(format, type as string | undefined));
  return [
    ...checkSize([...value].length, schema, ['minLength', 'maxLength', 'characters'], value, path),
    ...(read?.ok === true && !read.matches(value)
      ? [fault(path, `${show(value)} does not match the pattern ${String(pattern)}.`)]
      : []),
    ...(known && !hasFormat(value, format)
      ? [fault(path, `${show(value)} does not have the format ${quote(format)}.`)]
      : []),
  ];
};

const checkSize = (
  size: number,
  schema: JsonObject,
  [least, most, noun]: readonly [string, string, string],
  value: JsonValue,
  path: Path,
): ValueFault[] => {
  const [minimum, maximum] = [schema[least], schema[most]];
  if (isNumber(minimum) && size < minimum) return [fault(path, `${show(value)} has fewer than ${minimum} ${noun}.`)];
  return isNumber(maximum) && size > maximum ? [fault(path, `${show(value)} has more than ${maximum} ${noun}.`)] : [];
};

const checkList = (value: readonly JsonValue[], schema: JsonObject, path: Path, role: Role): ValueFault[] => [
  ...value.flatMap((item, i) =>
    schema.items === undefined ? [] : invalid(item, schema.items as JsonObject, [...path, i], role),
  ),
  ...checkSize(value.length, schema, ['minItems', 'maxItems', 'items'], value, path),
];

const checkObject = (value: JsonObject, schema: JsonObject, path: Path, role: Role): ValueFault[] => {
  const {
    properties = {},
    additionalProperties,
    required = [],
  } = schema as {
    properties?: Record<string, JsonObject>;
    additionalProperties?: JsonObject | boolean;
    required?: readonly string[];
  };
  return [
    ...checkSize(Object.keys(value).length, schema, ['minProperties', 'maxProperties', 'fields'], value, path),
    ...Object.entries(value).flatMap(([name, item]) => {
      const at = [...path, name];
      if (Object.hasOwn(properties, name)) return invalid(item as JsonValue, properties[name]!, at, role);
      if (role === 'branch') return [];
      if (typeof additionalProperties === 'object') return invalid(item as JsonValue, additionalProperties, at, role);
      return additionalProperties === false ? [fault(at, 'additionalProperties: false allows no such field.')] : [];
    }),
    ...required
      .filter((name) => !Object.hasOwn(value, name))
      .map((name) => fault(path, `the required field ${quote(name)} is missing.`)),
  ];
};

const checkBranches = (value: JsonValue, schema: JsonObject, path: Path, outer: Role): ValueFault[] => {
  const role = outer === 'object' ? outer : 'branch';
  const {
    allOf = [],
    anyOf = [],
    oneOf = [],
    not,
  } = schema as {
    allOf?: JsonObject[];
    anyOf?: JsonObject[];
    oneOf?: JsonObject[];
    not?: JsonObject;
  };
  const passes = (branch: JsonObject): boolean => invalid(value, branch, path, role).length === 0;
  return [
    ...allOf.flatMap((branch) => invalid(value, branch, path, role)),
    ...(anyOf.length > 0 && !anyOf.some(passes) ? [fault(path, `${show(value)} matches none of anyOf.`)] : []),
    ...(oneOf.length > 0 && oneOf.filter(passes).length !== 1
      ? [fault(path, `${show(value)} does not match exactly one of oneOf.`)]
      : []),
    ...(not !== undefined && passes(not) ? [fault(path, `${show(value)} matches what "not" excludes.`)] : []),
  ];
};
