/** What is told of a ClusterServiceVersion. */
import { describe, expect, test } from 'vitest';
import { CSV, toldAfter, type Change } from './bundle.ts';

describe('names', () => {
  test.each<Change>([
    [
      'a name with capitals',
      CSV,
      'name: cache-operator.v0.1.0',
      'name: Cache.v0.1.0',
      [
        'bundle/manifests/csv.yaml:4:9  metadata.name: "Cache.v0.1.0" is no name for Kubernetes. Use lower-case letters, digits and dashes, with dots between: memcached-operator.v0.1.0.',
      ],
    ],
    [
      'a name that is too long for a label',
      CSV,
      'name: cache-operator.v0.1.0',
      'name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.v0.1.0',
      [
        'bundle/manifests/csv.yaml:4:9  metadata.name: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.v0.1.0" has 67 characters; OLM puts it into a label, which takes 63. Shorten the name of the operator, or the version.',
      ],
    ],
    [
      'no name',
      CSV,
      '  name: cache-operator.v0.1.0\n',
      '',
      [
        'bundle/manifests/csv.yaml:3:1  metadata.name: there is no name. Use NAME.vVERSION: memcached-operator.v0.1.0.',
        'bundle/manifests/csv.yaml:3:1  warning: metadata.name: "" is not NAME.vVERSION. Write it as memcached-operator.v0.1.0 is.',
      ],
    ],
    [
      'a name to replace that is none',
      CSV,
      'cache-operator.v0.0.9',
      'cache_operator',
      [
        'bundle/manifests/csv.yaml:13:13  spec.replaces: "cache_operator" is no name for Kubernetes. Use lower-case letters, digits and dashes, with dots between: memcached-operator.v0.1.0.',
      ],
    ],
    [
      'no version in apiVersion',
      CSV,
      'operators.coreos.com/v1alpha1',
      'operators.coreos.com/',
      [
        'bundle/manifests/csv.yaml:1:13  apiVersion: there is no version in apiVersion. Use operators.coreos.com/v1alpha1.',
      ],
    ],
    [
      'a name without a version',
      CSV,
      'name: cache-operator.v0.1.0',
      'name: cache-operator',
      [
        'bundle/manifests/csv.yaml:4:9  warning: metadata.name: "cache-operator" is not NAME.vVERSION. Write it as memcached-operator.v0.1.0 is.',
      ],
    ],
  ])('tell of %s', (_title, file, from, to, problems) => {
    expect(toldAfter(file, from, to)).toEqual(problems);
  });
});

describe('examples', () => {
  test.each<Change>([
    [
      'no examples',
      CSV,
      `    alm-examples: '[{"apiVersion": "cache.example.com/v1", "kind": "Cache"}]'\n`,
      '',
      [
        'bundle/manifests/csv.yaml:5:3  warning: metadata.annotations: there are no examples of what the operator manages. Add the annotation alm-examples, a JSON list with one object of each kind.',
      ],
    ],
    [
      'examples that are no JSON',
      CSV,
      `'[{"apiVersion": "cache.example.com/v1", "kind": "Cache"}]'`,
      "'[{]'",
      [
        'bundle/manifests/csv.yaml:6:19  metadata.annotations.alm-examples: this is no JSON from line 1, column 3 of the text on. Write a list of objects: [{"apiVersion": …, "kind": …}].',
      ],
    ],
    [
      'an example of what is not provided',
      CSV,
      '"cache.example.com/v1"',
      '"cache.example.com/v2"',
      [
        'bundle/manifests/csv.yaml:6:19  metadata.annotations.alm-examples: there is an example of cache.example.com/v2, Kind=Cache, which is none of the kinds that the operator provides. It provides cache.example.com/v1, Kind=Cache.',
        'bundle/manifests/csv.yaml:23:9  warning: spec.customresourcedefinitions.owned[0]: cache.example.com/v1, Kind=Cache has no example. Add one to the annotation alm-examples.',
      ],
    ],
    [
      'an object for a list',
      CSV,
      `'[{"apiVersion": "cache.example.com/v1", "kind": "Cache"}]'`,
      "'{}'",
      [
        'bundle/manifests/csv.yaml:6:19  metadata.annotations.alm-examples: the examples must be a list. Put them into [ and ].',
      ],
    ],
    [
      'an example that does not say what it is',
      CSV,
      `'[{"apiVersion": "cache.example.com/v1", "kind": "Cache"}]'`,
      "'[{}]'",
      [
        'bundle/manifests/csv.yaml:6:19  metadata.annotations.alm-examples: example 1 does not say what it is. Give it apiVersion and kind.',
      ],
    ],
    [
      'a kind without an example',
      CSV,
      `'[{"apiVersion": "cache.example.com/v1", "kind": "Cache"}]'`,
      "'[]'",
      [
        'bundle/manifests/csv.yaml:23:9  warning: spec.customresourcedefinitions.owned[0]: cache.example.com/v1, Kind=Cache has no example. Add one to the annotation alm-examples.',
      ],
    ],
    [
      'both annotations',
      CSV,
      '    capabilities',
      "    olm.examples: '[]'\n    capabilities",
      [
        'bundle/manifests/csv.yaml:7:5  warning: metadata.annotations["olm.examples"]: alm-examples is there too, and is the one that is read. Remove this one.',
      ],
    ],
    [
      'a name of a CRD without a group',
      CSV,
      'name: caches.cache.example.com',
      'name: caches',
      [
        'bundle/manifests/crd.yaml:10:13  spec.versions[0].name: cache.example.com/v1, Kind=Cache has a CRD here, and the ClusterServiceVersion does not own it. Add it to spec.customresourcedefinitions.owned, or remove the CRD.',
        'bundle/manifests/csv.yaml:6:19  metadata.annotations.alm-examples: there is an example of cache.example.com/v1, Kind=Cache, which is none of the kinds that the operator provides. Remove it.',
        'bundle/manifests/csv.yaml:23:9  spec.customresourcedefinitions.owned[0]: caches/v1, Kind=Cache is owned, and there is no CRD of it in the bundle. Add the CRD to manifests/, or correct name, version and kind here.',
        'bundle/manifests/csv.yaml:23:15  spec.customresourcedefinitions.owned[0].name: "caches" is no name of a CustomResourceDefinition. Use PLURAL.GROUP: memcacheds.cache.example.com.',
      ],
    ],
  ])('tell of %s', (_title, file, from, to, problems) => {
    expect(toldAfter(file, from, to)).toEqual(problems);
  });
});

