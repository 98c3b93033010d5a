/** How CRDs come: documents, lists, JSON, from a cluster, indented badly. What is read is what the API server reads. */
import { describe, expect, test } from 'vitest';
import { readInput } from '../../../generators/core/import/document.ts';
import { definitionsOf, importTexts, problemsOf, read, specOf, thing } from './definitions.ts';

const other = thing()
  .replaceAll('web.example.com', 'shop.acme.org')
  .replaceAll('Thing', 'Cart')
  .replaceAll('things', 'carts')
  .replaceAll('singular: thing', 'singular: cart');
const [one, two] = [read(thing())[0], read(other)[0]];
const inList = (kind: string): string =>
  `apiVersion: ${kind === 'List' ? 'v1' : 'apiextensions.k8s.io/v1'}\nkind: ${kind}\nmetadata: {resourceVersion: ""}\nitems:\n${[thing(), other].map((text) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`).join('')}`;

describe('several CRDs in one text', () => {
  test.for<readonly [how: string, text: string]>([
    ['documents', `# a comment\n---\n${thing()}--- # another\n${other}---\n`],
    ['documents, one of which is empty or ends early', `${thing()}...\n---\n# nothing\n---\n${other}...\n`],
    ['a List', inList('List')],
    ['a CustomResourceDefinitionList', inList('CustomResourceDefinitionList')],
    [
      'a list of items that do not say what they are',
      inList('CustomResourceDefinitionList').replaceAll(
        /^(..)(?:apiVersion: apiext.*\n {2}kind: CustomResourceDefinition\n {2})/gm,
        '$1',
      ),
    ],
    ['JSON', JSON.stringify({ kind: 'List', items: [one, two] })],
    ['JSON with tabs', JSON.stringify({ kind: 'List', items: [one, two] }, undefined, '\t')],
    ['CRLF and a byte order mark', `\ufeff${thing()}---\n${other}`.replaceAll('\n', '\r\n')],
  ])('%s', ([, text]) => {
    const spec = specOf(text);
    expect(definitionsOf(spec)).toEqual([one, two]);
  });
});

