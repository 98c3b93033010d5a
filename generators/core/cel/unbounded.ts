/** Where a schema lets values grow without bound: what makes rules too dear. */
import type { JsonObject } from '../model/json.ts';
import type { Path } from '../spec/path.ts';
import type { Place } from './place.ts';
import { escapeName } from './escape.ts';

/** Lists and maps that a rule stands in, as `maxItems of spec.items`. */
export const unboundedAbove = (place: Place): string[] => {
  const open: string[] = [];
  for (let one = place.parent; one !== undefined; one = one.parent) {
    const limit = missingLimit(one.schema);
    if (limit !== undefined && limit !== 'maxLength') open.unshift(`${limit} of ${spell(one.path)}`);
  }
  return open;
};

/** Lists, maps and texts below a rule whose names stand in its text. */
export const unboundedBelow = (place: Place, text: string): string[] => {
  const open: string[] = [];
  const visit = (schema: JsonObject, name: string, mentioned: boolean): void => {
    const limit = mentioned ? missingLimit(schema) : undefined;
    if (limit !== undefined) open.push(`${limit} of ${name}`);
    for (const [property, child] of Object.entries(
      (schema['properties'] ?? {}) as Readonly<Record<string, JsonObject>>,
    ))
      visit(child, `${name}.${property}`, mentions(text, property));
    for (const field of ['items', 'additionalProperties'] as const)
      if (typeof schema[field] === 'object') visit(schema[field] as JsonObject, `${name}[*]`, mentioned);
  };
  visit(place.schema, 'self', true);
  // Texts cost a tenth of what lists do.
  return open.toSorted((a, b) => Number(a.startsWith('maxLength')) - Number(b.startsWith('maxLength')));
};

const mentions = (text: string, name: string): boolean => text.split(/\W+/).includes(escapeName(name) ?? name);

const missingLimit = (schema: JsonObject): 'maxItems' | 'maxProperties' | 'maxLength' | undefined => {
  const { type, format, enum: values, maxItems, maxProperties, maxLength, additionalProperties } = schema;
  if (type === 'array') return maxItems === undefined ? 'maxItems' : undefined;
  if (type === 'object')
    return typeof additionalProperties === 'object' && maxProperties === undefined ? 'maxProperties' : undefined;
  const text =
    type === 'string' && values === undefined && !['date', 'date-time', 'duration'].includes(format as string);
  return (text || schema['x-kubernetes-int-or-string'] === true) && maxLength === undefined ? 'maxLength' : undefined;
};

/** A place as its objects have it: `spec.items[*].name`. */
export const spell = (path: Path): string => {
  const words: string[] = [];
  for (let i = 0; i < path.length; i++) {
    if (path[i] === 'properties') words.push(`.${path[++i]}`);
    else words.push('[*]');
  }
  return words.join('').replace(/^\./, '') || 'the object';
};
