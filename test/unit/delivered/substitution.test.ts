import { describe, expect, test } from 'vitest';
import { GADGETS, inEnvironment, problemsWith } from './project.ts';

const FILE = 'deploy/flux/instances/staging/gadget.yaml';

/** Problems of one line in the spec of a Gadget in staging. */
const problemOf = async (line: string, more = ''): Promise<readonly string[]> =>
  (await problemsWith(inEnvironment('staging', line, more))).map((problem) =>
    problem.replace(`${FILE}:`, '').replace(/^(\d+:\d+) {2}spec\./, '$1 '),
  );

describe('in a field of the own kind', () => {
  test.each([
    ['text in text', 'level: ${REGION}'],
    ['a number in a number', 'size: ${SIZE}'],
    ['a quoted number in a number, since the quotes go', 'size: "${SIZE}"'],
    ['a number in a text, with something around it', 'level: level-${LEVEL}'],
    ['a number in a text that brings its quotes', 'level: ${QUOTED}'],
    ['a number in a text, between quotes that are a variable', 'level: ${quote}${LEVEL}${quote}'],
    ['a default that brings its quotes', 'level: ${ABSENT:="7"}'],
    ['a number in an int-or-string', 'port: ${SIZE}'],
    ['a text in an int-or-string', 'port: ${REGION}'],
    ['a text in text of several lines', 'level: "${LEVEL}\\n"'],
    ['a text that YAML must quote', 'level: "${LEVEL}: x"'],
    ['a literal dollar and brace', 'level: $${LEVEL}'],
    ['a dollar without braces', 'level: $LEVEL'],
    ['anything in a field without a schema', 'free: {a: ${SIZE}x}'.replace('${SIZE}x', '"${SIZE}x"')],
  ])('%s is right', async (_title, line) => {
    expect(await problemOf(line)).toEqual([]);
  });

  test.each([
    [
      'level: "${LEVEL}"',
      '7:10 level: "${LEVEL}" becomes 7 in staging, and the API wants a text: Flux drops the quotes around it before it substitutes. Let the value bring quotes of its own, LEVEL: \'"7"\', or put text around it.',
    ],
    [
      'level: ${ABSENT:=true}',
      '7:10 level: "${ABSENT:=true}" becomes true in staging, and the API wants a text: Flux drops the quotes around it before it substitutes. Quote the default inside of the braces, ${ABSENT:="true"}, or put text around it.',
    ],
    [
      'names: [a, "${LEVEL}"]',
      '7:14 names[1]: "${LEVEL}" becomes 7 in staging, and the API wants a text: Flux drops the quotes around it before it substitutes. Let the value bring quotes of its own, LEVEL: \'"7"\', or put text around it.',
    ],
    [
      'texts: {a: "${LEVEL}"}',
      '7:14 texts.a: "${LEVEL}" becomes 7 in staging, and the API wants a text: Flux drops the quotes around it before it substitutes. Let the value bring quotes of its own, LEVEL: \'"7"\', or put text around it.',
    ],
    [
      'level: ${ABSENT:=}',
      '7:10 level: "${ABSENT:=}" becomes nothing in staging, and the API wants a text: Flux drops the quotes around it before it substitutes. Quote the default inside of the braces, ${ABSENT:=""}, or put text around it.',
    ],
    [
      'size: ${REGION}',
      '7:9 size: "${REGION}" becomes "eu" in staging: "eu" is not allowed: it must be of type integer. Change the variable.',
    ],
    [
      'size: ${SIZE}0',
      '7:9 size: "${SIZE}0" becomes 40 in staging: 40 is above the maximum of 9. Change the variable.',
    ],
    [
      'mode: ${REGION}',
      '7:9 mode: "${REGION}" becomes "eu" in staging: "eu" is not one of "fast", "slow". Change the variable.',
    ],
    [
      'level: ${NOWHERE}-${ELSEWHERE}',
      "7:10 level: NOWHERE, ELSEWHERE have no value in staging: Flux then applies nothing, or before 2.9 leaves it empty. Give it one in operator.yaml, delivery.flux.substitute, or in the environment's runtime-info.yaml; or a default, ${NOWHERE:=…}. Write $${NOWHERE} for the text itself.",
    ],
    [
      'level: ${REGION-x}',
      '7:10 level: "${REGION-x}" cannot be substituted in staging: "}" is missing after "REGION". Flux then applies nothing. Write $${ for a literal ${, or annotate the object with kustomize.toolkit.fluxcd.io/substitute: disabled.',
    ],
    ['level: "${quote}a"', expect.stringContaining('becomes "\\"a" in staging, which is no YAML.')],
    [
      'free: {a: "${LEVEL}"}',
      '7:13  warning: spec.free.a: "${LEVEL}" becomes 7 in staging, and no longer is a text: Flux drops the quotes around it before it substitutes. Let the value bring quotes of its own, LEVEL: \'"7"\', or put text around it.',
    ],
    ['"${NOWHERE}": 1', expect.stringContaining('NOWHERE has no value in staging')],
  ])('%s is refused', async (line, problem) => {
    expect(await problemOf(line)).toEqual([problem]);
  });

  test('nothing is said where the object asks for nothing', async () => {
    const more = '\n  annotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}';
    expect(await problemOf('level: "${LEVEL}"', more)).toEqual([]);
  });

  test('labels are texts in every kind', async () => {
    const problems = await problemsWith({
      'deploy/flux/instances/staging/kustomization.yaml': 'resources: [../base, other.yaml]\n',
      'deploy/flux/instances/staging/other.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: x\n  labels: {level: "${LEVEL}"}\nspec: {replicas: "${SIZE}"}\n',
    });
    expect(problems).toEqual([
      expect.stringMatching(
        /other\.yaml:5:19 {2}metadata\.labels\.level: "\$\{LEVEL\}" becomes 7 in staging, and the API wants a text/,
      ),
      expect.stringMatching(
        /other\.yaml:6:18 {2}warning: spec\.replicas: "\$\{SIZE\}" becomes 4 in staging, and no longer is a text/,
      ),
    ]);
  });
});

