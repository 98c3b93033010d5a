import { describe, expect, test } from 'vitest';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { problemsOf } from './problems.ts';
import { changed, VALID } from './spec-text.ts';

type Row = [name: string, text: string, ...problems: string[]];
const run = ([, text, ...problems]: Row): void =>
  expect(problemsOf(text)).toEqual(problems.map((problem) => problem.replace(/^(warning: )?/, '$1operator.yaml:')));
const withField = (field: string): string => changed(['image: {type: string, default: memcached}', field]);
const otherApi = (kind: string, rest = ''): string =>
  VALID.replace(
    '  apis:\n',
    `  apis:\n    - {group: cache, kind: ${kind}, ${rest}versions: [{name: v1, schema: {spec: {type: object}}}]}\n`,
  );
const inApi = (line: string): string => changed(['      children:', `      ${line}\n      children:`]);
const SCHEMA = 'spec.apis[0].versions[0].schema';
const FIELD = `18:17  ${SCHEMA}.spec.properties`;

describe('shape', () => {
  test.for<Row>([
    [
      'unknown field',
      changed(['maximum: 5', 'maximun: 5']),
      `17:51  ${SCHEMA}.spec.properties.size.maximun: unknown field. Did you mean "maximum"?`,
    ],
    [
      'unknown and required field',
      changed(['  domain:', '  domian:']),
      '6:3  spec.domian: unknown field. Did you mean "domain"?',
    ],
    [
      'missing field',
      changed(['  domain: example.com\n', '']),
      '5:1  spec: the field "domain" is missing. Add it: the domain of the API groups: example.com.',
    ],
    [
      'missing field of a list item',
      changed(['          kind: Deployment\n', '']),
      '25:9  spec.apis[0].children.deployment: the field "kind" is missing. Add it: e.g. Deployment.',
    ],
    [
      'wrong type',
      changed(['minimum: 1', 'minimum: "1"']),
      `17:48  ${SCHEMA}.spec.properties.size.minimum: "1" is not allowed here. Give a number.`,
    ],
    [
      'text that YAML takes for a number',
      changed(['group: cache', 'group: 1.0']),
      '9:14  spec.apis[0].group: 1 is not allowed here. Give a string (quoted, if YAML takes it for something else).',
    ],
    [
      'enum',
      inApi('scope: Namespace'),
      '24:14  spec.apis[0].scope: "Namespace" is not allowed. Use "Namespaced" or "Cluster".',
    ],
    [
      'empty list',
      `${VALID.slice(0, VALID.indexOf('  apis'))}  apis: []\n`,
      '8:9  spec.apis: the list is empty. Give at least one item.',
    ],
    [
      'pattern',
      changed(['  image:', '  delivery: {flux: {chartUrl: "https://x"}}\n  image:']),
      '7:31  spec.delivery.flux.chartUrl: "https://x" is no address of a chart: it must start with oci://.',
    ],
    [
      'bound',
      changed(['  image:', '  manager: {metricsPort: 80}\n  image:']),
      '7:26  spec.manager.metricsPort: 80 is too small. Use at least 1024.',
    ],
    [
      'several at once, by position',
      changed(['maximum: 5', 'maximun: 5'], ['domain: example.com', 'domian: example.com']),
      '6:3  spec.domian: unknown field. Did you mean "domain"?',
      `17:51  ${SCHEMA}.spec.properties.size.maximun: unknown field. Did you mean "maximum"?`,
    ],
  ])('%s', run);
});

