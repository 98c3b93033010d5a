/**
 * The x-descriptors of fields: which part of a console shows and asks for them. Those that OpenShift's console knows
 * (frontend/packages/operator-lifecycle-manager/src/components/descriptors/types.ts and const.ts: which of them go with which types), but
 * for those that it calls deprecated, and those of which a schema says nothing: `hidden`, `fieldDependency`, `checkbox`.
 */
import { isObject } from '../../model/json.ts';
import type { JsonObject } from '../../model/model.ts';
import { type KubernetesType, kubernetesType, propertiesOf } from './kubernetes-types.ts';

export interface Field {
  /** Below spec or status, as consoles write it: 'tls.secretName', 'rules[0].host'. */
  readonly path: string;
  /** The last of its path. */
  readonly name: string;
  readonly schema: JsonObject;
  /** What it is in: an object, or the list whose first item it is. */
  readonly parent: { readonly name: string; readonly schema: JsonObject };
  /** 1 for those of spec or status itself. */
  readonly depth: number;
}

const UI = 'urn:alm:descriptor:com.tectonic.ui:';
const KUBERNETES = 'urn:alm:descriptor:io.kubernetes:';
const POD_COUNT = `${UI}podCount`;

/** Of a field of spec. `replicas`: the path that scale sets. */
export const specHints = (field: Field, replicas: string | undefined): readonly string[] => [
  ...shown(field, replicas),
  ...(isAdvanced(field) ? [`${UI}advanced`] : []),
];

/** How it is shown: by one part of the console, or by as many as there are choices. */
const shown = (field: Field, replicas: string | undefined): readonly string[] => {
  const { path, name, schema } = field;
  const type = kubernetesType(schema);
  if (type !== undefined) return ofType(type, field);
  if (isEndpointList(schema)) return [`${UI}endpointList`];
  if (!isScalar(schema)) return [];
  if (path === replicas || (name === 'replicas' && schema['type'] === 'integer')) return [POD_COUNT];
  if (schema['type'] === 'boolean') return [`${UI}booleanSwitch`];
  if (schema['type'] === 'integer' || schema['type'] === 'number') return [`${UI}number`];
  if (name === 'imagePullPolicy') return [`${UI}imagePullPolicy`];
  const choices = Array.isArray(schema['enum']) ? schema['enum'].filter((value) => value !== '' && value !== null) : [];
  if (choices.length > 0) return choices.map((value) => `${UI}select:${String(value)}`);
  if (schema['format'] === 'password') return [`${UI}password`];
  const kind = referenced(field, SPEC_REFERENCES);
  return [kind === undefined ? `${UI}text` : `${KUBERNETES}${kind}`];
};

const ofType = (type: KubernetesType, { name, schema }: Field): readonly string[] => {
  if (type === 'resourceRequirements' || type === 'updateStrategy') return [`${UI}${type}`];
  if (type === 'labelSelector') return [`${UI}selector:${selected(name)}`];
  if (type !== 'nodeAffinity') return [];
  // Of nodes an object is required, of pods a list.
  if (propertiesOf(schema)['requiredDuringSchedulingIgnoredDuringExecution']?.['type'] !== 'array')
    return [`${UI}nodeAffinity`];
  return [/anti/i.test(name) ? `${UI}podAntiAffinity` : `${UI}podAffinity`];
};

/** The kind that a selector is of, as the console has it: group, version and kind; pods, where its name does not tell. */
const selected = (name: string): string => (/^namespaceSelector$/i.test(name) ? 'core:v1:Namespace' : 'core:v1:Pod');

/** As Prometheus Operator has them: what the console shows of an endpoint. */
const isEndpointList = ({ items }: JsonObject): boolean => {
  const fields = isObject(items) ? Object.keys(propertiesOf(items)) : [];
  return fields.includes('port') && fields.includes('interval');
};

/**
 * Who only tries a kind does not ask for these: how its pods are made in detail, and what is there for older objects alone. A form has
 * them at its end, folded away. What is required is not hidden there.
 */
const isAdvanced = ({ name, schema, parent }: Field): boolean => {
  const { required } = parent.schema;
  if (Array.isArray(required) && required.includes(name)) return false;
  const { items } = schema;
  const type = kubernetesType(schema) ?? (isObject(items) ? kubernetesType(items) : undefined);
  return (type !== undefined && DETAILS.has(type)) || isDeprecated(schema);
};

