import { describe, expect, test } from 'vitest';
import { CONSISTENCY } from '../../../../generators/core/olm/scorecard/consistency.ts';
import { scorecard } from '../../../../generators/core/olm/scorecard/scorecard.ts';
import { exampleModels } from '../../../judges/examples.ts';
import { bundleObjects, draftOf, filesOf } from '../../../judges/bundle-mutations/draft.ts';
import { everywhere } from '../../../judges/bundle-mutations/everywhere.ts';
import { openBundle } from '../../../../generators/core/olm/open-bundle.ts';
import { sharedModel } from '../../models.ts';
import { memcachedModel } from '../memcached-model.ts';
import { ANNOTATIONS, bundle, CRD, CSV, found, resultOf, swap, withCsv } from './bundles.ts';

const models = {
  ...exampleModels(),
  'one with empty lists': memcachedModel(),
  'one that shares its objects, with secure metrics': sharedModel(),
};

describe('a generated bundle', () => {
  test.each(Object.entries(models))('of the example %s passes, and only examples have no status', (_name, model) => {
    const results = scorecard(bundle({}, model));
    const told = results.flatMap(({ name, problems }) => problems.map(({ message }) => `${name}: ${message}`));
    expect(results.filter(({ state }) => state === 'fail')).toEqual([]);
    expect(told.filter((text) => !/^olm-status-descriptors: the example .* has no status\.$/.test(text))).toEqual([]);
  });

  test('says nothing of when it was made, so that it is the same every time', () => {
    expect(bundle().content?.csv['metadata']).not.toHaveProperty('annotations.createdAt');
  });
});

describe('the scorecard', () => {
  test('has every test once, whatever the bundle is', () => {
    const names = (given: Parameters<typeof scorecard>[0]) => scorecard(given).map(({ name }) => name);
    expect(new Set(names(bundle())).size).toBe(6 + CONSISTENCY.length);
    expect(names(openBundle('nothing', []))).toEqual(names(bundle()));
  });

  test('fails every test of what cannot be read, and tells why once', () => {
    const results = scorecard(withCsv(swap('replicas: 1', 'replicas: one')));
    expect(results.filter(({ state }) => state === 'pass')).toEqual([]);
    expect(results[0]!.problems.map(({ message }) => message)).toEqual([
      'this was not judged: the bundle cannot be read.',
    ]);
    expect(found('olm-bundle-validation', withCsv(swap('replicas: 1', 'replicas: one')))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹one›  spec.install.spec.deployments[0].spec.replicas: this must be an integer, not "one". Give an integer.",
      ]
    `);
  });

  test('fails every test of a bundle whose annotations cannot be read', () => {
    const results = scorecard(bundle({ [ANNOTATIONS]: swap('channels.v1: stable', 'channels.v1: [stable]') }));
    expect(results.filter(({ state }) => state === 'pass')).toEqual([]);
  });

  test('fails every test where OLM reads an empty document of the ClusterServiceVersion’s file', () => {
    const results = scorecard(withCsv((text) => `# Mine.\n---\n${text}`));
    expect(results.filter(({ state }) => state === 'pass')).toEqual([]);
  });

  test('judges a bundle with a second document in a file by the first', () => {
    const two = withCsv((text) => `${text}---\nkind: ConfigMap\n`);
    expect(resultOf('olm-bundle-validation', two).state).toBe('fail');
    expect(resultOf('olm-spec-descriptors', two).state).toBe('pass');
  });

  test('has an answer where a printed column leads into a list of nothing', () => {
    const given = bundle({ [CRD]: swap(/ {18}items:\n(?: {20}.*\n)+/, '') });
    expect(resultOf('examples-are-valid', given).state).toBe('pass');
  });

  test('has an answer to whatever stands in a bundle', () => {
    const objects = bundleObjects(exampleModels()['redis']!);
    const changes = everywhere(objects).filter((_mutation, i) => i % 101 === 0);
    expect(changes.length).toBeGreaterThan(100);
    for (const { change } of changes) {
      const draft = draftOf(objects);
      change(draft);
      expect(scorecard(openBundle('bundle', filesOf(draft)))).toHaveLength(6 + CONSISTENCY.length);
    }
  });
});

