import { describe, expect, test } from 'vitest';
import { all, bundle, CRD, CSV, found, swap, withCsv } from './bundles.ts';

describe('owned-kinds-are-served', () => {
  const NAME = 'owned-kinds-are-served';

  test('sees a version that is owned and not served', () => {
    expect(found(NAME, bundle({ [CRD]: swap('served: true', 'served: false') }))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹v1alpha1›  spec.customresourcedefinitions.owned[0].version: "v1alpha1" of "memcacheds.cache.example.com" is owned, and the CRD does not serve it. Set served: true in the CRD, or remove the kind here.",
      ]
    `);
  });

  test('sees a version that is served and not owned', () => {
    const second = swap(
      '  versions:\n',
      '  versions:\n    - name: v1\n      served: true\n      storage: false\n      schema:\n        openAPIV3Schema:\n          type: object\n',
    );
    expect(found(NAME, bundle({ [CRD]: second }))).toMatchInlineSnapshot(`
      [
        "manifests/cache.example.com_memcacheds.yaml at ‹v1›  warning: spec.versions[0].name: "v1" of "memcacheds.cache.example.com" is served, and the ClusterServiceVersion does not own it. Add it to spec.customresourcedefinitions.owned.",
      ]
    `);
  });

  test('sees descriptors of fields that are not there, and fields without', () => {
    expect(
      found(
        NAME,
        withCsv(swap('- path: size', '- path: sise'), swap('- path: readyReplicas', '- path: ready[0].replicas')),
      ),
    ).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹name: memcacheds.cache.example.com›  warning: spec.customresourcedefinitions.owned[0]: of the spec of "memcacheds.cache.example.com" "size" has no descriptor. Add one to specDescriptors, so that a console can show it.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹sise›  spec.customresourcedefinitions.owned[0].specDescriptors[0].path: "sise" is no field in the spec of "memcacheds.cache.example.com". Write the path of a field of the schema, or remove the descriptor.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹ready[0].replicas›  spec.customresourcedefinitions.owned[0].statusDescriptors[0].path: "ready[0].replicas" is no field in the status of "memcacheds.cache.example.com". Write the path of a field of the schema, or remove the descriptor.",
      ]
    `);
  });
});

describe('examples-are-valid', () => {
  const NAME = 'examples-are-valid';

  test('knows CRDs of v1beta1, which have one version and keep what they do not know', () => {
    const older = all(
      swap('apiextensions.k8s.io/v1', 'apiextensions.k8s.io/v1beta1'),
      swap(
        / {2}versions:\n(?: .*\n)+/,
        '  version: v1alpha1\n  validation:\n    openAPIV3Schema:\n      type: object\n      properties:\n        spec:\n          type: object\n',
      ),
    );
    const given = bundle({ [CRD]: older });
    expect(found(NAME, given)).toEqual([]);
    expect(found('owned-kinds-are-served', given)).toEqual([]);
    expect(found(NAME, bundle({ [CRD]: older, [CSV]: swap('v1alpha1",', 'v1",') }))).toHaveLength(1);
  });

  test('sees a value that the schema does not take, where it stands in the JSON', () => {
    expect(found(NAME, withCsv(swap('"size": 3', '"size": "three",\n            "colour": "red"'))))
      .toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹"three",›  metadata.annotations.alm-examples[0].spec.size: "three" is not allowed: it must be of type integer.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹"red"›  metadata.annotations.alm-examples[0].spec.colour: the schema has no such field. Known: containerPort, image, size.",
      ]
    `);
  });

  test('sees it in a text on one line, too', () => {
    const line = swap(
      /alm-examples: \|-\n(?: {6}.*\n)+/,
      `alm-examples: '[{"apiVersion": "cache.example.com/v1alpha1", "kind": "Memcached", "metadata": {"name": "it''s"}, "spec": {"size": -1}}]'\n`,
    );
    expect(found(NAME, withCsv(line))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹"it''s"}, "spec": {"size": -1}}]'›  metadata.annotations.alm-examples[0].metadata.name: "it's" is no name of an object. Use lower-case letters, digits, dashes and dots.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹-1}}]'›  metadata.annotations.alm-examples[0].spec.size: -1 is below the minimum of 1.",
      ]
    `);
  });

  test('sees what Operator SDK scaffolds: an example whose spec is null', () => {
    expect(found(NAME, withCsv(swap(/"spec": \{[^}]*\}/, '"spec": null')))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹null›  metadata.annotations.alm-examples[0].spec: null is not allowed: it must be of type object. Leave it out, or set nullable: true.",
      ]
    `);
  });

  test('sees a version that is not served, and an example without a name', () => {
    expect(found(NAME, bundle({ [CRD]: swap('served: true', 'served: false') }))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹"cache.example.com/v1alpha1",›  metadata.annotations.alm-examples[0].apiVersion: "v1alpha1" of "Memcached" is not served. Use a version that is.",
      ]
    `);
    expect(found(NAME, withCsv(swap(/"metadata": \{[^}]*\}/, '"metadata": {}')))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹{},›  metadata.annotations.alm-examples[0].metadata: the example Memcached has no name. Add metadata with a name.",
      ]
    `);
  });
});
