import { describe, expect, test } from 'vitest';
import { problemsOf } from './problems.ts';
import { inFile, inApi, withField, type Row } from './rows.ts';
import { changed } from './spec-text.ts';

describe('paths', () => {
  const scale = (spec: string, status: string): string =>
    changed([
      '          schema:',
      `          subresources: {scale: {specReplicasPath: ${spec}, statusReplicasPath: ${status}}}\n          schema:`,
    ]);
  const column = (path: string, type = 'integer'): string =>
    changed([
      '          schema:',
      `          additionalPrinterColumns: [{name: A, type: ${type}, jsonPath: '${path}'}]\n          schema:`,
    ]);
  const COLUMN = 'spec.apis[0].versions[0].additionalPrinterColumns[0].jsonPath';
  test.for<Row>([
    ['scale', scale('.spec.size', '.status.ready')],
    [
      'scale to an unknown field',
      scale('.spec.sise', '.status.ready'),
      'warning: 13:52  spec.apis[0].versions[0].subresources.scale.specReplicasPath: the schema has no field "sise" at ".spec.sise": scaling will not work. Did you mean "size"?',
    ],
    [
      'scale to text',
      scale('.spec.image', '.status.ready'),
      'warning: 13:52  spec.apis[0].versions[0].subresources.scale.specReplicasPath: ".spec.image" is of type "string": scaling will not work. It should be of type "integer".',
    ],
    [
      'scale elsewhere',
      scale('.spec.size', '.spec.size'),
      '13:84  spec.apis[0].versions[0].subresources.scale.statusReplicasPath: ".spec.size" must be a path under .status. Use e.g. .status.replicas.',
    ],
    ['column', column('.status.conditions[?(@.type=="Available")].status', 'string')],
    [
      'column without dot',
      column('spec.size'),
      `13:73  ${COLUMN}: "spec.size" must be a path that starts with a dot. Use ".spec.size".`,
    ],
    [
      'column that is no path',
      column('.spec.[size'),
      `warning: 13:73  ${COLUMN}: ".spec.[size" is no JSONPath that kubectl understands: the column stays empty. Use e.g. .spec.size, or .status.conditions[?(@.type=="Available")].status.`,
    ],
    [
      'empty column',
      column('.spec.sise'),
      `warning: 13:73  ${COLUMN}: the schema has no field "sise": the column stays empty. Did you mean "size"?`,
    ],
  ])('%s', ([, text, ...problems]) => expect(problemsOf(text)).toEqual(inFile(problems)));
});

