/** What a schema asks of a value, in words: one sentence for each rule. */
import { type JsonObject, jsonText, type JsonValue } from '../../model/json.ts';
import { code, isAddress, link, text, value } from './markdown.ts';
import { fieldsOf, isSchema, strings } from './schema.ts';

/** Sentences, without those about the items of a list or the values of a map. */
export const constraints = (schema: JsonObject): readonly string[] => [
  ...kindOfObject(schema),
  ...choice(schema),
  ...range(schema),
  ...sizes(schema),
  ...(typeof schema.pattern === 'string' ? [`Matches ${code(schema.pattern)}.`] : []),
  ...(schema.nullable === true ? ['May be `null`.'] : []),
  ...merging(schema),
  ...fieldGroups(schema),
  ...branches(schema),
  ...rules(schema),
];

/** Where to read more, and a value to look at. */
export const remarks = ({ example, externalDocs }: JsonObject): readonly string[] => [
  ...(example === undefined ? [] : [`Example: ${value(example)}`]),
  ...(isSchema(externalDocs) ? documentation(externalDocs).map((shown) => `See ${shown}.`) : []),
];

const documentation = ({ url, description }: JsonObject): readonly string[] => {
  const address = typeof url === 'string' ? url : '';
  const label = typeof description === 'string' ? text(description) : '';
  if (isAddress(address)) return [label === '' || label === text(address) ? `<${address}>` : link(label, address)];
  if (label === '' || address === '') return [label, text(address)].filter((shown) => shown !== '');
  return [`${label}: ${code(address)}`];
};

const kindOfObject = (schema: JsonObject): readonly string[] => {
  const keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true;
  const isBare =
    schema.type === 'object' &&
    fieldsOf(schema).length === 0 &&
    !isSchema(schema.additionalProperties) &&
    !keepsUnknown;
  return [
    ...(schema['x-kubernetes-embedded-resource'] === true
      ? ['A whole Kubernetes object, with `apiVersion`, `kind` and `metadata`.']
      : []),
    ...(keepsUnknown
      ? [
          fieldsOf(schema).length > 0
            ? 'Other fields are kept too.'
            : schema.type === 'object'
              ? 'Any fields are kept.'
              : 'Any value is kept.',
        ]
      : []),
    ...(isBare && schema['x-kubernetes-embedded-resource'] !== true ? ['Has no fields of its own.'] : []),
  ];
};

const choice = (schema: JsonObject): readonly string[] =>
  Array.isArray(schema.enum) && schema.enum.length > 0
    ? [
        `${schema.enum.length === 1 ? 'Always' : 'One of'} ${schema.enum.map((item) => value(item as JsonValue)).join(', ')}.`,
      ]
    : [];

const range = (schema: JsonObject): readonly string[] => {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  return [
    ...(minimum === undefined ? [] : [`${exclusiveMinimum === true ? 'More than' : 'At least'} ${value(minimum)}.`]),
    ...(maximum === undefined ? [] : [`${exclusiveMaximum === true ? 'Less than' : 'At most'} ${value(maximum)}.`]),
    ...(multipleOf === undefined ? [] : [`A multiple of ${value(multipleOf)}.`]),
  ];
};

const sizes = (schema: JsonObject): readonly string[] => [
  ...size(schema.minLength, schema.maxLength, 'character'),
  ...size(schema.minItems, schema.maxItems, 'item'),
  ...size(schema.minProperties, schema.maxProperties, isSchema(schema.additionalProperties) ? 'key' : 'field'),
];

const size = (least: JsonValue | undefined, most: JsonValue | undefined, noun: string): readonly string[] => {
  const count = (number: JsonValue): string => `${jsonText(number)} ${noun}${number === 1 ? '' : 's'}`;
  if (least === undefined && most === undefined) return [];
  if (most === undefined) return [`At least ${count(least!)}.`];
  if (least === undefined) return [`At most ${count(most)}.`];
  return [least === most ? `Exactly ${count(most)}.` : `${jsonText(least)} to ${count(most)}.`];
};

const merging = (schema: JsonObject): readonly string[] => {
  const keys = strings(schema['x-kubernetes-list-map-keys']);
  switch (schema['x-kubernetes-list-type']) {
    case 'set':
      return ['No item twice.'];
    case 'map':
      return [`Items differ in ${keys.map(code).join(', ')}, by which they are merged.`];
    case 'atomic':
      return ['Replaced as a whole, never merged.'];
    default:
      return schema['x-kubernetes-map-type'] === 'atomic' ? ['Replaced as a whole, never merged.'] : [];
  }
};

const GROUPS = { exactlyOneOf: 'Exactly one', atLeastOneOf: 'At least one', atMostOneOf: 'At most one' } as const;

const fieldGroups = (schema: JsonObject): readonly string[] =>
  Object.entries(GROUPS).flatMap(([keyword, words]) => {
    const groups = schema[keyword];
    if (!Array.isArray(groups)) return [];
    const lists = groups.every((item) => typeof item === 'string') ? [groups] : groups;
    return lists.map((group) => `${words} of ${strings(group).map(code).join(', ')} is given.`);
  });

const BRANCHES = { oneOf: 'Exactly one', anyOf: 'At least one', allOf: 'Each' } as const;

const branches = (schema: JsonObject): readonly string[] => [
  ...Object.entries(BRANCHES).flatMap(([keyword, words]) => {
    const all = schema[keyword];
    // The alternatives of an int-or-string are its type.
    if (!Array.isArray(all) || (keyword === 'anyOf' && schema['x-kubernetes-int-or-string'] === true)) return [];
    return [`${words} of these holds: ${all.filter(isSchema).map(branch).join('; ')}.`];
  }),
  ...(isSchema(schema.not) ? [`Does not hold: ${branch(schema.not)}.`] : []),
];

/** Short for what is usual, the schema itself for the rest. */
const branch = (schema: JsonObject): string => {
  const keywords = Object.keys(schema);
  const [keyword] = keywords;
  if (keywords.length === 1 && keyword === 'required') {
    const names = strings(schema.required).map(code);
    return `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} given`;
  }
  if (keywords.length === 1 && keyword === 'not' && isSchema(schema.not)) return `not (${branch(schema.not)})`;
  if (keywords.length === 1 && keyword === 'anyOf' && Array.isArray(schema.anyOf))
    return `(${schema.anyOf.filter(isSchema).map(branch).join(', or ')})`;
  return code(jsonText(schema));
};

const rules = (schema: JsonObject): readonly string[] => [
  ...(schema.immutable === true ? ['Cannot be changed.'] : []),
  ...(Array.isArray(schema['x-kubernetes-validations'])
    ? schema['x-kubernetes-validations'].filter(isSchema).map(rule)
    : []),
];

const rule = ({ rule, message, messageExpression }: JsonObject): string => {
  const written = typeof rule === 'string' ? rule.trim() : '';
  const lead = written.replaceAll(/\s/g, '') === 'self==oldSelf' ? 'Cannot be changed: ' : 'Rule: ';
  const told = typeof message === 'string' ? message : messageExpression;
  if (typeof told !== 'string' || told === '') return lead + code(written);
  return `${lead}${typeof message === 'string' ? text(message) : code(told)} (${code(written)})`;
};