const DETAILS: ReadonlySet<KubernetesType> = new Set([
  'podSpec',
  'container',
  'volume',
  'nodeAffinity',
  'securityContext',
]);

/** As Go's convention has it: a paragraph that begins with the word. */
const isDeprecated = ({ description }: JsonObject): boolean =>
  typeof description === 'string' && /(?:^|\n)\s*deprecated\b/i.test(description);

/** Of a field of status. `replicas`: the path that scale reads. */
export const statusHints = (field: Field, replicas: string | undefined): readonly string[] => {
  const { path, name, schema, parent } = field;
  const { items } = schema;
  if (isObject(items) && kubernetesType(items) === 'condition') return ['urn:alm:descriptor:io.kubernetes.conditions'];
  if (isPodStatuses(schema)) return [`${UI}podStatuses`];
  if (!isScalar(schema)) return [];
  if (path === replicas) return [POD_COUNT];
  if (schema['type'] === 'string') {
    if (name === 'phase') return ['urn:alm:descriptor:io.kubernetes.phase'];
    if (name === 'reason' && Object.hasOwn(propertiesOf(parent.schema), 'phase'))
      return ['urn:alm:descriptor:io.kubernetes.phase:reason'];
    if (schema['format'] === 'uri' || /^(?:url|.*URL|.*Url)$/.test(name)) return ['urn:alm:descriptor:org.w3:link'];
    if (schema['format'] === 'password') return [`${UI}password`];
    const kind = referenced(field, STATUS_REFERENCES);
    if (kind !== undefined) return [`${KUBERNETES}${kind}`];
  }
  return ['urn:alm:descriptor:text'];
};

/** The names of pods, or of their like, by the state that they are in. */
const isPodStatuses = ({ additionalProperties: values }: JsonObject): boolean =>
  isObject(values) && values['type'] === 'array' && isObject(values['items']) && values['items']['type'] === 'string';

/** Whether a field has one value: what is an integer or a string has one, too. */
export const isScalar = (schema: JsonObject): boolean =>
  schema['x-kubernetes-int-or-string'] === true ||
  ['string', 'integer', 'number', 'boolean'].includes(schema['type'] as string);

type References = readonly (readonly [what: string, kind: string])[];

/** What by Kubernetes' conventions fields of spec name objects by, which have to be there: the console offers those to choose from. */
const SPEC_REFERENCES: References = [
  ['secret', 'Secret'],
  ['configMap', 'ConfigMap'],
  ['serviceAccount', 'ServiceAccount'],
  ['storageClass', 'StorageClass'],
  ['persistentVolumeClaim', 'PersistentVolumeClaim'],
  ['claim', 'PersistentVolumeClaim'],
  ['priorityClass', 'PriorityClass'],
];

/** In status it is what the operator has made, too: the console links to it. */
const STATUS_REFERENCES: References = [
  ...SPEC_REFERENCES,
  ['service', 'Service'],
  ['deployment', 'Deployment'],
  ['statefulSet', 'StatefulSet'],
  ['daemonSet', 'DaemonSet'],
  ['ingress', 'Ingress'],
  ['job', 'Job'],
  ['node', 'Node'],
];

/** The kind that a name is of: of a field like `tlsSecretName`, or of `name` in one like `secretKeyRef`. */
const referenced = ({ name, parent }: Field, references: References): string | undefined =>
  references.find(([what]) => {
    const word = `(?:^${what}|${what[0]!.toUpperCase()}${what.slice(1)})`;
    if (new RegExp(`${word}Name$`).test(name)) return true;
    return (
      name === 'name' &&
      new RegExp(`${word}s?(?:Key)?(?:Ref|Reference|Selector|KeySelector)?s?$`).test(parent.name) &&
      Object.keys(propertiesOf(parent.schema)).every((beside) => BESIDE_NAMES.has(beside))
    );
  })?.[1];

/** What a reference has beside the name. One with a namespace may be of an object elsewhere, which the console would not offer. */
const BESIDE_NAMES: ReadonlySet<string> = new Set(['name', 'key', 'optional', 'defaultMode', 'items']);
