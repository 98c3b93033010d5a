/** Types of Kubernetes that a schema means, by `$ref` or because it has their structure: imported, not written out. */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';

/** Where a type comes from, and what it is called in a file whose own types go first. */
export interface CoreType {
  readonly module: string;
  readonly name: string;
  readonly otherwise: string;
  /** The type, given what the name is imported as. */
  readonly type: (local: string) => string;
}

/** The type of Kubernetes that a field has. `node` is what `declared` resolves to. */
export const coreTypeOf = (_declared: JsonObject, node: JsonObject): CoreType | undefined => {
  if (isCondition(node)) return imported('k8s-operator-runtime', 'Condition');
  return undefined;
};

const imported = (module: string, name: string): CoreType => ({
  module,
  name,
  otherwise: `Core${name}`,
  type: (local) => local,
});

const CONDITION_FIELDS = ['lastTransitionTime', 'message', 'reason', 'status', 'type'];

/** A condition of the API conventions: the fields that meta/v1 Condition requires are required, and there are no others. */
export const isCondition = ({ required, properties, type }: JsonObject): boolean =>
  type === 'object' &&
  Array.isArray(required) &&
  isObject(properties) &&
  CONDITION_FIELDS.every((field) => required.includes(field)) &&
  Object.keys(properties).every((field) => field === 'observedGeneration' || CONDITION_FIELDS.includes(field)) &&
  CONDITION_STATUS === enumOf(properties['status']);

const CONDITION_STATUS = 'False True Unknown';

const enumOf = (schema: JsonValue | undefined): string | undefined =>
  isObject(schema) && Array.isArray(schema['enum']) ? schema['enum'].map(String).toSorted().join(' ') : undefined;
