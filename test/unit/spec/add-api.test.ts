import { describe, expect, test } from 'vitest';
import { addApiText } from '../../../generators/core/spec/add-api.ts';
import { parseApiArgument } from '../../../generators/core/spec/api-argument.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { apiText, indentText, newSpecText } from '../../../generators/core/spec/new-spec.ts';
import { formatProblem } from '../../../generators/core/spec/problem.ts';
import { changed, VALID } from './spec-text.ts';

const SITE = { group: 'web', version: 'v1', kind: 'Site' };
const kindsOf = (text: string): string[] | undefined =>
  loadSpec(text, 'operator.yaml').spec?.spec.apis.map(({ kind }) => kind);

describe('a new spec', () => {
  test.for([
    ['one API', 'memcached-operator', ['Memcached']],
    ['several', 'shop', ['Shop', 'HTTPRoute']],
    ['names that YAML takes for something else', 'on', ['Yes', 'No']],
  ] as const)('%s: has no problem', ([, name, kinds]) => {
    const text = newSpecText({
      name,
      domain: 'example.com',
      apis: kinds.map((kind) => ({ group: 'cache', version: 'v1alpha1', kind })),
    });
    expect(loadSpec(text, 'operator.yaml').problems).toEqual([]);
    expect(kindsOf(text)).toEqual(kinds);
  });
});

describe('an API is added', () => {
  const comments = changed(
    ['apis:', 'apis:   # ours'],
    ['        ready: ${', '        # how many\n        ready:   ${'],
  );
  test.for([
    ['to the end', VALID, VALID],
    ['with comments and spaces kept', comments, comments],
    [
      'before what follows',
      `${VALID}        # still ours\n\n  # how it is delivered\n  delivery: {helm: {}}\n`,
      `${VALID}        # still ours\n`,
    ],
    ['without an end of line', VALID.trimEnd(), VALID],
    [
      'to a list that is not indented',
      VALID.replace(/( {2}apis:\n)([^]*)/, (_, head: string, list: string) => head + list.replace(/^ {2}/gm, '')),
      undefined,
    ],
  ] as const)('%s', ([, text, before]) => {
    const { text: added, problems } = addApiText(text, 'operator.yaml', SITE);
    expect(problems).toEqual([]);
    expect(kindsOf(added)).toEqual(['Memcached', 'Site']);
    const start = before ?? text;
    const entry = indentText(apiText(SITE), before === undefined ? 2 : 4);
    expect(added).toBe(start + entry + text.slice(start.length));
  });

  test('line ends stay', () => {
    const { text } = addApiText(VALID.replaceAll('\n', '\r\n'), 'operator.yaml', SITE);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/\n/);
    expect(kindsOf(text)).toEqual(['Memcached', 'Site']);
  });

  test('to a list in flow style, whose comments stay', () => {
    const flow =
      'apiVersion: k8s-operator/v1alpha1\nkind: Operator\nmetadata: {name: x}\nspec:\n  domain: example.com # ours\n  apis: [{group: a, kind: A, versions: [{name: v1, schema: {spec: {type: object}}}]}]\n';
    const { text, problems } = addApiText(flow, 'operator.yaml', SITE);
    expect(problems).toEqual([]);
    expect(text).toContain('domain: example.com # ours');
    expect(kindsOf(text)).toEqual(['A', 'Site']);
  });

  test('to a list in flow style, whose integers stay, however large', () => {
    const flow =
      'apiVersion: k8s-operator/v1alpha1\nkind: Operator\nmetadata: {name: x}\nspec:\n  domain: example.com\n  apis: [{group: a, kind: A, versions: [{name: v1, schema: {spec: {type: object, properties: {n: {type: integer, format: int64, maximum: 9007199254740993}}}}}]}]\n';
    expect(addApiText(flow, 'operator.yaml', SITE).text).toContain('maximum: 9007199254740993');
  });

  test.for([
    [
      'a kind that is there',
      VALID,
      { group: 'cache', version: 'v1alpha1', kind: 'Memcached' },
      'operator.yaml:10:13  spec.apis[0].kind: "Memcached" is already there in cache.example.com. Change it in the spec.',
    ],
    [
      'a version of a kind that is there',
      VALID,
      { group: 'cache.example.com', version: 'v1', kind: 'Memcached' },
      'operator.yaml:10:13  spec.apis[0].kind: "Memcached" is already there in cache.example.com, without the version "v1". Add the version to spec.apis[0].versions, with "storage: true" in one of them.',
    ],
    [
      'a spec with errors',
      changed(['maximum', 'maximun']),
      SITE,
      'operator.yaml:17:51  spec.apis[0].versions[0].schema.spec.properties.size.maximun: unknown field. Did you mean "maximum"?',
    ],
  ] as const)('refused: %s', ([, text, api, problem]) => {
    const result = addApiText(text, 'operator.yaml', api);
    expect(result.problems.map(formatProblem)).toEqual([problem]);
    expect(result.text).toBe(text);
  });
});

test.for([
  ['cache/v1alpha1/Memcached', { api: { group: 'cache', version: 'v1alpha1', kind: 'Memcached' } }],
  ['cache.example.com/v1/Memcached', { api: { group: 'cache', version: 'v1', kind: 'Memcached' } }],
  ['a.b.example.com/v1/X', { api: { group: 'a.b.example.com', version: 'v1', kind: 'X' } }],
  ['cache/v1', { message: '"cache/v1" is no API.', hint: 'Use GROUP/VERSION/KIND, e.g. cache/v1alpha1/Memcached.' }],
  [
    'cache/Memcached/v1',
    {
      message: '"Memcached" in "cache/Memcached/v1" is no version.',
      hint: 'Use GROUP/VERSION/KIND, e.g. cache/v1alpha1/Memcached.',
    },
  ],
  ['cache/1/Memcached', { message: '"1" in "cache/1/Memcached" is no version.', hint: 'Use v1, v1beta1 or v1alpha1.' }],
  [
    'cache/v1/mem-cached',
    { message: '"mem-cached" in "cache/v1/mem-cached" is no kind.', hint: 'Use PascalCase: MemCached.' },
  ],
  [
    '../v1/X',
    { message: '".." in "../v1/X" is no API group.', hint: 'Use lower-case letters, digits and dashes: cache.' },
  ],
  [
    'foo.bar/v1/X',
    {
      message: 'the group "foo.bar" does not end in the domain "example.com".',
      hint: 'Use "foo" or "foo.example.com"; a group of another domain can be written into operator.yaml.',
    },
  ],
] as const)('--api %s', ([argument, expected]) => expect(parseApiArgument(argument, 'example.com')).toEqual(expected));
