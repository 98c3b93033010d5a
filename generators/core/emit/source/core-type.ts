/** Types of Kubernetes that a schema means, by `$ref` or because it has their structure: imported, not written out. */
import { coreTypeName } from '../../model/core-types.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { TYPES } from './core-type.data.ts';
import { typeOfStructure } from './core-structure.ts';

/** Where a type comes from, and what it is called in a file whose own types go first. */
export interface CoreType {
  readonly module: string;
  readonly name: string;
  readonly otherwise: string;
  /** An object in a field of another, whose metadata is that of a template. */
  readonly isKind: boolean;
}

/** The type of Kubernetes that a field has. `node` is what `declared` resolves to. */
export const coreTypeOf = (declared: JsonObject, node: JsonObject): CoreType | undefined => {
  if (isCondition(node)) return CONDITION;
  const name = typeof declared['$ref'] === 'string' ? referred(declared, node) : typeOfStructure(node, isExported);
  return name === undefined ? undefined : exported().get(name);
};

/** What beside a `$ref` makes it another type. */
const STRUCTURE = [
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'enum',
  'x-kubernetes-int-or-string',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-preserve-unknown-fields',
];

/** Scalars and maps are written out: `string` tells more than `Time`. */
const referred = (declared: JsonObject, node: JsonObject): string | undefined =>
  isObject(node['properties']) && !STRUCTURE.some((keyword) => declared[keyword] !== undefined)
    ? coreTypeName(String(declared['$ref']))
    : undefined;

const KINDS = 'k8s-operator-runtime/kinds';

const CONDITION: CoreType = {
  module: 'k8s-operator-runtime',
  name: 'Condition',
  otherwise: 'CoreCondition',
  isKind: false,
};

const isExported = (name: string): boolean => exported().has(name);

let known: ReadonlyMap<string, CoreType> | undefined;

/** `core/v1.PodSpec` → what the runtime exports for it. */
const exported = (): ReadonlyMap<string, CoreType> =>
  (known ??= new Map(
    TYPES.trim()
      .split('\n')
      .flatMap((line) => {
        const [file = '', ...types] = line.split(' ');
        return types.map((type) => exportedType(file.replace('-', '/'), type));
      }),
  ));

const exportedType = (groupVersion: string, type: string): readonly [string, CoreType] => {
  const [plain = '', alias = plain] = type.replace('*', '').split('=');
  const isKind = type.endsWith('*');
  return [`${groupVersion}.${plain}`, { module: KINDS, name: alias, otherwise: `Core${alias}`, isKind }];
};

const CONDITION_FIELDS = ['lastTransitionTime', 'message', 'reason', 'status', 'type'];

/** A condition of the API conventions: the fields that meta/v1 Condition requires are required, and there are no others. */
export const isCondition = ({ required, properties, type }: JsonObject): boolean =>
  type === 'object' &&
  Array.isArray(required) &&
  isObject(properties) &&
  CONDITION_FIELDS.every((field) => required.includes(field)) &&
  Object.keys(properties).every((field) => field === 'observedGeneration' || CONDITION_FIELDS.includes(field)) &&
  enumOf(properties['status']) === 'False True Unknown';

const enumOf = (schema: JsonValue | undefined): string | undefined =>
  isObject(schema) && Array.isArray(schema['enum']) ? schema['enum'].map(String).toSorted().join(' ') : undefined;
