/**
 * Fields that are called as something that every JavaScript object has: `constructor`, `toString`, … To TypeScript an object literal without
 * such an optional field has the function of that name in its place. So the field is written out as undefined, which JSON leaves out.
 */
import { isObject, type JsonValue } from '../../model/json.ts';
import type { ObjectTemplate, Template } from '../../model/model.ts';

/** What TypeScript's `Object` has. */
const MEMBERS = [
  'constructor',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'toString',
  'valueOf',
] as const;

const UNDEFINED: Template = { type: 'expression', expression: { code: 'undefined', uses: [] } };

/** The template with all such fields of its schema. */
export const withObjectMembers = ({ entries }: ObjectTemplate, schema: JsonValue | undefined): ObjectTemplate => {
  const { properties, additionalProperties } = isObject(schema) ? schema : {};
  const fields = isObject(properties) ? properties : {};
  const schemaOf = (name: string) => (Object.hasOwn(fields, name) ? fields[name] : additionalProperties);
  const missing = MEMBERS.filter((name) => Object.hasOwn(fields, name) && !entries.some(([key]) => key === name));
  return {
    type: 'object',
    entries: [
      ...entries.map(([name, value]) => [name, inside(value, schemaOf(name))] as const),
      ...missing.map((name) => [name, UNDEFINED] as const),
    ],
  };
};

const inside = (template: Template, schema: JsonValue | undefined): Template => {
  if (template.type === 'object') return withObjectMembers(template, schema);
  if (template.type !== 'array' || !isObject(schema)) return template;
  return { type: 'array', items: template.items.map((item) => inside(item, schema.items)) };
};