describe('names of the operator', () => {
  const name = (text: string): string => changed(['name: memcached-operator', `name: ${text}`]);
  test.for<Row>([
    [
      'capitals',
      name('Memcached_Operator'),
      '4:9  metadata.name: "Memcached_Operator" is no name of an operator. Use lower-case letters, digits and dashes, beginning with a letter: memcached-operator.',
    ],
    [
      'a path',
      name('../x'),
      '4:9  metadata.name: "../x" is no name of an operator. Use lower-case letters, digits and dashes, beginning with a letter: memcached-operator.',
    ],
    [
      'too long',
      name('a'.repeat(41)),
      `4:9  metadata.name: "${'a'.repeat(41)}" has 41 characters, at most 40 are allowed. Names of Services and labels made from it end at 63.`,
    ],
    [
      'a device of Windows',
      name('con'),
      '4:9  metadata.name: "con" cannot be the name of a folder. Windows keeps it for a device. Use another one.',
    ],
    [
      'domain',
      changed(['domain: example.com', 'domain: ../etc']),
      '6:11  spec.domain: "../etc" is no domain. Use lower-case labels with dots between them: example.com.',
    ],
    [
      'image',
      changed(['acme/mem', 'Acme/mem']),
      '7:10  spec.image: "ghcr.io/Acme/memcached-operator" is no image. Use registry/repository or registry/repository:tag, in lower case: ghcr.io/acme/memcached-operator.',
    ],
    [
      'version',
      changed(['  image:', '  version: v1\n  image:']),
      '7:12  spec.version: "v1" is no version. Use SemVer without v: 0.1.0.',
    ],
    [
      'ports',
      changed(['  image:', '  manager: {metricsPort: 8081}\n  image:']),
      '7:26  spec.manager.metricsPort: metrics and health cannot share port 8081. Give one of them another port.',
    ],
    [
      'quantity',
      changed(['  image:', '  manager: {resources: {limits: {memory: much}}}\n  image:']),
      '7:42  spec.manager.resources.limits.memory: "much" is no quantity. Use e.g. 100m, 0.5, 128Mi.',
    ],
    [
      'replicas without election',
      changed(['  image:', '  manager: {replicas: 2, leaderElection: false}\n  image:']),
      'warning: 7:42  spec.manager.leaderElection: 2 replicas without leader election all work on the same objects. Switch it on, or use one replica.',
    ],
  ])('%s', run);
});

describe('kinds and versions', () => {
  const kind = (text: string): string => changed(['kind: Memcached', `kind: ${text}`]);
  test.for<Row>([
    [
      'lower case',
      kind('memcached'),
      '10:13  spec.apis[0].kind: "memcached" is no kind. Use PascalCase without dashes: Memcached.',
    ],
    [
      'a path',
      kind('../../etc'),
      '10:13  spec.apis[0].kind: "../../etc" is no kind. Use PascalCase without dashes: Etc.',
    ],
    [
      'too long',
      kind('M'.repeat(64)),
      `10:13  spec.apis[0].kind: "${'M'.repeat(64)}" has 64 characters, at most 63 are allowed.`,
    ],
    [
      "TypeScript's own",
      kind('Promise'),
      `10:13  spec.apis[0].kind: "Promise" is reserved: it would hide TypeScript's own Promise in the generated code. Use another name, e.g. CachePromise.`,
    ],
    [
      'group',
      changed(['group: cache', 'group: cache/..']),
      '9:14  spec.apis[0].group: "cache/.." is no API group. Use lower-case letters, digits and dashes: cache, or cache.example.com.',
    ],
    [
      'group of Kubernetes',
      changed(['group: cache', 'group: apps.k8s.io']),
      '9:14  spec.apis[0].group: "apps.k8s.io" belongs to Kubernetes. Use a domain of yours; an approved API needs the annotation api-approved.kubernetes.io.',
    ],
    [
      'twice',
      otherApi('Memcached'),
      '11:13  spec.apis[1].kind: "Memcached" is already taken in cache.example.com by "Memcached", spec.apis[0].kind. Give each kind once; further versions of a kind go under its versions.',
    ],
    [
      'twice but for case',
      otherApi('MemCached'),
      '11:13  spec.apis[1].kind: "Memcached" is already taken in cache.example.com by "MemCached", spec.apis[0].kind. Give each kind once; further versions of a kind go under its versions.',
    ],
    [
      'one plural',
      otherApi('Server', 'plural: memcacheds, '),
      '11:13  spec.apis[1].kind: "memcacheds" is already taken in cache.example.com by "memcacheds", spec.apis[0].plural. Give another plural.',
    ],
    [
      'list kind',
      inApi('listKind: Memcached'),
      '24:17  spec.apis[0].listKind: kind and listKind may not be the same. Use "MemcachedList".',
    ],
    [
      'version',
      changed(['name: v1alpha1', 'name: V1']),
      '12:17  spec.apis[0].versions[0].name: "V1" is no version. Use v1, v1beta1 or v1alpha1.',
    ],
    [
      'odd version',
      changed(['name: v1alpha1', 'name: alpha']),
      'warning: 12:17  spec.apis[0].versions[0].name: "alpha" does not look like a version of an API. Use v1, v1beta1 or v1alpha1, which kubectl can put in order.',
    ],
    [
      'none stored',
      changed([
        '        - name: v1alpha1',
        '        - {name: v1, schema: {spec: {type: object}}}\n        - name: v1alpha1',
      ]),
      '11:7  spec.apis[0].versions: no version is stored. Add "storage: true" to one of them.',
    ],
    [
      'two stored',
      changed([
        '        - name: v1alpha1',
        '        - {name: v1, storage: true, schema: {spec: {type: object}}}\n        - name: v1alpha1\n          storage: true',
      ]),
      '14:20  spec.apis[0].versions[1].storage: "v1" is stored already: exactly one version is. Remove "storage: true" from all versions but one.',
    ],
    [
      'none served',
      changed(['name: v1alpha1', 'name: v1alpha1\n          served: false']),
      '11:7  spec.apis[0].versions: no version is served. Remove "served: false" from one of them.',
    ],
  ])('%s', run);

  test.for([
    ['a built-in kind', 'Deployment'],
    ['a word of JavaScript', 'Class'],
    ['a name of the runtime', 'Kind'],
    ['a device of Windows', 'Con'],
    ['a YAML boolean', '"On"'],
  ] as const)('%s can be a kind', ([, name]) => expect(problemsOf(kind(name))).toEqual([]));
});

