/** Values of a document by their types. An empty string, and null, are as good as nothing: so kubectl writes what is not set. Errors: `FieldFault`. */
import { type Field, FieldFault } from './document.ts';

/** A key of a mapping; its value is undefined when it is not there. */
export const get = (field: Field, key: string | number): Field => ({
  document: field.document,
  path: [...field.path, key],
  value: (mapping(field) as Record<string | number, unknown>)[key] ?? undefined,
});

export const mapping = (field: Field): Readonly<Record<string, unknown>> => {
  if (field.value === undefined || field.value === null) return {};
  if (typeof field.value !== 'object' || Array.isArray(field.value))
    throw new FieldFault(field, `This must be a mapping, not ${JSON.stringify(field.value)}.`);
  return field.value as Readonly<Record<string, unknown>>;
};

export const list = (field: Field): readonly Field[] => {
  if (field.value === undefined || field.value === null) return [];
  if (!Array.isArray(field.value)) throw new FieldFault(field, 'This must be a list.');
  return field.value.map((value, index) => ({ document: field.document, path: [...field.path, index], value }));
};

export const text = (field: Field): string | undefined => {
  const { value } = field;
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw new FieldFault(field, `This must be a string, not ${JSON.stringify(value)}. Put it in quotes.`);
};

export const required = (field: Field, hint: string): string => {
  const found = text(field);
  if (found === undefined) throw new FieldFault(field, `This is missing. ${hint}`);
  return found;
};

export const flag = (field: Field): boolean => {
  if (field.value === undefined || field.value === null) return false;
  if (typeof field.value === 'boolean') return field.value;
  throw new FieldFault(field, `This must be true or false, not ${JSON.stringify(field.value)}.`);
};

export const texts = (field: Field): readonly string[] => list(field).map((item) => text(item) ?? '');
