/** What is told of CustomResourceDefinitions. */
import { describe, expect, test } from 'vitest';
import { type Change, CRD, FILES, told, toldAfter } from './bundle.ts';

describe('CRDs', () => {
  test.each<Change>([
    [
      'a group without a dot',
      CRD,
      'group: cache.example.com',
      'group: cache',
      [
        'bundle/manifests/crd.yaml:4:9  metadata.name: "caches.cache.example.com" is not the name of this CRD. Use "caches.cache": plural and group.',
        'bundle/manifests/crd.yaml:6:10  spec.group: "cache" has no dot. Use a domain: cache.example.com.',
        'bundle/manifests/crd.yaml:10:13  spec.versions[0].name: cache/v1, Kind=Cache has a CRD here, and the ClusterServiceVersion does not own it. Add it to spec.customresourcedefinitions.owned, or remove the CRD.',
        'bundle/manifests/csv.yaml:23:9  spec.customresourcedefinitions.owned[0]: cache.example.com/v1, Kind=Cache is owned, and there is no CRD of it in the bundle. Add the CRD to manifests/, or correct name, version and kind here.',
      ],
    ],
    [
      'another name',
      CRD,
      'name: caches.cache.example.com',
      'name: caches',
      [
        'bundle/manifests/crd.yaml:4:9  metadata.name: "caches" is not the name of this CRD. Use "caches.cache.example.com": plural and group.',
      ],
    ],
    [
      'an unknown scope',
      CRD,
      'scope: Namespaced',
      'scope: namespaced',
      ['bundle/manifests/crd.yaml:8:10  spec.scope: "namespaced" is no scope. Use Namespaced or Cluster.'],
    ],
    [
      'a plural with capitals',
      CRD,
      'plural: caches',
      'plural: Caches',
      [
        'bundle/manifests/crd.yaml:4:9  metadata.name: "caches.cache.example.com" is not the name of this CRD. Use "Caches.cache.example.com": plural and group.',
        'bundle/manifests/crd.yaml:7:32  spec.names.plural: "Caches" is no name of a resource. Use lower-case letters, digits and dashes, beginning with a letter.',
      ],
    ],
    [
      'names that clash',
      CRD,
      'kind: Cache,',
      'kind: Cache, listKind: Cache, shortNames: [C],',
      [
        'bundle/manifests/crd.yaml:7:34  spec.names.listKind: the kind of lists is the kind itself. Use "CacheList".',
        'bundle/manifests/crd.yaml:7:54  spec.names.shortNames[0]: "C" is no name of a resource. Use lower-case letters, digits and dashes, beginning with a letter.',
      ],
    ],
    [
      'no version stored',
      CRD,
      'storage: true',
      'storage: false',
      ['bundle/manifests/crd.yaml:9:3  spec.versions: no version is stored. Set storage: true in one version.'],
    ],
    [
      'a version with capitals',
      CRD,
      'name: v1\n',
      'name: V1\n',
      [
        'bundle/manifests/crd.yaml:10:13  spec.versions[0].name: "V1" is no version. Use lower-case letters, digits and dashes, as in v1alpha1.',
        'bundle/manifests/crd.yaml:10:13  spec.versions[0].name: cache.example.com/V1, Kind=Cache has a CRD here, and the ClusterServiceVersion does not own it. Add it to spec.customresourcedefinitions.owned, or remove the CRD.',
        'bundle/manifests/csv.yaml:23:9  spec.customresourcedefinitions.owned[0]: cache.example.com/v1, Kind=Cache is owned, and there is no CRD of it in the bundle. Its CRD has V1: use one of them.',
      ],
    ],
    [
      'a path without a dot',
      CRD,
      '.spec.size, statusReplicasPath',
      'spec.size, statusReplicasPath',
      [
        'bundle/manifests/crd.yaml:21:35  spec.versions[0].subresources.scale.specReplicasPath: "spec.size" leads to no field of spec. Use .spec.replicas.',
      ],
    ],
    [
      'a column of no type',
      CRD,
      'type: integer, jsonPath',
      'type: int, jsonPath',
      [
        'bundle/manifests/crd.yaml:23:30  spec.versions[0].additionalPrinterColumns[0].type: "int" is no type of a column. Use boolean, date, integer, number, string.',
      ],
    ],
    [
      'unknown fields kept',
      CRD,
      '  scope: Namespaced\n',
      '  scope: Namespaced\n  preserveUnknownFields: true\n',
      [
        'bundle/manifests/crd.yaml:9:26  spec.preserveUnknownFields: unknown fields can only be kept by the schema. Set it to false, and x-kubernetes-preserve-unknown-fields: true where they belong.',
      ],
    ],
    [
      'a webhook that is nowhere',
      CRD,
      '  scope: Namespaced\n',
      '  scope: Namespaced\n  conversion: {strategy: Webhook}\n',
      [
        'bundle/manifests/crd.yaml:9:3  spec.conversion.webhook.clientConfig: nothing says where the one webhook is. Give either service or url.',
        'bundle/manifests/crd.yaml:9:3  spec.conversion.webhook.conversionReviewVersions: neither v1 nor v1beta1 is among the versions, and the API server speaks no other. Add v1.',
      ],
    ],
    [
      'a webhook that cannot be asked',
      CRD,
      '  scope: Namespaced\n',
      '  scope: Namespaced\n  conversion:\n    strategy: Webhook\n    webhook:\n      clientConfig: {service: {name: a, namespace: b, path: convert}}\n      conversionReviewVersions: [v2]\n',
      [
        'bundle/manifests/crd.yaml:12:61  spec.conversion.webhook.clientConfig.service.path: "convert" is no path of a webhook. Use lower-case letters, digits and dashes between slashes: /convert.',
        'bundle/manifests/crd.yaml:13:7  spec.conversion.webhook.conversionReviewVersions: neither v1 nor v1beta1 is among the versions, and the API server speaks no other. Add v1.',
      ],
    ],
    [
      'a warning of what is not deprecated',
      CRD,
      '      served: true\n',
      '      served: true\n      deprecationWarning: Use v2.\n',
      [
        'bundle/manifests/crd.yaml:12:27  spec.versions[0].deprecationWarning: a version that is not deprecated has no warning. Set deprecated: true, or remove the warning.',
      ],
    ],
    [
      'a selectable field that is not there',
      CRD,
      '      served: true\n',
      '      served: true\n      selectableFields: [{jsonPath: .spec.colour}]\n',
      [
        'bundle/manifests/crd.yaml:12:37  spec.versions[0].selectableFields[0].jsonPath: the schema has no field "colour" at ".spec.colour". Did you mean "color"?',
      ],
    ],
    [
      'metadata that is refused',
      CRD,
      'metadata:\n',
      'metadata:\n  labels: {a: b c}\n  namespace: x\n',
      [
        'bundle/manifests/crd.yaml:4:15  metadata.labels.a: "b c" is no value of a label. Use up to 63 letters, digits, "-", "_" and ".".',
        'bundle/manifests/crd.yaml:5:3  metadata.namespace: the namespace is not for the bundle to say. Remove it: OLM puts the object where the operator is installed.',
      ],
    ],
    [
      'a schema of the wrong type',
      CRD,
      'color: {type: string}',
      'color: {type: string, minimum: x}',
      [
        'bundle/manifests/crd.yaml:17:101  spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.color.minimum: this must be a number, not "x". Give a number.',
      ],
    ],
    [
      'a schema that the API server refuses',
      CRD,
      'color: {type: string}',
      'color: {type: text}',
      [
        'bundle/manifests/crd.yaml:17:84  spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.color.type: "text" is not allowed. Use "object", "array", "string", "integer", "number" or "boolean".',
      ],
    ],
    [
      'a path to status without a dot',
      CRD,
      '.status.size}',
      'status.size}',
      [
        'bundle/manifests/crd.yaml:21:67  spec.versions[0].subresources.scale.statusReplicasPath: "status.size" is no path below the object: it must start with a dot, e.g. .spec.replicas.',
      ],
    ],
    [
      'v1beta1',
      CRD,
      'apiextensions.k8s.io/v1\n',
      'apiextensions.k8s.io/v1beta1\n',
      [
        'bundle/manifests/crd.yaml:1:13  apiVersion: Kubernetes 1.22 and later do not serve apiextensions.k8s.io/v1beta1 CustomResourceDefinition. Use its newer version: https://kubernetes.io/docs/reference/using-api/deprecation-guide.',
        'bundle/manifests/crd.yaml:5:1  spec.preserveUnknownFields: unknown fields can only be kept by the schema. Set it to false, and x-kubernetes-preserve-unknown-fields: true where they belong.',
        'bundle/manifests/csv.yaml:5:3  metadata.annotations["olm.properties"]: the bundle has APIs that Kubernetes 1.22 removed, and nothing says which OpenShift is the last that it runs on. Use newer versions of the removed APIs, or write [{"type": "olm.maxOpenShiftVersion", "value": "4.8"}].',
        'bundle/metadata/annotations.yaml:1:1  warning: annotations: the bundle has APIs that Kubernetes 1.22 removed, and would be offered on OpenShift 4.9 and later. Use newer versions of them, or add com.redhat.openshift.versions: "v4.6-v4.8" to the annotations and to the labels of the image.',
      ],
    ],
    [
      'an API that there never was',
      CRD,
      'apiextensions.k8s.io/v1\n',
      'apiextensions.k8s.io/v2\n',
      [
        'bundle/manifests/crd.yaml:1:13  apiVersion: "apiextensions.k8s.io/v2" is no API of CustomResourceDefinitions. Use apiextensions.k8s.io/v1.',
        'bundle/manifests/csv.yaml:23:9  spec.customresourcedefinitions.owned[0]: cache.example.com/v1, Kind=Cache is owned, and there is no CRD of it in the bundle. Add the CRD to manifests/, or correct name, version and kind here.',
      ],
    ],
  ])('tell of %s', (_title, file, from, to, problems) => {
    expect(toldAfter(file, from, to)).toEqual(problems);
  });

  test.each(['{type: array}', '{type: array, items: null}', '{type: array, items: [{}]}'])(
    'are told of where a column leads into %s',
    (parts) => {
      const columns = '{name: Size, type: integer, jsonPath: ".spec.parts[0].size"}';
      const text = FILES[CRD]!.replace('{name: Size, type: integer, jsonPath: .spec.size}', columns);
      const files = { ...FILES, [CRD]: text.replace('color: {type: string}', `parts: ${parts}`) };
      expect(told(files)[0]).toMatch(/^bundle\/manifests\/crd\.yaml:17:\d+ .*\.parts/);
    },
  );
});
