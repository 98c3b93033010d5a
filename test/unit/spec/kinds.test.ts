import { describe, expect, test } from 'vitest';
import { problemsOf } from './problems.ts';
import { inFile, inApi, withApi, type Row } from './rows.ts';
import { changed } from './spec-text.ts';

describe('kinds and versions', () => {
  const kind = (text: string): string => changed(['kind: Memcached', `kind: ${text}`]);
  test.for<Row>([
    [
      'lower case',
      kind('memcached'),
      'warning: 10:13  spec.apis[0].kind: "memcached" does not look like a kind: those are in PascalCase. Use Memcached.',
    ],
    ['a path', kind('../../etc'), '10:13  spec.apis[0].kind: "../../etc" is no kind. Use PascalCase: Etc.'],
    [
      'too long',
      kind('M'.repeat(64)),
      `10:13  spec.apis[0].kind: "${'M'.repeat(64)}" has 64 characters, at most 63 are allowed.`,
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
      withApi('Memcached'),
      '11:13  spec.apis[1].kind: "Memcached" is already taken in cache.example.com by "Memcached", spec.apis[0].kind. Give each kind once; further versions of a kind go under its versions.',
    ],
    [
      'twice but for case',
      withApi('MemCached'),
      '11:13  spec.apis[1].kind: "memcacheds" is already taken in cache.example.com by "memcacheds", spec.apis[0].kind. Give another plural.',
      '11:13  spec.apis[1].kind: "memcached" is already taken in cache.example.com by "memcached", spec.apis[0].kind. Give another singular.',
    ],
    [
      'one plural',
      withApi('Server', 'plural: memcacheds, '),
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
      'warning: 11:7  spec.apis[0].versions: no version is served: the kind is installed, but nothing can be controlled. Remove "served: false" from one of them.',
    ],
  ])('%s', ([, text, ...problems]) => expect(problemsOf(text)).toEqual(inFile(problems)));

  test.for([
    ['a built-in kind', 'Deployment'],
    ["TypeScript's own", 'Promise'],
    ['a word of JavaScript', 'Class'],
    ['a name of the runtime', 'Kind'],
    ['a device of Windows', 'Con'],
    ['a YAML boolean', '"On"'],
  ] as const)('%s can be a kind', ([, name]) => expect(problemsOf(kind(name))).toEqual([]));
});
