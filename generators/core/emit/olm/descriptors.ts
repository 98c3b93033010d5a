/** How a console shows the fields of a kind: one descriptor for each field of spec and status, from its schema. */
import { isObject } from '../../model/json.ts';
import type { ApiVersion, JsonObject } from '../../model/model.ts';
import { displayNameOf } from './display-name.ts';
import { type Field, isScalar, specHints, statusHints } from './hints.ts';
import { kubernetesType, propertiesOf } from './kubernetes-types.ts';

export interface Descriptor {
  /** Below spec or status: 'tls.secretName', 'rules[0].host'. */
  readonly path: string;
  readonly displayName: string;
  readonly description?: string;
  readonly 'x-descriptors'?: readonly string[];
}

/** A descriptor, and how deep its field lies: 1 for those of spec or status itself. */
export interface Described {
  readonly descriptor: Descriptor;
  readonly depth: number;
}

/** Descriptors of every field of `spec`. */
export const specDescriptors = ({ schema, scale }: ApiVersion): readonly Described[] => {
  const replicas = below('spec', scale?.specReplicasPath);
  return described(schema, 'spec', (field) => specHints(field, replicas));
};

/** Descriptors of every field of `status`. */
export const statusDescriptors = ({ schema, scale }: ApiVersion): readonly Described[] => {
  const replicas = below('status', scale?.statusReplicasPath);
  return described(schema, 'status', (field) => statusHints(field, replicas));
};

type Part = 'spec' | 'status';

/** A path of scale, from the part on: '.spec.size' is 'size'. */
const below = (part: Part, path: string | undefined): string | undefined =>
  path?.startsWith(`.${part}.`) === true ? path.slice(part.length + 2) : undefined;

const described = (root: JsonObject, part: Part, hints: (field: Field) => readonly string[]): readonly Described[] => {
  const schema = propertiesOf(root)[part];
  return schema === undefined
    ? []
    : fields(schema, { path: '', name: part, depth: 0 }).map((field) => ({
        descriptor: descriptor(field, hints(field)),
        depth: field.depth,
      }));
};

const descriptor = ({ path, name, schema }: Field, hints: readonly string[]): Descriptor => {
  const description = oneLine(schema['description']);
  return {
    path,
    displayName: displayNameOf(name),
    ...(description !== '' && { description }),
    ...(hints.length > 0 && { 'x-descriptors': hints }),
  };
};

type Place = Pick<Field, 'path' | 'name' | 'depth'>;

/** The fields of an object in the order of the schema, each before those in it. */
const fields = (schema: JsonObject, at: Place): readonly Field[] =>
  Object.entries(propertiesOf(schema)).flatMap(([name, value]) => {
    const path = step(at.path, name);
    const field = { name, schema: value, parent: { name: at.name, schema }, depth: at.depth + 1 };
    // Operator SDK's scorecard looks for the fields of spec by their mere names.
    const shown: Field = { ...field, path: at.path === '' ? name : path };
    return [shown].concat(fieldsWithin(value, { ...field, path }));
  });

/** Of a list they are those of its first item, as consoles write it; where items are plain values, it is the item: a console shows no other list. */
const fieldsWithin = (schema: JsonObject, at: Place): readonly Field[] => {
  if (kubernetesType(schema) !== undefined) return [];
  const { items } = schema;
  if (!isObject(items)) return fields(schema, at);
  const item = { ...at, path: `${at.path}[0]` };
  return isScalar(items)
    ? [{ ...item, schema: items, parent: { name: at.name, schema }, depth: at.depth + 1 }]
    : fieldsWithin(items, item);
};

/** Consoles read paths as lodash does: a name with a dot or a bracket in it stands in brackets. */
const step = (path: string, name: string): string => {
  if (/[.[\]]/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
};

const oneLine = (text: unknown): string => (typeof text === 'string' ? text.replaceAll(/\s+/g, ' ').trim() : '');
