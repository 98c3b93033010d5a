/** What is told of the layout of a bundle, and of metadata/. */
import { describe, expect, test } from 'vitest';
import { ANNOTATIONS, toldAfter, toldWith, type Addition, type Change } from './bundle.ts';

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
      'dependencies:\n  - type: olm.package\n    value: {packageName: etcd, version: latest}\n  - type: olm.gvk\n    value: {group: a, version: v1}\n  - type: olm.label\n    value: {}\n  - type: olm.constraint\n    value: {cel: {rule: properties.exists(p, p.type == 1 +)}}\n  - type: olm.constraint\n    value: {cel: {rule: isURL("x")}}\n  - type: olm.constraint\n    value: {all: {}}\n  - type: olm.foo\n    value: {}\n  - {}\n',
      [
        'bundle/metadata/dependencies.yaml:3:41  dependencies[0].value.version: "latest" is no range of versions. Write it as ">=1.0.0 <2.0.0".',
        'bundle/metadata/dependencies.yaml:5:5  dependencies[1].value.kind: kind is missing. Add the kind.',
        'bundle/metadata/dependencies.yaml:7:5  dependencies[2].value.label: label is missing. Add the label.',
        'bundle/metadata/dependencies.yaml:9:25  dependencies[3].value.cel.rule: CEL: the expression ends too early, ")" is.',
        'bundle/metadata/dependencies.yaml:11:25  dependencies[4].value.cel.rule: CEL: OLM has no function "isURL". Use those of CEL itself, and semver_compare.',
        'bundle/metadata/dependencies.yaml:13:5  dependencies[5].value.cel: of all constraints a bundle can have cel alone. Write cel with a rule below it.',
        'bundle/metadata/dependencies.yaml:14:11  dependencies[6].type: "olm.foo" is no type of a dependency. Use olm.gvk, olm.package, olm.label, olm.constraint.',
        'bundle/metadata/dependencies.yaml:16:5  dependencies[7].type: the dependency has no type. Use olm.gvk, olm.package, olm.label, olm.constraint.',
      ],
    ],
  ])('tell of %s', (_title, file, content, problems) => {
    expect(toldWith(file, content)).toEqual(problems);
  });
});
