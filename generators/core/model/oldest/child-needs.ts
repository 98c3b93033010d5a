/**
 * What the children and watches of an API need of Kubernetes: their kinds, and the fields of theirs that a template has. What an
 * expression makes is not known, nor what kinds of others have in them.
 */
import type { Path } from '../../spec/path.ts';
import { coreSchema, coreTypeName, coreTypeOf } from '../core-types.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { Api, Child, KindReference, Template } from '../model.ts';
import { GATES } from './gates.ts';
import type { Need } from './need.ts';
import { FIELDS, KINDS } from './releases.data.ts';

/** What they need. `path` leads to the API. */
export const childNeeds = ({ children, watches }: Api, path: Path): readonly Need[] => [
  ...children.flatMap((child) => {
    const place = [...path, 'children', child.name];
    return [...kindNeeds(child.kind, place), ...fieldNeeds(child, place)];
  }),
  ...watches.flatMap((watched, i) => kindNeeds(watched, [...path, 'watches', i])),
];

const kindNeeds = ({ origin, group, version, kind }: KindReference, path: Path): readonly Need[] => {
  if (origin !== 'builtin') return [];
  const name = `${group === '' ? '' : `${group}/`}${version} ${kind}`;
  const minor = kinds().get(name);
  if (minor === undefined) return [];
  return [{ path: [...path, 'apiVersion'], minor, of: 'operator', before: `there is no ${name}`, never: true }];
};

const fieldNeeds = ({ kind, template }: Child, path: Path): readonly Need[] => {
  if (kind.origin !== 'builtin') return [];
  // The packages of Kubernetes' API are called by the first word of their group.
  const type = coreTypeName(`${kind.group === '' ? 'core' : kind.group.split('.')[0]}/${kind.version}.${kind.kind}`);
  return type === undefined ? [] : [...inObject(template, coreSchema(type), path)];
};

/** `owner` is the type and field that it stands in: `core/v1.PodSpec.containers`. */
function* inObject(template: Template, schema: JsonObject, path: Path, owner?: string): Generator<Need> {
  const { properties, items, additionalProperties } = schema;
  if (template.type === 'array' && isObject(items))
    for (const [i, item] of template.items.entries()) yield* inObject(item, items, [...path, i], owner);
  if (template.type !== 'object') return;
  const type = coreTypeOf(schema);
  for (const [field, value] of template.entries) {
    const place = [...path, field];
    const names = [type, owner].flatMap((name) => (name === undefined ? [] : [`${name}.${field}`]));
    const minor = isNull(value) ? 0 : Math.max(0, ...names.map((name) => minorOf(name, value)));
    if (minor > 0)
      yield { path: place, minor, of: 'operator', before: 'it is not known, or off by default', never: false };
    const next = isObject(properties) && Object.hasOwn(properties, field) ? properties[field] : additionalProperties;
    if (isObject(next)) yield* inObject(value, next, place, type === undefined ? undefined : `${type}.${field}`);
  }
}

const isNull = (template: Template): boolean => template.type === 'literal' && template.value === null;

/** The release that obeys a field, or its value where that is written out; 0 for the oldest. */
const minorOf = (name: string, value: Template): number => {
  const known = fields();
  const field = known.get(name) ?? 0;
  return value.type === 'literal' ? Math.max(field, known.get(`${name}=${String(value.value)}`) ?? 0) : field;
};

const read = (lines: string): ReadonlyMap<string, number> =>
  new Map(
    lines
      .trim()
      .split('\n')
      .map((line) => [line.slice(line.indexOf(' ') + 1), Number.parseInt(line, 10)] as const),
  );

let kindTable: ReadonlyMap<string, number> | undefined;
const kinds = (): ReadonlyMap<string, number> => (kindTable ??= read(KINDS));

let fieldTable: ReadonlyMap<string, number> | undefined;
const fields = (): ReadonlyMap<string, number> =>
  (fieldTable ??= new Map([
    ...read(FIELDS),
    ...GATES.flatMap(({ minor, fields }) => fields.map((field) => [field, minor] as const)),
  ]));
