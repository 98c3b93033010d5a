/**
 * The objects inside of a kind's schema, a section for each. Objects with the same fields share one, wherever they stand: what is said
 * of one place (description, default, rules) is said in the table of the object around it. `$ref`s to types of Kubernetes stay names.
 * What an earlier version has alike is left to that one.
 */
import type { JsonObject } from '../../model/json.ts';
import { fieldsOf, isSchema, resultType } from './schema.ts';
import type { StructureOf } from './structure.ts';

export interface Section {
  /** From the root: `spec.containers[]`; empty for the root itself. */
  readonly path: string;
  readonly schema: JsonObject;
  /** Where its kind of object is used: the section around it and the field there. The first is where `path` leads. */
  readonly uses: readonly { readonly section: Section; readonly field: string }[];
}

/** The sections of one kind, in the order of reading. */
export interface Sections {
  readonly all: readonly Section[];
  /** The section that tells the fields of a schema; none for what has no fields. */
  readonly of: (schema: JsonObject) => Section | undefined;
}

/** Those of `root` whose fields are not told elsewhere. Takes time in proportion to the schema. */
export const findSections = (
  root: JsonObject,
  structureOf: StructureOf,
  isTold: (structure: number) => boolean,
): Sections => {
  const known = new Map<number, Section & { uses: { section: Section; field: string }[] }>();
  const rootSection = { path: '', schema: root, uses: [] };
  const all: Section[] = [rootSection];

  const visitFields = (section: Section): void => {
    for (const [name, field] of fieldsOf(section.schema)) {
      const { schema, suffix } = resultType(field);
      if (fieldsOf(schema).length === 0) continue;
      const structure = structureOf(schema);
      if (isTold(structure)) continue;
      const found = known.get(structure);
      if (found !== undefined) {
        found.uses.push({ section, field: name + suffix });
        continue;
      }
      const inner = { path: joinPath(section.path, name) + suffix, schema, uses: [{ section, field: name + suffix }] };
      known.set(structure, inner);
      all.push(inner);
      visitFields(inner);
    }
  };
  visitFields(rootSection);
  return {
    all,
    of: (schema) => (isSchema(schema) && fieldsOf(schema).length > 0 ? known.get(structureOf(schema)) : undefined),
  };
};

const joinPath = (path: string, name: string): string => {
  const step = /^[\w$-]+$/.test(name) ? name : JSON.stringify(name).replaceAll(/\s+/g, ' ');
  return path === '' ? step : `${path}.${step}`;
};