describe('patches in a kustomization.yaml', () => {
  const patch = (text: string) => ({
    'deploy/flux/instances/production/kustomization.yaml': `resources: [../base]\npatches:\n  - target: {group: demo.example.com, kind: Gadget}\n    patch: |\n${text.replaceAll(/^/gm, '      ')}\n`,
  });

  test('operations are held to the field that they name', async () => {
    const problems = await problemsWith(
      patch('- {op: replace, path: /spec/size, value: "${SIZE}"}\n- {op: add, path: /spec/names/-, value: "${LEVEL}"}'),
    );
    expect(problems).toEqual([
      expect.stringMatching(
        /production\/kustomization\.yaml:6:47 {2}patches\[0\]\.patch\[1\]\.value: "\$\{LEVEL\}" becomes 7 in production/,
      ),
    ]);
  });

  test('objects are, too', async () => {
    const problems = await problemsWith(
      patch('apiVersion: demo.example.com/v1\nkind: Gadget\nmetadata: {name: x}\nspec:\n  level: "${LEVEL}"'),
    );
    expect(problems).toEqual([
      expect.stringMatching(
        /production\/kustomization\.yaml:9:16 {2}patches\[0\]\.patch\.spec\.level: "\$\{LEVEL\}" becomes 7 in production/,
      ),
    ]);
  });

  test('labels, and literals of a ConfigMap, are texts', async () => {
    const problems = await problemsWith({
      'deploy/flux/instances/staging/kustomization.yaml':
        'resources: [../base]\nlabels: [{pairs: {level: "${LEVEL}"}}]\nconfigMapGenerator: [{name: a, literals: ["a=${LEVEL}", "b=x${LEVEL}"]}]\n',
    });
    expect(problems.map((problem) => problem.replace(/: Flux drops.*/, ''))).toEqual([
      'deploy/flux/instances/staging/kustomization.yaml:2:26  labels[0].pairs.level: "${LEVEL}" becomes 7 in staging, and the API wants a text',
      'deploy/flux/instances/staging/kustomization.yaml:3:43  configMapGenerator[0].literals[0]: "${LEVEL}" becomes 7 in staging, and the API wants a text',
    ]);
  });
});

