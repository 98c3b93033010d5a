/** values.yaml, values.schema.json and the README's table from the one table of values. */
import { type JsonObject, jsonText, type JsonValue } from '../../model/json.ts';
import { MARKER } from '../marker.ts';
import { toCommentedYaml } from '../yaml.ts';
import { code, table, text } from '../docs/markdown.ts';
import { flattenValues, isSetting, type Value, type Values } from './value.ts';

/** values.yaml: every value with its default, below what it means. */
export const valuesYaml = (values: Values): string =>
  toCommentedYaml(
    defaults(values),
    new Map(flattenValues(values).map(([path, { description }]) => [path, description])),
  );

/** values.schema.json: closed, so that a mistyped key is refused. */
export const valuesSchema = (values: Values): string =>
  `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', $comment: MARKER, ...rootSchema(values) }, null, 2)}\n`;

/** The values as a Markdown table. */
export const valuesTable = (values: Values): string =>
  table(
    ['value', 'default', 'what it is'],
    flattenValues(values).flatMap(([path, value]) =>
      isSetting(value) ? [[code(path), code(inLine(value.default)), text(value.description)]] : [],
    ),
  );

/** JSON with spaces, so that no two braces stand side by side: site generators would read them. */
const inLine = (value: JsonValue): string => jsonText(value, 1).replaceAll(/\n */g, ' ');

const defaults = (values: Values): JsonObject =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]): [string, JsonValue] => [
      key,
      isSetting(value) ? value.default : defaults(value.values),
    ]),
  );

const rootSchema = (values: Values): JsonObject => {
  const closed = objectSchema(values);
  return {
    title: 'Values',
    ...closed,
    properties: { ...closed.properties, ...OF_PARENTS },
    ...alone(values),
  };
};

/** What comes from a chart that has this one as a dependency: Helm hands its global values on, and the value that its condition names. */
const OF_PARENTS: JsonObject = {
  global: { description: 'Values of a parent chart; not read here.', type: 'object' },
  enabled: { description: 'What a parent chart may switch this one on and off by; not read here.', type: 'boolean' },
};

/** Two managers without leader election or sharding would work against each other. */
const alone = (values: Values): JsonObject => {
  const setting = ['sharding', 'leaderElection'].find((key) => Object.hasOwn(values, key));
  if (setting === undefined) return {};
  return {
    if: {
      properties: { [setting]: { properties: { enabled: { const: false } }, required: ['enabled'] } },
      required: [setting],
    },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { properties: { replicas: { maximum: 1 } } },
  };
};

const objectSchema = (values: Values) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.entries(values).flatMap(([key, value]) => (isRequired(value) ? [key] : [])),
  properties: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, valueSchema(value)])),
});

/** What the templates cannot do without. In Helm `null` deletes a key; of lists and maps, that is how a default is emptied. */
const isRequired = (value: Value): boolean =>
  !isSetting(value) || (typeof value.default !== 'object' && value.default !== '');

const valueSchema = (value: Value): JsonObject => ({
  description: value.description,
  ...(isSetting(value) ? { ...value.schema, default: value.default } : objectSchema(value.values)),
});
