/**
 * The property `olm.csv.metadata`: what a catalog shows of a release, taken from its ClusterServiceVersion as opm takes it
 * (operator-registry v1.73.0, alpha/property/property.go, CSVMetadata; the types are those of operator-framework/api v0.45.0).
 */
import type { JsonObject } from '../../model/json.ts';
import { fieldAt, flag, listOf, optional, raw, type Shape, strings, struct, text } from './go-shape.ts';

const word = optional(text);

const resource = struct({ name: text, kind: text, version: text });
const descriptor = struct({
  path: text,
  displayName: word,
  description: word,
  'x-descriptors': listOf(text),
  value: raw,
});
const described: Readonly<Record<string, Shape>> = {
  displayName: word,
  description: word,
  resources: listOf(resource),
  statusDescriptors: listOf(descriptor),
  specDescriptors: listOf(descriptor),
  actionDescriptors: listOf(descriptor),
};
const crdDescription = struct({ name: text, version: text, kind: text, ...described });
const apiServiceDescription = struct({
  name: text,
  group: text,
  version: text,
  kind: text,
  deploymentName: word,
  containerPort: (value) => (value === 0 || typeof value !== 'number' ? undefined : value),
  ...described,
});
const owningBoth = (shape: Shape): Shape => struct({ owned: listOf(shape), required: listOf(shape) });
const link = struct({ name: word, url: word });

/** From the name of each field to where it is in the ClusterServiceVersion, and its shape. */
const FIELDS: Readonly<Record<string, readonly [path: readonly string[], shape: Shape]>> = {
  annotations: [['metadata', 'annotations'], strings],
  apiServiceDefinitions: [['spec', 'apiservicedefinitions'], owningBoth(apiServiceDescription)],
  crdDescriptions: [['spec', 'customresourcedefinitions'], owningBoth(crdDescription)],
  description: [['spec', 'description'], word],
  displayName: [['spec', 'displayName'], word],
  installModes: [['spec', 'installModes'], listOf(struct({ type: text, supported: flag }))],
  keywords: [['spec', 'keywords'], listOf(text)],
  labels: [['metadata', 'labels'], strings],
  links: [['spec', 'links'], listOf(link)],
  maintainers: [['spec', 'maintainers'], listOf(struct({ name: word, email: word }))],
  maturity: [['spec', 'maturity'], word],
  minKubeVersion: [['spec', 'minKubeVersion'], word],
  nativeAPIs: [['spec', 'nativeAPIs'], listOf(struct({ group: text, version: text, kind: text }))],
  provider: [['spec', 'provider'], link],
};

/** The value of the property. */
export const csvMetadata = (csv: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(FIELDS)
      .map(([name, [path, shape]]) => [name, shape(fieldAt(csv, ...path))] as const)
      .filter(([, value]) => value !== undefined),
  );
