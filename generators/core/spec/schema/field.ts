/**
 * Fields of the JSON Schema of operator.yaml: for each of its types a function that asks for the explanation first, so that none goes
 * without. A default is told in the explanation as well, since editors show that, and not the keyword.
 */
import { type JsonValue, jsonText } from '../../model/json.ts';
import type { Schema } from '../shape/schema.ts';
import { PATTERNS } from './words.ts';

/** A schema and what editors make of it. `shape.ts` ignores what it adds. */
export interface Field extends Schema {
  readonly title?: string;
  readonly description?: string;
  readonly default?: JsonValue;
  readonly examples?: readonly JsonValue[];
  /** Of each value of `enum`, in its order. */
  readonly enumDescriptions?: readonly string[];
  readonly anyOf?: readonly Field[];
  readonly properties?: Readonly<Record<string, Field>>;
  readonly additionalProperties?: boolean | Field;
  readonly items?: Field;
  readonly else?: Field;
  /** What an editor says of a value that is none of `enum`, where that is too long to list. */
  readonly errorMessage?: string;
  /** What an editor says of text that does not match. */
  readonly patternErrorMessage?: string;
  /** Texts that an editor offers: https://github.com/redhat-developer/yaml-language-server. */
  readonly defaultSnippets?: readonly {
    readonly label: string;
    readonly description: string;
    readonly body: JsonValue;
  }[];
}

const field = (type: Field['type'], description: string, rest: Field): Field => ({
  ...(type !== undefined && { type }),
  ...rest,
  description: rest.default === undefined ? description : `${description} Default: ${shown(rest.default)}.`,
});

const shown = (value: JsonValue): string => (typeof value === 'string' ? value : jsonText(value));

export const text = (description: string, rest: Field = {}): Field => {
  const meaning = rest.pattern === undefined ? undefined : PATTERNS[rest.pattern];
  return field('string', description, {
    ...rest,
    ...(meaning !== undefined && { patternErrorMessage: `This ${meaning}` }),
  });
};

/** Text that is not empty. */
export const name = (description: string, rest: Field = {}): Field => text(description, { minLength: 1, ...rest });

export const flag = (description: string, rest: Field = {}): Field => field('boolean', description, rest);

export const integer = (description: string, rest: Field = {}): Field => field('integer', description, rest);

export const number = (description: string, rest: Field = {}): Field => field('number', description, rest);

/** A value of any type. */
export const anything = (description: string, rest: Field = {}): Field => field(undefined, description, rest);

/** One of some values, each with what it means. */
export const choice = (description: string, values: Readonly<Record<string, string>>, rest: Field = {}): Field =>
  field(undefined, description, { enum: Object.keys(values), enumDescriptions: Object.values(values), ...rest });

/** Text for which some values are usual, each with what it means; others are allowed. */
export const suggestion = (description: string, values: Readonly<Record<string, string>>, rest: Field = {}): Field =>
  text(description, {
    anyOf: [{ enum: Object.keys(values), enumDescriptions: Object.values(values) }, {}],
    ...rest,
  });

export const list = (description: string, items: Field, rest: Field = {}): Field =>
  field('array', description, { items, ...rest });

/** A list of texts; `examples` is one such list. */
export const texts = (description: string, rest: Field = {}): Field => list(description, { type: 'string' }, rest);

export const map = (description: string, values: Field, rest: Field = {}): Field =>
  field('object', description, { additionalProperties: values, ...rest });

/** An object with these fields and no others; those with an exclamation mark must be there. */
export const object = (description: string, fields: Readonly<Record<string, Field>>, rest: Field = {}): Field => {
  const required = Object.keys(fields).flatMap((name) => (name.endsWith('!') ? [name.slice(0, -1)] : []));
  return field('object', description, {
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name.replace(/!$/, ''), schema])),
    ...rest,
  });
};
