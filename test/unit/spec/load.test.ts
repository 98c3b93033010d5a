import { describe, expect, test } from 'vitest';
import { loadSpec, MAX_BYTES } from '../../../generators/core/spec/load.ts';
import { problemsOf } from './problems.ts';
import { changed, VALID } from './spec-text.ts';

const BEGIN = 'Begin with apiVersion, kind, metadata and spec';
const bomb = [
  'a: &a [x,x,x,x,x,x,x,x,x,x]',
  ...[...'bcdefgh'].map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[i]}`).join(',')}]`),
  '',
].join('\n');

describe('a file that is no spec', () => {
  test.for<[name: string, input: string | Uint8Array, problems: string[]]>([
    ['empty', '', [`operator.yaml:1:1  the spec is empty. ${BEGIN}, or let "k8s-operator new" write it.`]],
    [
      'comments only',
      '# nothing\n',
      [`operator.yaml:1:1  the spec is empty. ${BEGIN}, or let "k8s-operator new" write it.`],
    ],
    ['a list', '- a\n', [`operator.yaml:1:1  the spec must be a mapping, not a list. ${BEGIN}.`]],
    ['text', 'hello\n', [`operator.yaml:1:1  the spec must be a mapping, not a string. ${BEGIN}.`]],
    [
      'binary',
      new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1]),
      [
        'operator.yaml:1:1  this is binary: U+007F is no character of a text. Give text; in double quotes the character is written "\\x7f".',
      ],
    ],
    [
      'Latin-1',
      new Uint8Array([0x61, 0x3a, 0x20, 0xe9]),
      ['operator.yaml:1:4  this is no UTF-8 text: a byte begins no character. Save it as UTF-8, and give text.'],
    ],
    [
      '10 MB',
      'a'.repeat(10 * 1024 * 1024),
      [
        'operator.yaml  the file has 10.0 MiB; a spec has at most 8 MiB. Give the operator.yaml of an operator, or split it into several operators.',
      ],
    ],
    [
      'a Deployment',
      'apiVersion: apps/v1\nkind: Deployment\n',
      [
        'operator.yaml:1:13  apiVersion: "apps/v1" is not an apiVersion of a spec. Use "k8s-operator/v1alpha1".',
        'operator.yaml:2:7  kind: "Deployment" is not a spec. Use "Operator".',
      ],
    ],
    [
      'an alias bomb',
      bomb,
      [
        'operator.yaml:1:1  the document has more than 500000 values when its aliases are followed. Write it with fewer aliases, or in several specs.',
      ],
    ],
  ])('%s', ([, input, problems]) => expect(problemsOf(input)).toEqual(problems));

  test('the limit is on bytes', () => {
    expect(problemsOf(`# ${'é'.repeat(MAX_BYTES / 2)}\n`)[0]).toMatch(
      /^operator.yaml {2}the file has 8.0 MiB; a spec has at most 8 MiB/,
    );
  });
});

describe('malformed YAML', () => {
  test.for<[name: string, input: string, problems: string[]]>([
    [
      'every error',
      'a: [1\nb: "x\nc: d: e\n',
      [
        'operator.yaml:2:1  flow sequence in block collection must be sufficiently indented and end with a ].',
        'operator.yaml:4:1  a closing quote is missing. Add it, or remove the opening one.',
      ],
    ],
    [
      'duplicate keys',
      changed(['  domain: example.com', '  domain: a.org\n  domain: b.org']),
      ['operator.yaml:7:3  spec.domain: the key "domain" is given twice. Remove one of the two.'],
    ],
    [
      'tabs',
      changed(['  name: mem', '\tname: mem']),
      ['operator.yaml:4:1  tabs are not allowed as indentation in YAML. Indent with spaces.'],
    ],
    [
      'two documents',
      `${VALID}---\na: 1\n`,
      ['operator.yaml:35:1  a second document starts here. Write one document: an operator may have several apis.'],
    ],
    [
      'a tag',
      changed(['name: memcached-operator', 'name: !foo memcached-operator']),
      ['operator.yaml:4:9  unresolved tag: !foo. Remove the tag.'],
    ],
    [
      'an alias without anchor',
      changed(['name: memcached-operator', 'name: *x']),
      ['operator.yaml:4:9  metadata.name: the alias *x has no anchor. Write &x before the value that is meant.'],
    ],
    [
      'unquoted ${…} in flow style, each of them',
      changed([
        'spec:\n            replicas: ${self.spec.size}',
        'spec: {replicas: ${self.spec.size}, x: [${labels}], y: "${self.kind}"}',
      ]),
      [
        'operator.yaml:28:28  ${self.spec.size} must be quoted inside {…} and […]. Write "${self.spec.size}".',
        'operator.yaml:28:51  ${labels} must be quoted inside {…} and […]. Write "${labels}".',
      ],
    ],
    [
      'a colon in ${…}',
      changed(['${self.spec.size}', '${self.spec.size ? 2 : 1}']),
      [
        "operator.yaml:29:23  nested mappings are not allowed in compact mappings. Quote the value that holds ${…}: '${a ? b : c}'.",
      ],
    ],
    [
      'a key that YAML 1.1 takes for a boolean',
      changed(['size: {type', 'on: {type']),
      [
        'operator.yaml:17:17  spec.apis[0].versions[0].schema.spec.properties: the key on is a boolean for the API server, which reads YAML 1.1. Quote it: "on".',
      ],
    ],
  ])('%s', ([, input, problems]) => expect(problemsOf(input)).toEqual(problems));
});

describe('a spec as people save it', () => {
  test.for<[name: string, input: string | Uint8Array]>([
    ['as it is', VALID],
    ['as bytes', new TextEncoder().encode(VALID)],
    ['with a byte order mark', `\uFEFF${VALID}`],
    ['with CRLF', VALID.replaceAll('\n', '\r\n')],
    ['with an end of document', `---\n${VALID}...\n`],
  ])('%s', ([, input]) => {
    const { spec, problems } = loadSpec(input, 'operator.yaml');
    expect(problems).toEqual([]);
    expect(spec?.spec.apis[0]?.kind).toBe('Memcached');
  });

  test('an integer that JavaScript would round keeps its digits', () => {
    const { problems, spec } = loadSpec(
      changed(['minimum: 1, maximum: 5, default: 1}', 'format: int64, default: 9007199254740993}']),
      'operator.yaml',
    );
    expect(problems).toEqual([]);
    const { properties } = spec!.spec.apis[0]!.versions[0]!.schema.spec!;
    expect(properties?.size?.default).toBe(9_007_199_254_740_993n);
  });

  test('scalars are read as the API server reads them, anchors and merge keys followed', () => {
    const text = changed(
      ['default: 1}', 'default: 0o1, enum: [010, 0x1, 1_0, 1]}'],
      ['size: {type: integer', 'size: &size {type: integer'],
      ['image: {type: string, default: memcached}', 'time: {<<: *size, description: 1:30, default: 1}'],
    );
    const { problems, spec } = loadSpec(text, 'operator.yaml');
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const { properties } = spec!.spec.apis[0]!.versions[0]!.schema.spec!;
    expect(properties?.size).toEqual({ type: 'integer', minimum: 1, maximum: 5, default: 1, enum: [8, 1, 10, 1] });
    expect(properties?.time).toEqual({ ...properties?.size, description: '1:30' });
  });
});