describe('the six tests of Operator SDK', () => {
  const examples = (text: string) => withCsv(swap(/alm-examples: \|-\n(?: {6}.*\n)+/, `alm-examples: '${text}'\n`));
  const example = '"apiVersion": "cache.example.com/v1alpha1", "kind": "Memcached", "metadata": {"name": "a"}';

  test('basic-check-spec suggests a spec', () => {
    expect(found('basic-check-spec', examples(`[{${example}, "spec": null}]`))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹{"apiVersion": "cache.example.com/v1alpha1", "kind": "Memcached", "metadata": {"name": "a"}, "spec": null}]'›  warning: metadata.annotations.alm-examples[0]: the example Memcached a has no spec. Show what a user would write there.",
      ]
    `);
    expect(resultOf('basic-check-spec', examples(`[{${example}, "spec": null}]`)).state).toBe('pass');
  });

  test.each(['basic-check-spec', 'olm-crds-have-validation', 'olm-spec-descriptors', 'olm-status-descriptors'])(
    '%s fails where there are no examples to read',
    (name) => {
      expect(found(name, examples('[{"kind": "Memcached"'))).toEqual([
        `${CSV} at ‹'[{"kind": "Memcached"'›  metadata.annotations.alm-examples: this is no list of objects in JSON, each with its apiVersion and kind. Write [{"apiVersion": …, "kind": …}].`,
      ]);
    },
  );

  test('olm-crds-have-validation sees a field that the schema has not', () => {
    expect(
      found(
        'olm-crds-have-validation',
        examples(`[{${example}, "spec": {"size": 1, "colour": 1}, "status": {"mood": 1}}]`),
      ),
    ).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹1}, "status": {"mood": 1}}]'›  metadata.annotations.alm-examples[0].spec.colour: the schema of Memcached has no field "colour" in the spec of v1alpha1. Add it to the schema, or remove it from the example.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹1}}]'›  metadata.annotations.alm-examples[0].status.mood: the schema of Memcached has no field "mood" in the status of v1alpha1. Add it to the schema, or remove it from the example.",
      ]
    `);
  });

  test('olm-crds-have-resources sees a kind without', () => {
    expect(found('olm-crds-have-resources', withCsv(swap(/ {8}resources:\n(?: {10}.*\n)+?(?= {8}spec)/, ''))))
      .toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹name: memcacheds.cache.example.com›  spec.customresourcedefinitions.owned[0]: "memcacheds.cache.example.com" has no resources. List the kinds that the operator makes for one of its objects.",
      ]
    `);
  });

  test('olm-spec-descriptors sees a field without, an example without a spec, and one of another kind', () => {
    const text = `[{${example}, "spec": {"size": 1, "colour": 1}}, {${example}}, {${example.replace('Memcached', 'Cache')}, "spec": {}}]`;
    expect(found('olm-spec-descriptors', examples(text))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹1}}, {"apiVersion": "cache.example.com/v1alpha1", "kind": "Memcached", "metadata": {"name": "a"}}, {"apiVersion": "cache.example.com/v1alpha1", "kind": "Cache", "metadata": {"name": "a"}, "spec": {}}]'›  metadata.annotations.alm-examples[0].spec.colour: "colour" has no descriptor in spec. Add one to specDescriptors of "memcacheds.cache.example.com".",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹{"apiVersion": "cache.example.com/v1alpha1", "kind": "Memcached", "metadata": {"name": "a"}}, {"apiVersion": "cache.example.com/v1alpha1", "kind": "Cache", "metadata": {"name": "a"}, "spec": {}}]'›  metadata.annotations.alm-examples[1]: the example Memcached a has no spec. Show what a user would write there.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹{"apiVersion": "cache.example.com/v1alpha1", "kind": "Cache", "metadata": {"name": "a"}, "spec": {}}]'›  metadata.annotations.alm-examples[2]: the example Cache a is of cache.example.com/v1alpha1, Kind=Cache, which no owned kind is. Add that kind to spec.customresourcedefinitions.owned, or remove the example.",
      ]
    `);
  });

  test('olm-status-descriptors sees a status without', () => {
    const text = withCsv(
      (csv) => examplesIn(csv, `[{${example}, "status": {"readyReplicas": 1}}]`),
      swap('statusDescriptors:', 'actionDescriptors:'),
    );
    expect(found('olm-status-descriptors', text)).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹name: memcacheds.cache.example.com›  spec.customresourcedefinitions.owned[0]: "memcacheds.cache.example.com" has no status descriptor. Add statusDescriptors.",
      ]
    `);
  });

  const examplesIn = (csv: string, text: string) =>
    swap(/alm-examples: \|-\n(?: {6}.*\n)+/, `alm-examples: '${text}'\n`)(csv);

  test('olm-bundle-validation tells where', () => {
    expect(found('olm-bundle-validation', bundle({ [CSV]: swap('minKubeVersion: 1.30.0', 'minKubeVersion: "1.30"') })))
      .toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹"1.30"›  spec.minKubeVersion: "1.30" is no version with three numbers. Write 1.30.0.",
      ]
    `);
  });
});