describe('install modes', () => {
  test.each<Change>([
    [
      'none',
      CSV,
      '    - {type: OwnNamespace, supported: true}\n    - {type: AllNamespaces, supported: true}\n',
      '',
      [
        'bundle/manifests/csv.yaml:18:3  spec.installModes: there are no install modes. List OwnNamespace, SingleNamespace, MultiNamespace and AllNamespaces, each with supported: true or false.',
      ],
    ],
    [
      'none that is supported',
      CSV,
      '    - {type: OwnNamespace, supported: true}\n    - {type: AllNamespaces, supported: true}',
      '    - {type: AllNamespaces, supported: false}',
      [
        'bundle/manifests/csv.yaml:18:3  spec.installModes: none of the install modes is supported, so nobody can install the operator. Support at least one.',
      ],
    ],
    [
      'one that is there twice',
      CSV,
      '    - {type: AllNamespaces',
      '    - {type: OwnNamespace',
      [
        'bundle/manifests/csv.yaml:20:14  spec.installModes[1].type: the install mode "OwnNamespace" is there twice. Remove one of the two.',
      ],
    ],
    [
      'a webhook of conversion with more than AllNamespaces',
      CSV,
      '  relatedImages',
      '  webhookdefinitions:\n    - {type: ConversionWebhook, conversionCRDs: [caches.cache.example.com]}\n  relatedImages',
      [
        'bundle/manifests/csv.yaml:28:33  spec.webhookdefinitions[0].conversionCRDs: an operator that converts between versions can only be installed for all namespaces. Support AllNamespaces, and no other install mode.',
      ],
    ],
  ])('tell of %s', (_title, file, from, to, problems) => {
    expect(toldAfter(file, from, to)).toEqual(problems);
  });
});

describe('fields', () => {
  test.each<Change>([
    [
      'no display name',
      CSV,
      '  displayName: Cache\n',
      '',
      ['bundle/manifests/csv.yaml:9:1  spec.displayName: displayName is missing. Say what people call the operator.'],
    ],
    [
      'no strategy',
      CSV,
      '    strategy: deployment\n',
      '',
      ['bundle/manifests/csv.yaml:28:3  spec.install.strategy: strategy is missing. Use strategy: deployment.'],
    ],
    [
      'no deployments',
      CSV,
      '      deployments:',
      '      deploys:',
      [
        'bundle/manifests/csv.yaml:30:5  spec.install.spec.deployments: deployments is missing. List the deployments of the operator.',
      ],
    ],
    [
      'a short minKubeVersion',
      CSV,
      'minKubeVersion: 1.30.0',
      'minKubeVersion: "1.30"',
      ['bundle/manifests/csv.yaml:12:19  spec.minKubeVersion: "1.30" is no version with three numbers. Write 1.30.0.'],
    ],
    [
      'no minKubeVersion',
      CSV,
      '  minKubeVersion: 1.30.0\n',
      '',
      [
        'bundle/manifests/csv.yaml:9:1  warning: spec.minKubeVersion: nothing says which version of Kubernetes the operator needs. Add minKubeVersion: 1.30.0.',
      ],
    ],
    [
      'an annotation in another case',
      CSV,
      '    capabilities',
      '    olm.SkipRange: <0.1.0\n    capabilities',
      [
        'bundle/manifests/csv.yaml:7:5  metadata.annotations["olm.SkipRange"]: "olm.SkipRange" is written with other capitals, so OLM does not see it. Write olm.skipRange.',
      ],
    ],
    [
      'properties in an annotation',
      CSV,
      '    capabilities',
      "    olm.properties: '[]'\n    capabilities",
      [
        'bundle/manifests/csv.yaml:7:5  warning: metadata.annotations["olm.properties"]: properties of a bundle have a file of their own. Move them to metadata/properties.yaml.',
      ],
    ],
  ])('tell of %s', (_title, file, from, to, problems) => {
    expect(toldAfter(file, from, to)).toEqual(problems);
  });
});
