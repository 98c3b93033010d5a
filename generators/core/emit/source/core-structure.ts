/**
 * Types of Kubernetes known by their structure: CRDs that were generated from Go have them written out. Only what makes a type counts:
 * descriptions, bounds and defaults differ between versions of Kubernetes.
 */
import { coreSchema, coreTypeNames } from '../../model/core-types.ts';
import { isObject, type JsonObject, type JsonValue, jsonText } from '../../model/json.ts';

/** A structure as a number: equal for equal ones. And how many fields there are in it, at any depth. */
interface Structure {
  readonly id: number;
  readonly fields: number;
}

/** With fewer fields than this, two types are alike by chance. */
const FEWEST_FIELDS = 4;

/** The whole name (`core/v1.PodSpec`) of the one type that has the structure of the schema; undefined when there is none, or several. */
export const typeOfStructure = (node: JsonObject, isKnown: (name: string) => boolean): string | undefined => {
  if (!isObject(node['properties'])) return undefined;
  const { id, fields } = structureOf(node);
  return fields < FEWEST_FIELDS ? undefined : (typesById(isKnown).get(id) ?? undefined);
};

/** Types that others embed: no status, which is of one kind only. */
const EMBEDDED = /^(?:core|meta|apps|batch|autoscaling|networking|policy|rbac)\/v\d+\.(?!\w*Status$)/;

let types: ReadonlyMap<number, string | null> | undefined;

const typesById = (isKnown: (name: string) => boolean): ReadonlyMap<number, string | null> => {
  if (types !== undefined) return types;
  const found = new Map<number, string | null>();
  for (const name of coreTypeNames.filter((each) => EMBEDDED.test(each) && isKnown(each))) {
    const schema = coreSchema(name);
    if (!isObject(schema['properties'])) continue;
    const { id } = structureOf(schema);
    found.set(id, found.has(id) ? null : name);
  }
  types = found;
  return found;
};

/** Numbers are given in the order in which structures are met: only their being equal means something. */
const ids = new Map<string, number>();
const structures = new WeakMap<JsonObject, Structure>();

/** How many fields there are in an object, at any depth. */
export const fieldsIn = (node: JsonObject): number => structureOf(node).fields;

const structureOf = (node: JsonObject): Structure => {
  const known = structures.get(node);
  if (known !== undefined) return known;
  const properties = isObject(node['properties']) ? Object.entries(node['properties']) : [];
  const fields = properties
    .map(([name, field]) => [name, inner(field)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const [items, values] = [inner(node['items']), inner(node['additionalProperties'])];
  const key = jsonText([
    node['type'],
    fields.map(([name, { id }]) => [name, id]),
    sorted(node['required']),
    items.id,
    values.id,
    node['enum'],
    node['nullable'] === true,
    node['x-kubernetes-int-or-string'] === true,
    node['x-kubernetes-preserve-unknown-fields'] === true,
    node['x-kubernetes-embedded-resource'] === true,
  ]);
  const id = ids.get(key) ?? ids.size + 1;
  ids.set(key, id);
  const within = fields.reduce((sum, [, field]) => sum + 1 + field.fields, 0);
  const structure = { id, fields: within + items.fields + values.fields };
  structures.set(node, structure);
  return structure;
};

const NONE: Structure = { id: 0, fields: 0 };

const inner = (schema: JsonValue | undefined): Structure => {
  if (isObject(schema)) return structureOf(schema);
  return schema === true ? { id: -1, fields: 0 } : NONE;
};

const sorted = (names: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(names) ? names.toSorted() : []);