describe('children and status', () => {
  test.for<Row>([
    [
      'reserved name',
      changed(
        ['        deployment:\n', '        labels:\n'],
        ['${deployment.status?.readyReplicas ?? 0}', '0'],
        ['${deployment.status?.readyReplicas === self.spec.size}', 'true'],
      ),
      '25:9  spec.apis[0].children.labels: "labels" is reserved. Use another name for the child, e.g. "labelsObject".',
    ],
    [
      'no identifier',
      changed(
        ['        deployment:\n', '        my-deployment:\n'],
        ['${deployment.status?.readyReplicas ?? 0}', '0'],
        ['${deployment.status?.readyReplicas === self.spec.size}', 'true'],
      ),
      '25:9  spec.apis[0].children.my-deployment: "my-deployment" cannot be the name of a child: it becomes a variable. Use "myDeployment".',
    ],
    [
      'unknown kind',
      changed(['kind: Deployment', 'kind: Deploymnt']),
      '27:17  spec.apis[0].children.deployment.kind: Kubernetes has no kind "Deploymnt" in "apps/v1". Did you mean "Deployment"?',
    ],
    [
      'old version',
      changed(['apiVersion: apps/v1', 'apiVersion: apps/v1beta1']),
      '26:23  spec.apis[0].children.deployment.apiVersion: Kubernetes has no kind "Deployment" in "apps/v1beta1". Use "apiVersion: apps/v1".',
    ],
    [
      'no namespace',
      inApi('scope: Cluster'),
      '26:9  spec.apis[0].children.deployment: Deployment lives in a namespace, but Memcached does not. Give metadata.namespace.',
    ],
    [
      'beyond the namespace',
      changed(
        ['apiVersion: apps/v1', 'apiVersion: rbac.authorization.k8s.io/v1'],
        ['kind: Deployment', 'kind: ClusterRole'],
      ),
      '27:17  spec.apis[0].children.deployment.kind: ClusterRole does not live in a namespace, and cannot be owned by Memcached, which does. Use "scope: Cluster" for Memcached, or make it in reconcile.ts and remove it in cleanup.',
    ],
    [
      'one object twice',
      changed([
        '      status:\n        ready',
        '        other: {apiVersion: apps/v1, kind: Deployment, metadata: {name: "${self.metadata.name}"}}\n      status:\n        ready',
      ]),
      '30:9  spec.apis[0].children.other: "deployment" and "other" are the same object: Deployment ${self.metadata.name}. Give one of them another metadata.name, e.g. ${self.metadata.name}-other.',
    ],
    [
      'two of a kind',
      changed([
        '      status:\n        ready',
        '        other: {apiVersion: apps/v1, kind: Deployment}\n      status:\n        ready',
      ]),
    ],
    ['prune, cleanup', inApi('prune: true\n      cleanup: true')],
    [
      'nothing to prune',
      inApi('prune: true')
        .replace(/ {6}children:[^]*?(?= {6}status:\n {8}ready)/, '')
        .replace('${deployment.status?.readyReplicas ?? 0}', '0')
        .replace('${deployment.status?.readyReplicas === self.spec.size}', 'true'),
      '24:14  spec.apis[0].prune: Memcached has no children to delete. Remove it, or declare children.',
    ],
    [
      'a kind that may be absent',
      inApi('watches: [{apiVersion: storage.example.org/v1, kind: Bucket, when: crdPresent}]'),
    ],
    [
      'a built-in kind that may be absent',
      inApi('watches: [{apiVersion: v1, kind: Secret, when: crdPresent}]'),
      '24:54  spec.apis[0].watches[0].when: Secret is built in: it is always there. Remove it.',
    ],
    [
      'an own kind that may be absent',
      inApi('watches: [{apiVersion: cache.example.com/v1alpha1, kind: Memcached, when: crdPresent}]'),
      '24:81  spec.apis[0].watches[0].when: Memcached is defined by this operator: it is always there. Remove it.',
    ],
    [
      'another time to watch',
      inApi('watches: [{apiVersion: storage.example.org/v1, kind: Bucket, when: installed}]'),
      '24:74  spec.apis[0].watches[0].when: "installed" is not allowed. Use "crdPresent".',
    ],
    [
      'status field',
      changed(['        ready: ${', '        raedy: ${']),
      '31:9  spec.apis[0].status.raedy: the status of Memcached has no field "raedy". Did you mean "ready"?',
    ],
    [
      'status of the wrong type',
      changed(['${deployment.status?.readyReplicas ?? 0}', 'many']),
      '31:16  spec.apis[0].status.ready: "many" is not allowed: it must be of type integer.',
    ],
    [
      'no conditions',
      changed(['                conditions: {$ref: Conditions}\n', '']),
      '31:9  spec.apis[0].status.conditions: the status of Memcached has no field "conditions". Add "conditions: {$ref: Conditions}" to the schema.',
    ],
    [
      'condition',
      changed(['${deployment.status?.readyReplicas === self.spec.size}', '{status: Maybe, reason: not ready}']),
      '33:31  spec.apis[0].status.conditions.Available.status: "Maybe" is no status of a condition. Use ${…} with a boolean, or "True", "False", "Unknown".',
      '33:46  spec.apis[0].status.conditions.Available.reason: "not ready" is no reason. Use one word in CamelCase: NotReady.',
    ],
    [
      'sample',
      inApi('sample: {spec: {size: 9}}'),
      '24:29  spec.apis[0].sample.spec.size: 9 is above the maximum of 5.',
    ],
    [
      'no sample',
      withField("x: {type: string, pattern: '^x{7}$', maxLength: 3}").replace(
        '              type: object\n',
        '              type: object\n              required: [x]\n',
      ),
      'warning: 9:7  spec.apis[0]: no sample could be derived that the API server takes: spec.x: "1" does not match the pattern ^x{7}$. Give "sample", or an example of that field.',
    ],
  ])('%s', ([, text, ...problems]) => expect(problemsOf(text)).toEqual(inFile(problems)));
});
