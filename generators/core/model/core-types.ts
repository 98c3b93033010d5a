/**
 * The types of Kubernetes that a schema may refer to, in the structure that controller-gen prints, without descriptions: those make CRDs
 * too big. Given a name; gives the schema, made when it is first asked for and shared by all who ask.
 */
import { DEFINITIONS, RECURSIVE } from './core-types.data.ts';
import { deepFreeze } from './freeze.ts';
import { isObject, type JsonArray, type JsonObject, type JsonValue } from './json.ts';

/** The forms of scalars in the data; `build/core-types/print.ts` tells the others. */
export const SCALARS: Readonly<Record<string, JsonObject>> = {
  s: { type: 'string' },
  b: { type: 'boolean' },
  i: { type: 'integer' },
  i32: { type: 'integer', format: 'int32' },
  i64: { type: 'integer', format: 'int64' },
  o: { type: 'object' },
};

/** `group/version.Name` → its form as JSON text; and names without group and version, where it is plain which type is meant. */
const forms = new Map<string, string>();
const shortNames = new Map<string, string>();
for (const line of DEFINITIONS.trim().split('\n')) {
  const plain = line.startsWith('*');
  const space = line.indexOf(' ');
  const name = line.slice(plain ? 1 : 0, space);
  forms.set(name, line.slice(space + 1));
  if (plain) shortNames.set(name.slice(name.indexOf('.') + 1), name);
}

/** Every name that a `$ref` may have: `PodSpec` where that is plain, and `core/v1.PodSpec` for all. */
export const coreTypeNames: readonly string[] = [...new Set([...shortNames.keys(), ...forms.keys()])];

/** Types that contain themselves, which a structural schema cannot. */
export const recursiveTypes: readonly string[] = RECURSIVE.trim()
  .split('\n')
  .flatMap((name) => [name.slice(name.indexOf('.') + 1), name]);

/** The whole name of a type: `PodSpec` → `core/v1.PodSpec`. Undefined for what is none. */
export const coreTypeName = (name: string): string | undefined => (forms.has(name) ? name : shortNames.get(name));

/** The schema that a `$ref` means; frozen, for its parts are shared. Throws for what is no name of a type. */
export const coreSchema = (name: string): JsonObject => {
  const whole = coreTypeName(name);
  if (whole === undefined) throw new Error(`no core type ${name}`);
  const known = schemas.get(whole);
  if (known !== undefined) return known;
  const schema = deepFreeze(decode(JSON.parse(forms.get(whole)!) as JsonValue, whole.slice(0, whole.indexOf('.') + 1)));
  schemas.set(whole, schema);
  parts.add(schema);
  // A reference with something beside it shares the fields only.
  if (isObject(schema.properties)) {
    parts.add(schema.properties);
    // One that is another by a new name has been named already.
    if (!owners.has(schema.properties)) owners.set(schema.properties, whole);
  }
  return schema;
};

/** The whole name of the type that has the fields of the schema; undefined for what has none, or fields of its own. */
export const coreTypeOf = ({ properties }: JsonObject): string | undefined =>
  isObject(properties) ? owners.get(properties) : undefined;

const schemas = new Map<string, JsonObject>();
const parts = new WeakSet<object>();
const owners = new WeakMap<object, string>();

/** Whether it is the schema of a type, or its fields, as all have it that refer to the type: what is made of it can be made once. */
export const isOfCoreType = (value: object): boolean => parts.has(value);

const decode = (form: JsonValue, home: string): JsonObject => {
  if (typeof form === 'string') return SCALARS[form] ?? coreSchema(forms.has(home + form) ? home + form : form);
  if (isList(form)) return decodeTagged(form, home);
  const fields = Object.entries(form as JsonObject).map(
    ([name, field]) => [name.replace(/!$/, ''), decode(field!, home)] as const,
  );
  const required = Object.keys(form as JsonObject).flatMap((name) => (name.endsWith('!') ? [name.slice(0, -1)] : []));
  if (fields.length === 0) return {};
  return {
    type: 'object',
    properties: Object.fromEntries(fields),
    ...(required.length > 0 && { required }),
  };
};

const decodeTagged = ([tag, form, ...rest]: JsonArray, home: string): JsonObject => {
  const inner = decode(form!, home);
  if (tag === 'map') return { type: 'object', additionalProperties: inner };
  if (tag === 'with') return { ...inner, ...(rest[0] as JsonObject) };
  const [listType, ...keys] = rest;
  return {
    type: 'array',
    items: inner,
    ...(listType !== undefined && { 'x-kubernetes-list-type': listType }),
    ...(keys.length > 0 && { 'x-kubernetes-list-map-keys': keys }),
  };
};

const isList = (form: JsonValue): form is JsonArray => Array.isArray(form);
