/** Which fields of an object exclude or need each other, as far as types can say so. */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';

/** Types of the runtime. */
export type ChoiceType = 'ExactlyOneOf' | 'AtMostOneOf' | 'AtLeastOneOf';

export interface Choice {
  readonly type: ChoiceType;
  readonly fields: readonly string[];
}

/** More alternatives than this are more than a reader, or the compiler, wants to see. */
const MOST_ALTERNATIVES = 64;

/**
 * The choices that the schema of an object asks for: in its branches `required` alone, in the forms that CRDs have, and in the
 * shorthands of the spec. A field that is always there leaves no choice.
 */
export const choicesOf = (node: JsonObject, isAlways: (field: string) => boolean): readonly Choice[] => {
  const properties = isObject(node['properties']) ? node['properties'] : {};
  const found = [...shorthands(node), ...branches(node)].filter(
    ({ fields }) => fields.length > 1 && fields.every((field) => Object.hasOwn(properties, field) && !isAlways(field)),
  );
  let alternatives = 1;
  return distinct(found).filter(({ fields }) => {
    if (alternatives * (fields.length + 1) > MOST_ALTERNATIVES) return false;
    alternatives *= fields.length + 1;
    return true;
  });
};

const shorthands = (node: JsonObject): readonly Choice[] =>
  (
    [
      ['exactlyOneOf', 'ExactlyOneOf'],
      ['atMostOneOf', 'AtMostOneOf'],
      ['atLeastOneOf', 'AtLeastOneOf'],
    ] as const
  ).flatMap(([keyword, type]) => groupsOf(node[keyword]).map((fields) => ({ type, fields })));

/** One group of fields, or several. */
const groupsOf = (value: JsonValue | undefined): readonly (readonly string[])[] => {
  if (!Array.isArray(value)) return [];
  return value.every((field) => typeof field === 'string') ? [value] : value.filter(isNames);
};

const branches = (node: JsonObject): readonly Choice[] => {
  const { allOf, anyOf, oneOf } = node;
  return [
    ...schemas(oneOf, exactly),
    ...schemas(anyOf, atLeast),
    ...(Array.isArray(allOf) ? allOf.filter(isObject).flatMap((part) => branches(part)) : []),
  ];
};

const schemas = (
  value: JsonValue | undefined,
  read: (branches: readonly JsonObject[]) => Choice | undefined,
): readonly Choice[] => {
  const choice = Array.isArray(value) ? read(value.filter(isObject)) : undefined;
  return choice === undefined ? [] : [choice];
};

const exactly = (list: readonly JsonObject[]): Choice | undefined => {
  const none = list.filter((branch) => branch['not'] !== undefined);
  const fields = eachAlone(list.filter((branch) => branch['not'] === undefined));
  if (fields === undefined) return undefined;
  if (none.length === 0) return { type: 'ExactlyOneOf', fields };
  const absent = new Set(none.length === 1 ? none.flatMap(absentAlone) : []);
  return absent.size === fields.length && fields.every((field) => absent.has(field))
    ? { type: 'AtMostOneOf', fields }
    : undefined;
};

const atLeast = (list: readonly JsonObject[]): Choice | undefined => {
  const fields = eachAlone(list);
  return fields && { type: 'AtLeastOneOf', fields };
};

/** The field that each branch requires, a different one each; undefined when a branch says something else. */
const eachAlone = (list: readonly JsonObject[]): readonly string[] | undefined => {
  const fields = list.flatMap(requiredAlone);
  return fields.length === list.length && new Set(fields).size === fields.length ? fields : undefined;
};

/** The field that a branch requires, when that is all it says. */
const requiredAlone = ({ required, ...others }: JsonObject): readonly string[] =>
  isNames(required) && required.length === 1 && Object.keys(others).length === 0 ? required : [];

/** The fields of which a branch wants none, when that is all it says. */
const absentAlone = ({ not, ...others }: JsonObject): readonly string[] => {
  if (!isObject(not) || Object.keys(others).length > 0) return [];
  const { anyOf, ...rest } = not;
  return Array.isArray(anyOf) && Object.keys(rest).length === 0 ? (eachAlone(anyOf.filter(isObject)) ?? []) : [];
};

const distinct = (choices: readonly Choice[]): readonly Choice[] => [
  ...new Map(choices.map((choice) => [`${choice.type} ${JSON.stringify(choice.fields)}`, choice])).values(),
];

const isNames = (value: JsonValue | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');
