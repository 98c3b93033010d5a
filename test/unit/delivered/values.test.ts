import { expect, test } from 'vitest';
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