describe('structural schemas', () => {
  test.for<Row>([
    ['no type', withField('x: {minLength: 1}'), `${FIELD}.x: the schema has no type. Add "type: string".`],
    [
      'array without items',
      withField('x: {type: array}'),
      `${FIELD}.x: an array needs the schema of its items. Add "items: {type: …}".`,
    ],
    [
      'map and fields',
      withField('x: {type: object, properties: {}, additionalProperties: false}'),
      `18:51  ${SCHEMA}.spec.properties.x.additionalProperties: properties and additionalProperties exclude each other. Use properties for known fields, additionalProperties for a map.`,
    ],
    [
      'forbidden keyword',
      withField('x: {type: object, patternProperties: {}}'),
      `18:35  ${SCHEMA}.spec.properties.x.patternProperties: patternProperties is not allowed in a structural schema. Use additionalProperties, and a rule in x-kubernetes-validations for the names.`,
    ],
    [
      'uniqueItems',
      withField('x: {type: array, uniqueItems: true, items: {type: string}}'),
      `18:47  ${SCHEMA}.spec.properties.x.uniqueItems: uniqueItems is not allowed in a structural schema. Use "x-kubernetes-list-type: set".`,
    ],
    [
      'type in a branch',
      withField('x: {type: string, anyOf: [{type: string}]}'),
      `18:44  ${SCHEMA}.spec.properties.x.anyOf[0].type: type is not allowed inside allOf, anyOf, oneOf and not. Move it out; for integer or string use "x-kubernetes-int-or-string: true".`,
    ],
    [
      'default of the wrong type',
      withField('x: {type: integer, default: "3"}'),
      `18:45  ${SCHEMA}.spec.properties.x.default: the default does not fit its own schema: "3" is not allowed: it must be of type integer.`,
    ],
    [
      'default that YAML takes for a boolean',
      withField('x: {type: string, default: on}'),
      `18:44  ${SCHEMA}.spec.properties.x.default: the default does not fit its own schema: true is not allowed: it must be of type string. Quote it: YAML 1.1 takes on, yes, 010 and the like for something else than strings.`,
    ],
    [
      'look-ahead',
      withField("x: {type: string, pattern: '^(?!a)b$'}"),
      `18:44  ${SCHEMA}.spec.properties.x.pattern: "^(?!a)b$" has a look-ahead or look-behind, which RE2 does not have. Use a rule in x-kubernetes-validations.`,
    ],
    [
      'pattern',
      withField("x: {type: string, pattern: '[a'}"),
      `18:44  ${SCHEMA}.spec.properties.x.pattern: "[a" is no regular expression: unterminated character class.`,
    ],
    [
      'map list without key',
      withField('x: {type: array, x-kubernetes-list-type: map, items: {type: object}}'),
      `18:34  ${SCHEMA}.spec.properties.x.x-kubernetes-list-type: a list of type map needs the keys that tell its items apart. Add "x-kubernetes-list-map-keys: [name]".`,
    ],
    [
      'map list with an unknown key',
      withField(
        'x: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [nam], items: {type: object, required: [name], properties: {name: {type: string}}}}',
      ),
      `18:92  ${SCHEMA}.spec.properties.x.x-kubernetes-list-map-keys[0]: the items have no field "nam". Did you mean "name"?`,
    ],
    [
      'unknown reference',
      withField('x: {$ref: Conditoins}'),
      `18:27  ${SCHEMA}.spec.properties.x.$ref: "Conditoins" is no type that can be referred to. Did you mean "Conditions"?`,
    ],
    [
      'suspicious but legal: bounds',
      withField('x: {type: integer, minimum: 2, maximum: 1}'),
      `warning: 18:45  ${SCHEMA}.spec.properties.x.minimum: minimum is above maximum: no value is valid. Swap them.`,
    ],
    [
      'suspicious but legal: required',
      withField('x: {type: object, properties: {name: {type: string}}, required: [nmae]}'),
      `warning: 18:82  ${SCHEMA}.spec.properties.x.required[0]: "nmae" is required, but no field has that name. Did you mean "name"?`,
    ],
  ])('%s', run);

  test.for([
    ['int-or-string', 'x: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}], default: 50%}'],
    [
      'nested int-or-string',
      'x: {x-kubernetes-int-or-string: true, allOf: [{anyOf: [{type: integer}, {type: string}]}, {pattern: "^.$"}]}',
    ],
    ['preserve-unknown without type', 'x: {x-kubernetes-preserve-unknown-fields: true, default: {a: 1}}'],
    [
      'properties named as keywords',
      'x: {type: object, properties: {type: {type: string}, items: {type: string}, default: {type: string}, $ref: {type: string}}}',
    ],
    ['RE2 that JavaScript writes differently', "x: {type: string, pattern: '(?i)^[[:alpha:]]\\pL+\\z', default: Ab}"],
    ['a default of nothing', 'x: {type: string, default: null}'],
    [
      'false, zero, empty',
      'x: {type: object, default: {}, properties: {a: {type: boolean, default: false}, b: {type: integer, default: 0}, c: {type: string, default: ""}}}',
    ],
  ] as const)('accepted: %s', ([, field]) => expect(problemsOf(withField(field))).toEqual([]));
});

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
      '13:52  spec.apis[0].versions[0].subresources.scale.specReplicasPath: the schema has no field "sise" at ".spec.sise". Did you mean "size"?',
    ],
    [
      'scale to text',
      scale('.spec.image', '.status.ready'),
      '13:52  spec.apis[0].versions[0].subresources.scale.specReplicasPath: ".spec.image" is of type "string". It must be of type "integer".',
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
      `13:73  ${COLUMN}: ".spec.[size" is no JSONPath. Use e.g. .spec.size, or .status.conditions[?(@.type=="Available")].status.`,
    ],
    [
      'empty column',
      column('.spec.sise'),
      `warning: 13:73  ${COLUMN}: the schema has no field "sise": the column stays empty. Did you mean "size"?`,
    ],
  ])('%s', run);
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
      withField("x: {type: string, pattern: '^x{7}$'}").replace(
        '              type: object\n',
        '              type: object\n              required: [x]\n',
      ),
      '9:7  spec.apis[0]: no sample could be derived: spec.x: "sample" does not match the pattern ^x{7}$. Give "sample", or an example of that field.',
    ],
  ])('%s', run);
});

test('an error means no spec, a warning does not', () => {
  expect(loadSpec(withField('x: {type: array}'), 'f').spec).toBeUndefined();
  expect(loadSpec(withField('x: {type: integer, minimum: 2, maximum: 1}'), 'f').spec).toBeDefined();
});