describe('each environment has variables of its own', () => {
  const runtime = (environment: string, data: string) => ({
    [`deploy/flux/clusters/${environment}/runtime-info.yaml`]: `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: gadget-operator-runtime-info, namespace: flux-system}\ndata: {${data}}\n`,
  });
  const BASE = {
    'deploy/flux/instances/staging/kustomization.yaml': 'resources: [../common]\n',
    'deploy/flux/instances/production/kustomization.yaml': 'resources: [../common]\n',
    'deploy/flux/instances/common/kustomization.yaml': 'resources: [gadget.yaml]\n',
    'deploy/flux/instances/common/gadget.yaml':
      'apiVersion: demo.example.com/v1\nkind: Gadget\nmetadata: {name: g}\nspec: {level: "${TIER}"}\n',
  };

  test('what is wrong in one is told of that one', async () => {
    const problems = await problemsWith({
      ...BASE,
      ...runtime('staging', 'TIER: "1"'),
      ...runtime('production', 'TIER: one'),
    });
    expect(problems).toEqual([
      expect.stringContaining('common/gadget.yaml:4:15  spec.level: "${TIER}" becomes 1 in staging,'),
    ]);
  });

  test('what is wrong in all is told once', async () => {
    expect(await problemsWith(BASE)).toEqual([expect.stringContaining('TIER has no value in production and staging:')]);
  });

  test('what follows a # is lost, without a word of Flux', async () => {
    const problems = await problemsWith({
      ...inEnvironment('staging', 'level: "a ${TIER}"'),
      ...runtime('staging', 'TIER: "b #c"'),
    });
    expect(problems).toEqual([
      expect.stringContaining('"a ${TIER}" becomes "a b" in staging: what follows is a comment for YAML'),
    ]);
  });

  test('it wins over that of all', async () => {
    const problems = await problemsWith({
      ...inEnvironment('staging', 'level: ${REGION}'),
      ...runtime('staging', 'REGION: "1"'),
    });
    expect(problems).toEqual([expect.stringContaining('"${REGION}" becomes 1 in staging')]);
  });

  test('a number is no variable', async () => {
    const problems = await problemsWith(runtime('staging', 'TIER: 1'));
    expect(problems).toEqual([
      'deploy/flux/clusters/staging/runtime-info.yaml:4:14  data.TIER: 1 is no text, and a ConfigMap has nothing else. Quote it.',
    ]);
  });
});

test('a Kustomization of the user’s own is read, and what only the cluster knows is left to it', async () => {
  const own = (postBuild: string) => ({
    'deploy/flux/clusters/staging/own.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: own, namespace: flux-system}
spec:
  path: ./own
  sourceRef: {kind: OCIRepository, name: gadget-operator-manifests}
  postBuild: ${postBuild}
`,
    'deploy/flux/own/gadget.yaml':
      'apiVersion: demo.example.com/v1\nkind: Gadget\nmetadata: {name: g}\nspec: {level: "${A}", size: "${B:=x}"}\n',
  });
  expect(await problemsWith(own('{substitute: {A: "1"}}'))).toEqual([
    expect.stringContaining('own/gadget.yaml:4:15  spec.level: "${A}" becomes 1 in staging'),
    expect.stringContaining(
      'own/gadget.yaml:4:29  spec.size: "${B:=x}" becomes "x" in staging: "x" is not allowed: it must be of type integer',
    ),
  ]);
  const secret = 'substituteFrom: [{kind: Secret, name: s}]';
  expect(await problemsWith(own(`{${secret}}`))).toEqual([]);
  expect(await problemsWith(own(`{${secret}, substitute: {A: "1"}}`))).toEqual([
    expect.stringContaining('"${A}" becomes 1 in staging'),
  ]);
});

test('without variables nothing is substituted, and nothing said', async () => {
  const spec = GADGETS.replace(/^ *substitute:.*\n/m, '');
  expect(await problemsWith(inEnvironment('staging', 'level: "${LEVEL}"'), spec)).toEqual([]);
});

test('what a tenant applies comes from elsewhere', async () => {
  const spec = GADGETS.replace('environments:', 'tenants: [{name: team-a}]\n      environments:');
  expect(await problemsWith({}, spec)).toEqual([]);
});
