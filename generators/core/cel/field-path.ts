/** `fieldPath` of a rule: fields by `.name` or `['name']`, as the schema declares them (ValidFieldPath of apiextensions-apiserver). */
import type { JsonObject } from '../model/json.ts';

/** What is wrong with a path, undefined when it leads to a field. */
export const fieldPathFault = (path: string, schema: JsonObject): string | undefined => {
  let current: JsonObject | undefined = schema;
  const tokens = splitPath(path);
  for (let i = 0; i < tokens.length;) {
    const token = tokens[i]!;
    let name: string | undefined;
    if (token === '.') {
      name = tokens[i + 1];
      i += 2;
    } else if (token === '[') {
      name = unquote(tokens[i + 1]);
      if (tokens[i + 1] !== undefined && name === undefined)
        return 'in brackets there must be a name in single quotes.';
      if (tokens[i + 2] !== ']') return 'the bracket is not closed.';
      i += 3;
    } else return `it must begin each step with "." or "[", not with ${JSON.stringify(token)}.`;
    if (name === undefined) return 'it ends too early.';
    const next: JsonObject | undefined = step(current, name);
    if (next === undefined) return `there is no field ${JSON.stringify(name)}.`;
    current = next;
  }
  return undefined;
};

const step = (schema: JsonObject, name: string): JsonObject | undefined => {
  const properties = schema['properties'] as Readonly<Record<string, JsonObject>> | undefined;
  if (properties !== undefined && Object.keys(properties).length > 0)
    return Object.hasOwn(properties, name) ? properties[name] : undefined;
  const values = schema['additionalProperties'];
  return typeof values === 'boolean' ? {} : (values as JsonObject | undefined);
};

/** Delimiters, quoted names, and what stands between. A quote after a backslash ends no name. */
const splitPath = (path: string): string[] => path.match(/'(?:[^]*?[^\\])??'|'[^]*|[.[\]]|[^.[\]][^.[\]]*/g) ?? [];

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** The name in quotes; undefined when it is none, or has an escape that is none. */
const unquote = (token: string | undefined): string | undefined => {
  if (token === undefined || !/^'[^]*'$/.test(token)) return undefined;
  let sound = true;
  const name = token.slice(1, -1).replaceAll(/\\(.)/gu, (_escape, letter: string) => {
    if (!/[abfnrtv'\\]/.test(letter)) sound = false;
    return ESCAPES[letter] ?? letter;
  });
  return sound ? name : undefined;
};
