/** What is told of files: what cannot be read, what is elsewhere, what stands in metadata/. */
import { describe, expect, test } from 'vitest';
import { ANNOTATIONS, CRD, CSV, toldAfter, toldWith, type Addition, type Change } from './bundle.ts';

describe('reading', () => {
  test.each<Change>([
    [
      'a list for a text',
      CSV,
      'replaces: cache-operator.v0.0.9',
      'replaces: [a]',
      ['bundle/manifests/csv.yaml:13:13  spec.replaces: this must be text, not a list. Give text.'],
    ],
    [
      'an odd quantity',
      CSV,
      'cpu: 10m',
      'cpu: much',
      [
        'bundle/manifests/csv.yaml:43:49  spec.install.spec.deployments[0].spec.template.spec.containers[0].resources.requests.cpu: "much" is no quantity. Write it as Kubernetes has it: 100m, 64Mi, 2.',
      ],
    ],
    [
      'an odd version',
      CSV,
      '  version: 0.1.0\n',
      '  version: one\n',
      ['bundle/manifests/csv.yaml:11:12  spec.version: "one" is no version. Use one as semver.org has it: 0.1.0.'],
    ],
    [
      'a word for a boolean',
      CSV,
      '{type: OwnNamespace, supported: true}',
      '{type: OwnNamespace, supported: yes please}',
      [
        'bundle/manifests/csv.yaml:19:39  spec.installModes[0].supported: this must be true or false, not "yes please". Give true or false.',
      ],
    ],
    [
      'a key twice',
      CSV,
      '  displayName: Cache\n',
      '  displayName: Cache\n  displayName: Caches\n',
      [
        'bundle/manifests/csv.yaml:11:3  warning: spec.displayName: the key "displayName" is given twice. Remove one of the two: what counts is the later one.',
      ],
    ],
    [
      'a key twice, and of what the later one says',
      CSV,
      '  minKubeVersion: 1.30.0\n',
      '  minKubeVersion: 1.30.0\n  minKubeVersion: "1.30"\n',
      [
        'bundle/manifests/csv.yaml:13:3  warning: spec.minKubeVersion: the key "minKubeVersion" is given twice. Remove one of the two: what counts is the later one.',
        'bundle/manifests/csv.yaml:13:19  spec.minKubeVersion: "1.30" is no version with three numbers. Write 1.30.0.',
      ],
    ],
    [
      'a key of a schema twice',
      CRD,
      '          type: object\n',
      '          type: array\n          type: object\n',
      [
        'bundle/manifests/crd.yaml:16:11  warning: spec.versions[0].schema.openAPIV3Schema.type: the key "type" is given twice. Remove one of the two: what counts is the later one.',
      ],
    ],
    [
      'a CRD that is no YAML, and not of its absence',
      CRD,
      '  scope: Namespaced\n',
      '  scope: Namespaced: x\n',
      ['bundle/manifests/crd.yaml:8:10  nested mappings are not allowed in compact mappings.'],
    ],
  ])('tell of %s', (_title, file, from, to, problems) => {
    expect(toldAfter(file, from, to)).toEqual(problems);
  });
  test.each<Addition>([
    [
      'a file that is no object',
      'manifests/README.md',
      '# About\n',
      ['bundle/manifests/README.md  there is nothing but comments in it. Remove it.'],
    ],
    ['an empty file', 'manifests/empty.yaml', '', ['bundle/manifests/empty.yaml  the file is empty. Remove it.']],
    [
      'a second document',
      'manifests/two.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: b\n',
      [
        'bundle/manifests/two.yaml:6:1  a second document begins here, of kind Secret; of a file OLM reads only the first one. Give it a file of its own.',
      ],
    ],
    [
      'an empty first document',
      'manifests/late.yaml',
      '# hello\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n',
      [
        'bundle/manifests/late.yaml:2:1  an empty document ends here, and of a file OLM reads only the first one. Remove the ---.',
      ],
    ],
    [
      'a folder',
      'manifests/a/b.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n',
      [
        'bundle/manifests/a  is a folder among the manifests, which OLM refuses. Move its files up, or out of the bundle.',
      ],
    ],
    [
      'a hidden file',
      'manifests/.a.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n',
      ['bundle/manifests/.a.yaml  is a hidden file among the manifests, which OLM refuses. Remove it.'],
    ],
    [
      'an object without a kind',
      'manifests/x.yaml',
      'metadata:\n  name: a\n',
      ['bundle/manifests/x.yaml:1:1  kind: the object does not say what it is. Give it apiVersion and kind.'],
    ],
    [
      'an apiVersion with two slashes',
      'manifests/x.yaml',
      'apiVersion: a/b/c\nkind: Secret\nmetadata:\n  name: a\n',
      ['bundle/manifests/x.yaml:1:13  apiVersion: "a/b/c" is no version of an API. Use GROUP/VERSION, or v1.'],
    ],
    [
      'no YAML',
      'manifests/x.yaml',
      'a: [\n',
      [
        'bundle/manifests/x.yaml:2:1  flow sequence in block collection must be sufficiently indented and end with a ].',
      ],
    ],
    [
      'dependencies that are no YAML',
      'metadata/dependencies.yaml',
      '{',
      ['bundle/metadata/dependencies.yaml:1:2  flow map must end with a }.'],
    ],
  ])('tell of %s', (_title, file, content, problems) => {
    expect(toldWith(file, content)).toEqual(problems);
  });
});

