/** How a console shows the fields of a kind: one descriptor for each field of spec and status, from its schema. */
import type { ApiVersion, JsonObject } from '../../model/model.ts';
import { displayNameOf } from './display-name.ts';

export interface Descriptor {
  /** Below spec or status: 'tls.secretName', 'rules[0].host'. */
  readonly path: string;
  readonly displayName: string;
  readonly description?: string;
  readonly 'x-descriptors'?: readonly string[];
}

const UI = 'urn:alm:descriptor:com.tectonic.ui:';
const KUBERNETES = 'urn:alm:descriptor:io.kubernetes:';

/** Descriptors of every field of `spec`. */
export const specDescriptors = ({ schema, scale }: ApiVersion): readonly Descriptor[] =>
  descriptors(part(schema, 'spec'), (field) =>
    `.spec.${field.path}` === scale?.specReplicasPath ? [`${UI}podCount`] : specHints(field),
  );

/** Descriptors of every field of `status`. */
export const statusDescriptors = ({ schema, scale }: ApiVersion): readonly Descriptor[] =>
  descriptors(part(schema, 'status'), (field) =>
    `.status.${field.path}` === scale?.statusReplicasPath ? [`${UI}podCount`] : statusHints(field),
  );

interface Field {
  readonly path: string;
  readonly name: string;
  readonly schema: JsonObject;
  /** 1 for those of spec or status itself. */
  readonly depth: number;
}

/** A console shows no more, and a ClusterServiceVersion has to fit into an object of Kubernetes, with the other kinds. */
const MOST_FIELDS = 100;

const descriptors = (root: JsonObject, hints: (field: Field) => readonly string[]): readonly Descriptor[] =>
  shownOf(fields(root, '', 1)).map((field) => descriptor(field, hints(field)));

/** As deep as there are not too many: the fields of an object are shown all, or none. */
const shownOf = (all: readonly Field[]): readonly Field[] => {
  const within = (most: number): number => all.filter(({ depth }) => depth <= most).length;
  let deepest = 1;
  while (within(deepest) < all.length && within(deepest + 1) <= MOST_FIELDS) deepest += 1;
  return all.filter(({ depth }) => depth <= deepest);
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

/** The fields of an object in the order of the schema, each before those in it. A list's are those of its first item, as consoles write it. */
const fields = (schema: JsonObject, prefix: string, depth: number): readonly Field[] =>
  Object.entries(properties(schema)).flatMap(([name, value]) => {
    const path = `${prefix}${name}`;
    return [{ path, name, schema: value, depth }].concat(fieldsWithin(value, path, depth + 1));
  });

const fieldsWithin = (schema: JsonObject, path: string, depth: number): readonly Field[] => {
  if (coreType(schema) !== undefined) return [];
  const items = schema['items'] as JsonObject | undefined;
  return items === undefined ? fields(schema, `${path}.`, depth) : fieldsWithin(items, `${path}[0]`, depth);
};

/** Kubernetes' own types, known by their fields: shown as a whole, for they have hundreds of fields. */
const CORE_TYPES: Readonly<Record<string, readonly string[]>> = {
  resourceRequirements: ['limits', 'requests'],
  podSpec: ['containers', 'restartPolicy'],
  container: ['image', 'volumeMounts'],
  volume: ['configMap', 'emptyDir'],
  nodeAffinity: ['preferredDuringSchedulingIgnoredDuringExecution', 'requiredDuringSchedulingIgnoredDuringExecution'],
  affinity: ['nodeAffinity', 'podAffinity'],
  securityContext: ['runAsUser', 'seccompProfile'],
  labelSelector: ['matchExpressions', 'matchLabels'],
  conditions: ['lastTransitionTime', 'status'],
};

const coreType = (schema: JsonObject): string | undefined => {
  const names = Object.keys(properties(schema));
  return Object.keys(CORE_TYPES).find((type) => CORE_TYPES[type]!.every((name) => names.includes(name)));
};

const specHints = (field: Field): readonly string[] => {
  const { schema, name } = field;
  if (coreType(schema) === 'resourceRequirements') return [`${UI}resourceRequirements`];
  if (coreType(schema) === 'nodeAffinity') return [AFFINITY.get(name) ?? `${UI}nodeAffinity`];
  if (Array.isArray(schema['enum']) && schema['type'] === 'string') {
    return name === 'imagePullPolicy'
      ? [`${UI}imagePullPolicy`]
      : schema['enum'].map((value) => `${UI}select:${String(value)}`);
  }
  if (schema['type'] === 'string') return [stringHint(field)];
  if (schema['type'] === 'boolean') return [`${UI}booleanSwitch`];
  if (schema['type'] === 'integer' || schema['type'] === 'number') return [`${UI}number`];
  return [];
};

const AFFINITY: ReadonlyMap<string, string> = new Map([
  ['podAffinity', `${UI}podAffinity`],
  ['podAntiAffinity', `${UI}podAntiAffinity`],
]);

/** Fields that by Kubernetes' conventions hold the name of an object: what the console offers to choose from. */
const REFERENCES: readonly (readonly [RegExp, string])[] = [
  [/secretName$/i, 'Secret'],
  [/configMapName$/i, 'ConfigMap'],
  [/serviceAccountName$/i, 'ServiceAccount'],
  [/storageClassName$/i, 'StorageClass'],
  [/^(persistentVolumeClaimName|claimName)$/, 'PersistentVolumeClaim'],
];

const stringHint = ({ name, schema }: Field): string => {
  if (name === 'imagePullPolicy') return `${UI}imagePullPolicy`;
  if (schema['format'] === 'password') return `${UI}password`;
  const reference = REFERENCES.find(([pattern]) => pattern.test(name));
  return reference === undefined ? `${UI}text` : `${KUBERNETES}${reference[1]}`;
};

const statusHints = ({ name, path, schema }: Field): readonly string[] => {
  const items = schema['items'] as JsonObject | undefined;
  if (items !== undefined)
    return coreType(items) === 'conditions' ? ['urn:alm:descriptor:io.kubernetes.conditions'] : [];
  if (path === 'phase') return ['urn:alm:descriptor:io.kubernetes.phase'];
  if (schema['format'] === 'uri' || /^(url|.*URL|.*Url)$/.test(name)) return ['urn:alm:descriptor:org.w3:link'];
  return ['string', 'integer', 'number', 'boolean'].includes(schema['type'] as string)
    ? ['urn:alm:descriptor:text']
    : [];
};

const properties = (schema: JsonObject): Readonly<Record<string, JsonObject>> =>
  (schema['properties'] ?? {}) as Readonly<Record<string, JsonObject>>;

const part = (schema: JsonObject, name: 'spec' | 'status'): JsonObject => properties(schema)[name] ?? {};

const oneLine = (text: unknown): string => (typeof text === 'string' ? text.replaceAll(/\s+/g, ' ').trim() : '');
