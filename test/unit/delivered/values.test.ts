import { describe, expect, test } from 'vitest';
import { chartFiles } from '../../../generators/core/plan/chart.ts';
import { GADGETS, modelOf, problemsWith } from './project.ts';

const CHART = 'charts/gadget-operator/values.yaml';
const generated = String(chartFiles(modelOf(GADGETS)).find(({ path }) => path === CHART)?.content);

/** The generated values with one thing changed. */
const edited = (from: string, to: string): string => {
  expect(generated).toContain(from);
  return generated.replace(from, to);
};

test.each([
  [
    'replicas: 1',
    'replica: 2',
    /^charts\/gadget-operator\/values\.yaml:\d+:1 {2}replica: the chart has no such value\. Did you mean "replicas"\?$/,
  ],
  ['replicas: 1', 'replicas: one', /values\.yaml:\d+:11 {2}replicas: "one" must be a whole number\.$/],
  [
    'pullPolicy: IfNotPresent',
    'pullPolicy: Allways',
    /values\.yaml:\d+:15 {2}image\.pullPolicy: "Allways" is not allowed\. Did you mean "Always"\?$/,
  ],
  [
    'imagePullSecrets: []',
    'imagePullSecrets: [{nam: x}]',
    /values\.yaml:\d+:\d+ {2}imagePullSecrets\[0\]\.nam: the chart has no such value\. Did you mean "name"\?$/,
  ],
])('%s may not be %s', async (from, to, problem) => {
  const problems = await problemsWith({ [CHART]: edited(from, to) });
  expect(problems.filter((line) => problem.test(line))).toHaveLength(1);
});

test('values that the chart takes are right', async () => {
  expect(await problemsWith({ [CHART]: edited('replicas: 1', 'replicas: 3') })).toEqual([]);
});

const release = (spec: string) => ({
  'deploy/flux/clusters/staging/operator/mine.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: gadget-operator, namespace: gadget-operator-system}
spec:
${spec.replaceAll(/^/gm, '  ')}
`,
});

test('values in a release are held to the schema, on top of those of the chart', async () => {
  expect(await problemsWith(release('values:\n  replicas: 2\n  image: {pullPolicy: Always}'))).toEqual([]);
  expect(await problemsWith(release('values:\n  replicas: 2\n  image: {pulPolicy: Always}'))).toEqual([
    'deploy/flux/clusters/staging/operator/mine.yaml:7:13  spec.values.image.pulPolicy: the chart has no such value. Did you mean "pullPolicy"?',
  ]);
});

test('values in a ConfigMap that a release takes them from are, too, at their place in the text', async () => {
  const files = {
    ...release('valuesFrom: [{kind: ConfigMap, name: settings, valuesKey: my.yaml}]'),
    'deploy/flux/clusters/staging/operator/settings.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  my.yaml: |
    # how many
    replicas: many
  other.yaml: |
    replicas: many
`,
  };
  expect(await problemsWith(files)).toEqual([
    'deploy/flux/clusters/staging/operator/settings.yaml:7:15  data["my.yaml"].replicas: "many" must be a whole number.',
  ]);
});

test('values of other releases are nobody’s here', async () => {
  const files = {
    'deploy/flux/extra/redis.yaml':
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: redis}\nspec: {chartRef: {kind: OCIRepository, name: redis}, values: {replica: 1}}\n',
  };
  expect(await problemsWith(files)).toEqual([]);
});

test('a chart of the user’s own beside the generated one has its own schema', async () => {
  const files = {
    'charts/mine/values.yaml': 'colour: 1\n',
    'charts/mine/values.schema.json': JSON.stringify({ properties: { colour: { type: 'string' } } }),
  };
  expect(await problemsWith(files)).toEqual(['charts/mine/values.yaml:1:9  colour: 1 must be a text.']);
});

const SCHEMA = 'charts/mine/values.schema.json';
const VALUES = 'charts/mine/values.yaml';
const mine = (schema: object, values: string) => ({ [SCHEMA]: JSON.stringify(schema), [VALUES]: values });
const text = { type: 'string' };
const COLOUR = { properties: { colour: text } };

