/** The table of an object's fields. */
import { type JsonObject, jsonText } from '../../model/json.ts';
import { constraints, remarks } from './constraints.ts';
import { code, table, text, value } from './markdown.ts';
import { fieldsOf, isSchema, strings } from './schema.ts';
import { typeCell } from './type-cell.ts';

/** Gives where the fields of an object are told. */
export type AnchorOf = (schema: JsonObject) => string | undefined;

/** A row of the table: field, type, default, description. */
export type Row = readonly [string, string, string, string];

/** The table: `first` are rows that no schema has. */
export const fieldTable = (schema: JsonObject, anchorOf: AnchorOf, first: readonly Row[] = []): string =>
  table(['field', 'type', 'default', 'description'], [...first, ...fieldRows(schema, anchorOf)]);

const fieldRows = (schema: JsonObject, anchorOf: AnchorOf): readonly Row[] => {
  const required = new Set(strings(schema.required));
  return fieldsOf(schema).map(([name, field]) => [
    code(name === '' ? '""' : name),
    typeCell(field, anchorOf),
    defaultCell(field, required.has(name)),
    describe(field),
  ]);
};

/** What happens when the field is left out. */
const defaultCell = (field: JsonObject, required: boolean): string => {
  if (field.default !== undefined && !isLong(field)) return value(field.default);
  return required && field.default === undefined ? '*required*' : '';
};

/** All that is said of a field: its text, then its constraints. */
export const describe = (field: JsonObject): string =>
  [
    ...(typeof field.title === 'string' && field.title !== '' ? [`**${text(field.title)}**`] : []),
    ...(typeof field.description === 'string' && field.description !== '' ? [text(field.description)] : []),
    ...(isLong(field) ? [`Default: ${value(field.default)}`] : []),
    sentences(constraints(field)),
    ...inner(field),
    ...remarks(field),
  ]
    .filter((line) => line !== '')
    .join('<br>');

/** The same of a list's items and a map's values, to any depth. */
const inner = (field: JsonObject): readonly string[] => {
  const items = [
    ['Each item', field.items],
    ['Each value', field.additionalProperties],
  ] as const;
  return items.flatMap(([subject, schema]) => {
    if (!isSchema(schema)) return [];
    const own = describe(schema);
    return own === '' ? [] : [`${subject}: ${own}`];
  });
};

/** Short sentences share a line. */
const sentences = (all: readonly string[]): string =>
  all.reduce((line, sentence) => (line === '' ? sentence : `${line}${isRule(sentence) ? '<br>' : ' '}${sentence}`), '');

const isRule = (sentence: string): boolean => /^(?:Rule|Cannot be changed): /.test(sentence);

/** A default that would make its column wide stands below the description. */
const isLong = ({ default: value }: JsonObject): boolean => value !== undefined && jsonText(value).length > 30;
