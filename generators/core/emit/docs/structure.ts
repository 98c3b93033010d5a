/** Tells which objects have the same fields, in time linear in their size: equal schemas get equal numbers, from the leaves up. */
import { type JsonObject, jsonText, type JsonValue } from '../../model/json.ts';
import { fieldsOf, isSchema, strings } from './schema.ts';

/** The number of an object's fields: their names, their order, all that is said of each. Not what is said of the object. */
export type StructureOf = (schema: JsonObject) => number;

/** Numbers of one document; equal only to each other. */
export const createStructures = (): StructureOf => {
  const numbers = new Map<string, number>();
  const structures = new WeakMap<JsonObject, number>();
  const wholes = new WeakMap<JsonObject, number>();

  const numberOf = (text: string): number => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const remembered =
    (memory: WeakMap<JsonObject, number>, text: (schema: JsonObject) => string) =>
    (schema: JsonObject): number => {
      const number = memory.get(schema) ?? numberOf(text(schema));
      memory.set(schema, number);
      return number;
    };
  const structureOf: StructureOf = remembered(structures, (schema) =>
    jsonText([fieldsOf(schema).map(([name, field]) => [name, wholeOf(field)]), strings(schema.required).toSorted()]),
  );
  const wholeOf: StructureOf = remembered(wholes, (schema) =>
    jsonText(Object.entries(schema).map(([keyword, value]) => [keyword, textOf(keyword, value, schema)])),
  );
  const textOf = (keyword: string, value: JsonValue | undefined, schema: JsonObject): JsonValue | undefined => {
    if (keyword === 'properties') return structureOf(schema);
    return (keyword === 'items' || keyword === 'additionalProperties') && isSchema(value) ? wholeOf(value) : value;
  };
  return structureOf;
};