describe('schemas of somebody else', () => {
  test('of an older draft are read', async () => {
    const $schema = 'http://json-schema.org/draft-04/schema#';
    expect(await problemsWith(mine({ $schema, ...COLOUR }, 'colour: 1\n'))).toEqual([
      `${VALUES}:1:9  colour: 1 must be a text.`,
    ]);
  });

  test('that helm cannot read are told, and nothing is held to them', async () => {
    const schema = { properties: { colour: { pattern: '(?=a)' } } };
    expect(await problemsWith(mine(schema, 'colour: 1\n'))).toEqual([
      expect.stringMatching(
        /^charts\/mine\/values\.schema\.json {2}warning: the pattern "\(\?=a\)" is none of Go's: .* No values are held to this schema\.$/,
      ),
    ]);
  });

  test('that are in other documents are said not to be read, and the rest is', async () => {
    const $ref = 'https://example.com/common.json#/definitions/size';
    const schema = { properties: { size: { $ref }, colour: text } };
    expect(await problemsWith(mine(schema, 'size: 1\ncolour: 1\n'))).toEqual([
      `${SCHEMA}  warning: ${$ref} is in another document, which is not fetched: what that asks of values is not checked.`,
      `${VALUES}:2:9  colour: 1 must be a text.`,
    ]);
  });

  test('that are no JSON are refused, as by helm', async () => {
    expect(await problemsWith({ [SCHEMA]: '{\n', [VALUES]: 'a: 1\n' })).toEqual([
      expect.stringMatching(/^charts\/mine\/values\.schema\.json {2}it is no JSON, and helm refuses the chart: /),
    ]);
  });

  test('of a choice the whole is told, not what is wrong with each, wherever that is written', async () => {
    const schema = {
      definitions: { a: text, b: { type: 'boolean' } },
      properties: { colour: { anyOf: [{ $ref: '#/definitions/a' }, { $ref: '#/definitions/b' }] } },
    };
    expect(await problemsWith(mine(schema, 'colour: 1\n'))).toEqual([
      `${VALUES}:1:9  colour: 1 must match a schema in anyOf.`,
    ]);
  });
});

describe('what helm takes is no error', () => {
  test('no value where the schema wants one: a null of the chart’s own is none', async () => {
    expect(await problemsWith(mine(COLOUR, 'colour: null\nsizes: {a: null}\n'))).toEqual([]);
  });

  test('a value that the chart leaves to those who install it: a warning, as helm lint fails', async () => {
    expect(await problemsWith(mine({ required: ['colour'] }, 'size: 1\n'))).toEqual([
      `${VALUES}:1:1  warning: "colour" is missing. Add it.`,
    ]);
  });

  test('values that come with charts in the chart', async () => {
    const schema = { required: ['redis'], properties: { redis: { required: ['port'] } } };
    const files = {
      ...mine(schema, 'redis: {host: x}\n'),
      'charts/mine/Chart.yaml':
        'apiVersion: v2\nname: mine\nversion: 1.0.0\ndependencies: [{name: valkey, alias: redis, version: 1.x}]\n',
    };
    expect(await problemsWith(files)).toEqual([]);
    expect(await problemsWith({ ...files, [VALUES]: 'a: 1\n' })).toEqual([]);
  });

  const given = (values: string, more = '') => ({
    ...mine({ ...COLOUR, required: ['colour', 'size'] }, '# none of them\n'),
    'deploy/flux/mine/release.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: mine}
spec:
  chartRef: {kind: OCIRepository, name: mine}
  values: ${values}
  ${more}
`,
  });

  test('values of a release in several places: none has all', async () => {
    expect(await problemsWith(given('{colour: red}', 'valuesFrom: [{kind: Secret, name: size}]'))).toEqual([]);
  });

  test('a variable that Flux will have substituted', async () => {
    const of = { 'charts/mine/values.schema.json': '{"properties": {"size": {"type": "integer"}}}' };
    expect(await problemsWith({ ...given('{size: "${SIZE}"}'), ...of })).toEqual([]);
    expect(await problemsWith({ ...given('{size: large}'), ...of })).toEqual([
      'deploy/flux/mine/release.yaml:6:18  spec.values.size: "large" must be a whole number.',
    ]);
  });

  test('whole numbers that are larger than JavaScript’s', async () => {
    const schema = { properties: { size: { type: 'integer' } } };
    expect(await problemsWith(mine(schema, 'size: 12345678901234567890\n'))).toEqual([]);
  });
});