describe('the layout', () => {
  test.each<Change>([
    [
      'an annotation missing',
      ANNOTATIONS,
      '  operators.operatorframework.io.bundle.package.v1: cache-operator\n',
      '',
      [
        'bundle/metadata/annotations.yaml:1:1  annotations["operators.operatorframework.io.bundle.package.v1"]: the annotation operators.operatorframework.io.bundle.package.v1 is missing. Add it with the name of the package.',
      ],
    ],
    [
      'another type of media',
      ANNOTATIONS,
      'registry+v1',
      'plain+v0',
      [
        'bundle/metadata/annotations.yaml:2:55  annotations["operators.operatorframework.io.bundle.mediatype.v1"]: "plain+v0" is not what the bundle is. Use registry+v1.',
      ],
    ],
    [
      'empty channels',
      ANNOTATIONS,
      'channels.v1: stable',
      'channels.v1: ""',
      [
        'bundle/metadata/annotations.yaml:6:54  annotations["operators.operatorframework.io.bundle.channels.v1"]: there is no channel. Add it with the channels, between commas: stable,candidate.',
      ],
    ],
    [
      'an empty default channel',
      ANNOTATIONS,
      'channel.default.v1: stable',
      'channel.default.v1:',
      [
        'bundle/metadata/annotations.yaml:7:60  annotations["operators.operatorframework.io.bundle.channel.default.v1"]: there is no channel. Name one of the channels, or remove it.',
      ],
    ],
    [
      'manifests that are elsewhere',
      ANNOTATIONS,
      'manifests.v1: manifests/',
      'manifests.v1: deploy/',
      [
        'bundle/metadata/annotations.yaml:3:55  annotations["operators.operatorframework.io.bundle.manifests.v1"]: there are no files in "deploy/". Use manifests/.',
      ],
    ],
    [
      'no annotations',
      ANNOTATIONS,
      'annotations:',
      'notes:',
      ['bundle/metadata  no file has the annotations of the bundle. Add annotations.yaml.'],
    ],
    [
      'an annotation that is a list',
      ANNOTATIONS,
      'package.v1: cache-operator',
      'package.v1: [a]',
      [
        'bundle/metadata/annotations.yaml:5:53  annotations["operators.operatorframework.io.bundle.package.v1"]: an annotation is text. Write it as one value.',
      ],
    ],
  ])('tell of %s', (_title, file, from, to, problems) => {
    expect(toldAfter(file, from, to)).toEqual(problems);
  });
  test.each<Addition>([
    [
      'a kind that OLM does not apply',
      'manifests/deployment.yaml',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n',
      [
        'bundle/manifests/deployment.yaml:2:7  kind: OLM does not apply "Deployment" from a bundle. Write it into spec.install.spec.deployments of the ClusterServiceVersion.',
      ],
    ],
    [
      'a kind that is misspelt',
      'manifests/secrets.yaml',
      'apiVersion: v1\nkind: Secrets\nmetadata:\n  name: a\n',
      ['bundle/manifests/secrets.yaml:2:7  kind: OLM does not apply "Secrets" from a bundle. Did you mean "Secret"?'],
    ],
    [
      'metadata that is refused',
      'manifests/secret.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  namespace: a\n',
      [
        'bundle/manifests/secret.yaml:3:1  metadata.name: the object has no name. Add one.',
        'bundle/manifests/secret.yaml:4:3  metadata.namespace: the namespace is not for the bundle to say. Remove it: OLM puts the object where the operator is installed.',
      ],
    ],
    [
      'dependencies of all types',
      'metadata/dependencies.yaml',
      'dependencies:\n  - type: olm.package\n    value: {packageName: etcd, version: latest}\n  - type: olm.gvk\n    value: {group: a, version: v1}\n  - type: olm.label\n    value: {}\n  - type: olm.constraint\n    value: {cel: {rule: properties.exists(p, p.type == 1 +)}}\n  - type: olm.constraint\n    value: {all: {}}\n  - type: olm.foo\n    value: {}\n  - {}\n',
      [
        'bundle/metadata/dependencies.yaml:3:41  dependencies[0].value.version: "latest" is no range of versions. Write it as ">=1.0.0 <2.0.0".',
        'bundle/metadata/dependencies.yaml:5:5  dependencies[1].value.kind: kind is missing. Add the kind.',
        'bundle/metadata/dependencies.yaml:7:5  dependencies[2].value.label: label is missing. Add the label.',
        'bundle/metadata/dependencies.yaml:9:25  dependencies[3].value.cel.rule: CEL: the expression ends too early, ")" is.',
        'bundle/metadata/dependencies.yaml:11:5  dependencies[4].value.cel: of all constraints a bundle can have cel alone. Write cel with a rule below it.',
        'bundle/metadata/dependencies.yaml:12:11  dependencies[5].type: "olm.foo" is no type of a dependency. Use olm.gvk, olm.package, olm.label, olm.constraint.',
        'bundle/metadata/dependencies.yaml:14:5  dependencies[6].type: the dependency has no type. Use olm.gvk, olm.package, olm.label, olm.constraint.',
      ],
    ],
  ])('tell of %s', (_title, file, content, problems) => {
    expect(toldWith(file, content)).toEqual(problems);
  });
});