describe('a text is read as the API server reads it', () => {
  test.for<readonly [what: string, text: string, value: unknown]>([
    [
      'quoted lines that are indented too little',
      "a:\n    b: \"x\n  y\"\n    c: 'z\n\n it''s'\nd: 1\n",
      { a: { b: 'x y', c: "z\nit's" }, d: 1 },
    ],
    [
      'flow style that is indented too little',
      'a:\n  b: [1,\n"]",\n2]\n  c: {d: 1,\n"e": 2\n}\n',
      { a: { b: [1, ']', 2], c: { d: 1, e: 2 } } },
    ],
    ['a block scalar that ends with the text', 'a: |\n  x', { a: 'x' }],
    ['the same in a list', 'a:\n  - b: |+\n      x\n', { a: [{ b: 'x\n' }] }],
    ['quotes in a block scalar', 'a:\n  b: |\n    c: "d\n    e\nf: g\n', { a: { b: 'c: "d\ne\n' }, f: 'g' }],
    ['folded text', 'a: >-\n  x\n  y\n\n  z\n    w\n', { a: 'x y\nz\n  w' }],
    ['plain text of several lines', 'a: x\n  y\n\n  z\n', { a: 'x y\nz' }],
    ['anchors and merges', 'a: &a {b: 1}\nc: {<<: *a, d: *a}\n', { a: { b: 1 }, c: { b: 1, d: { b: 1 } } }],
    ['a merge before a key', 'a: &a {b: 1}\nc: {<<: *a, b: 2}\n', { a: { b: 1 }, c: { b: 2 } }],
    ['a merge after a key', 'a: &a {b: 1}\nc: {b: 2, <<: *a}\n', { a: { b: 1 }, c: { b: 1 } }],
    ['a key that says that it is one', '? a\n: ? b\n  : 1\n', { a: { b: 1 } }],
    ['keys that are numbers', '010: a\n1.0: b\n0x1F: c\n', { '8': 'a', '1': 'b', '31': 'c' }],
    ['surrogates in JSON', '{"a": "\\ud83d\\ude00\\/"}', { a: '😀/' }],
    ['a line separator at the end of text that is stripped', 'a: |-\n  x \u2028\nb: 1\n', { a: 'x ', b: 1 }],
    ['at the end of text that is clipped', 'a: |\n  x\u2029\nb: 1\n', { a: 'x\u2029', b: 1 }],
    ['at the end of text that is kept', 'a: |+\n  x\u2028\nb: 1\n', { a: 'x\u2028\n', b: 1 }],
    ['within text', 'a: |-\n  x\u2028\n  y\n', { a: 'x\u2028\ny' }],
    ['a next line', 'a: |-\n  x\u0085\n  y\u0085\nb: 1\n', { a: 'x\n\ny', b: 1 }],
    ['line separators in quotes', 'a: "x\u2028y\\u2028"\n', { a: 'x\u2028y\u2028' }],
    ['a directive', '%YAML 1.1\n---\na: 010\n', { a: 8 }],
  ])('%s', ([, text, value]) => {
    expect(readInput({ name: 'f', bytes: Buffer.from(text) })).toMatchObject({ documents: [{ value }], problems: [] });
  });

  test('a key that is a boolean is read as the word, with a warning', () => {
    const text = thing({ properties: 'y: {type: integer}' });
    expect(problemsOf([text])).toEqual([
      'f1.yaml:24:17  warning: spec.versions[0].schema.openAPIV3Schema.properties.spec.properties: the key y is a boolean for the API server, which reads YAML 1.1. It is read as "true"; quote it if "y" is meant.',
    ]);
    expect(definitionsOf(specOf(text))).toEqual(read(thing({ properties: '"true": {type: integer}' })));
  });

  test('the column of a problem is that of the text as it was given', () => {
    const text = thing({ properties: 'a: {type: string, title: "b\n  c", default: 1}' }).replace(/^ +c"/m, ' c"');
    expect(problemsOf([text])[0]).toMatch(/^f1\.yaml:25:15 {2}.*properties\.a\.default: /);
  });
});

describe('v1beta1', () => {
  const top = `apiVersion: apiextensions.k8s.io/v1beta1
kind: CustomResourceDefinition
metadata: {name: things.web.example.com}
spec:
  group: web.example.com
  version: v1
  names: {kind: Thing, plural: things}
  preserveUnknownFields: false
  subresources: {status: {}}
  additionalPrinterColumns: [{name: A, type: string, JSONPath: .spec.a}]
  validation: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {a: {type: string}}}, status: {type: object}}}}
`;
  const parts = {
    version: 'subresources: {status: {}}\nadditionalPrinterColumns: [{name: A, type: string, jsonPath: .spec.a}]',
    root: 'type: object\nproperties: {spec: {type: object, properties: {a: {type: string}}}, status: {type: object}}',
  };
  test.for<readonly [what: string, old: string, now: string]>([
    ['one version, everything at the top', top, thing(parts)],
    [
      'several versions that share what is at the top',
      top.replace('  version: v1\n', '  versions: [{name: v1, served: true, storage: true}]\n'),
      thing(parts),
    ],
    [
      'a webhook',
      top.replace(
        '  version:',
        '  conversion: {strategy: Webhook, webhookClientConfig: {url: "https://x.example.com"}, conversionReviewVersions: [v1]}\n  version:',
      ),
      thing({
        ...parts,
        spec: 'conversion: {strategy: Webhook, webhook: {clientConfig: {url: "https://x.example.com"}, conversionReviewVersions: [v1]}}',
      }),
    ],
    [
      'strategy None',
      top.replace('  version:', '  conversion: {strategy: None}\n  version:'),
      thing({ ...parts, spec: 'conversion: {strategy: None}' }),
    ],
    [
      'everything in the version',
      thing({ version: parts.version.replace('jsonPath', 'JSONPath'), root: parts.root })
        .replace('io/v1', 'io/v1beta1')
        .replace('  scope:', '  preserveUnknownFields: false\n  scope:'),
      thing(parts),
    ],
  ])('%s', ([, old, now]) => expect(definitionsOf(specOf(old))).toEqual(read(now)));
});

test('what else is in the files is named, once a file', () => {
  const { loaded } = importTexts([`${thing()}---\nkind: Service\n---\nkind: Service\n---\nkind: Job\n`, 'kind: Pod\n']);
  expect(loaded.problems.map(({ file, message }) => [file, message])).toEqual([
    ['f1.yaml', 'skipped what is no CustomResourceDefinition: Service, Job.'],
    ['f2.yaml', 'skipped what is no CustomResourceDefinition: Pod.'],
  ]);
});

test('what a spec has no place for is said to be left out', () => {
  expect(problemsOf([thing({ metadata: 'finalizers: [example.com/a]\nownerReferences: []' })])).toEqual([
    'f1.yaml:5:3  warning: metadata.finalizers: is left out: a spec has no place for it.',
  ]);
});
