/** A small bundle in which nothing is found, to be broken in one place at a time. */
import { openBundle } from '../../../../generators/core/olm/open-bundle.ts';
import { checkBundle } from '../../../../generators/core/olm/validate/check-bundle.ts';
import { formatProblem } from '../../../../generators/core/spec/problem.ts';

export const CSV = 'manifests/csv.yaml';
export const CRD = 'manifests/crd.yaml';
export const ROLE = 'manifests/role.yaml';
export const ANNOTATIONS = 'metadata/annotations.yaml';
export const DEPENDENCIES = 'metadata/dependencies.yaml';

export const FILES: Readonly<Record<string, string>> = {
  [CSV]: `apiVersion: operators.coreos.com/v1alpha1
kind: ClusterServiceVersion
metadata:
  name: cache-operator.v0.1.0
  annotations:
    alm-examples: '[{"apiVersion": "cache.example.com/v1", "kind": "Cache"}]'
    capabilities: Basic Install
    categories: Database, Storage
spec:
  displayName: Cache
  version: 0.1.0
  minKubeVersion: 1.30.0
  replaces: cache-operator.v0.0.9
  provider: {name: Acme}
  maintainers: [{name: A, email: a@example.com}]
  links: [{name: Docs, url: https://example.com}]
  icon: [{base64data: AAAA, mediatype: image/png}]
  installModes:
    - {type: OwnNamespace, supported: true}
    - {type: AllNamespaces, supported: true}
  customresourcedefinitions:
    owned:
      - name: caches.cache.example.com
        version: v1
        kind: Cache
        description: A cache.
  relatedImages: [{name: cache, image: ghcr.io/acme/cache:1}]
  install:
    strategy: deployment
    spec:
      permissions:
        - serviceAccountName: cache
          rules:
            - {apiGroups: [apps], resources: [deployments], verbs: [get]}
      deployments:
        - name: cache
          spec:
            template:
              spec:
                serviceAccountName: cache
                containers:
                  - name: manager
                    resources: {requests: {cpu: 10m, memory: 64Mi}}
`,
  [CRD]: `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: caches.cache.example.com
spec:
  group: cache.example.com
  names: {kind: Cache, plural: caches}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec: {type: object, properties: {size: {type: integer}, color: {type: string}}}
            status: {type: object, properties: {size: {type: integer}}}
      subresources:
        status: {}
        scale: {specReplicasPath: .spec.size, statusReplicasPath: .status.size}
      additionalPrinterColumns:
        - {name: Size, type: integer, jsonPath: .spec.size}
`,
  [ROLE]: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: cache-viewer
rules:
  - {apiGroups: [cache.example.com], resources: [caches], verbs: [get]}
`,
  [ANNOTATIONS]: `annotations:
  operators.operatorframework.io.bundle.mediatype.v1: registry+v1
  operators.operatorframework.io.bundle.manifests.v1: manifests/
  operators.operatorframework.io.bundle.metadata.v1: metadata/
  operators.operatorframework.io.bundle.package.v1: cache-operator
  operators.operatorframework.io.bundle.channels.v1: stable
  operators.operatorframework.io.bundle.channel.default.v1: stable
`,
};

/** Everything that is told of files, as the user reads it. */
export const told = (files: Readonly<Record<string, string | Uint8Array>>): readonly string[] =>
  checkBundle(
    openBundle(
      'bundle',
      Object.entries(files).map(([path, content]) => ({
        path,
        bytes: typeof content === 'string' ? Buffer.from(content) : content,
      })),
    ),
  ).map(formatProblem);

/** Of the bundle with a part of one file written otherwise. Throws where that part is not there. */
export const toldAfter = (file: string, from: string, to: string): readonly string[] => {
  const text = FILES[file]!;
  if (text.split(from).length !== 2) throw new Error(`${JSON.stringify(from)} is not in ${file} once`);
  return told({ ...FILES, [file]: text.replace(from, () => to) });
};

/** Of the bundle with one more file. */
export const toldWith = (file: string, content: string | Uint8Array): readonly string[] =>
  told({ ...FILES, [file]: content });

/** A case of `toldAfter`: what it is, the file, what stands there, what is to stand there, what is told then. */
export type Change = readonly [title: string, file: string, from: string, to: string, problems: readonly string[]];

/** A case of `toldWith`. */
export type Addition = readonly [
  title: string,
  file: string,
  content: string | Uint8Array,
  problems: readonly string[],
];
