/** Paths that lead nowhere. What kustomize says of a folder is asked of the real one. */
import { execFile, spawnSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { checkDelivered } from '../../../generators/core/delivered/check.ts';

import { main } from '../../../generators/core/command/main.ts';
import { findTools } from '../../control-plane/tools.ts';
import { folder, put } from '../apply/tree.ts';
import { GADGETS, modelOf, problemsWith } from './project.ts';

const { kubectl } = await findTools();
const ODD = 'deploy/flux/odd';
const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: b}\n';
const SET = 'apiVersion: builtin\nkind: NamespaceTransformer\nmetadata: {name: n, namespace: n}\n';

/** What stands beside each kustomization.yaml. */
const BESIDE = {
  'map.yaml': MAP,
  'other.yaml': MAP.replace('name: x', 'name: other'),
  'text.txt': 'A=b\n',
  'empty/text.txt': 'none\n',
  'part/kustomization.yaml': 'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nnamePrefix: a-\n',
  'base/kustomization.yml': 'resources: [map.yaml]\n',
  'base/map.yaml': MAP.replace('name: x', 'name: y'),
  'old/Kustomization': 'resources: []\nnamePrefix: a-\n',
  'operations.yaml': '- op: add\n  path: /data/c\n  value: d\n',
  'set.yaml': SET,
  'replacements.yaml':
    'source: {kind: ConfigMap, name: x, fieldPath: data.a}\ntargets: [{select: {kind: ConfigMap}, fieldPaths: [data.a]}]\n',
  'config.yaml': 'namePrefix: [{path: metadata/name}]\n',
};

const LISTS: readonly (readonly [field: string, there: readonly string[], missing: readonly string[]])[] = [
  [
    'resources',
    ['other.yaml', './other.yaml', 'base', 'base/', 'empty/../other.yaml'],
    ['no.yaml', '../bass', 'empty', 'base?ref=x'],
  ],
  ['bases', ['base'], ['none', 'empty']],
  ['components', ['part'], ['none', 'empty', 'map.yaml']],
  ['patchesStrategicMerge', ['map.yaml', `|\n    ${MAP.replaceAll('\n', '\n    ')}`], ['no.yaml', 'empty']],
  ['configurations', ['config.yaml'], ['no.yaml', 'empty']],
  ['transformers', ['set.yaml', `|\n    ${SET.replaceAll('\n', '\n    ')}`], ['no.yaml', 'empty']],
  ['generators', [], ['no.yaml']],
  ['validators', [], ['no.yaml']],
  ['crds', [], ['no.json']],
];
const OTHERS: readonly (readonly [text: string, isThere: boolean])[] = [
  ...(['map.yaml', 'no.yaml', 'empty'] as const).map(
    (path) => [`patches: [{path: ${path}}]`, path === 'map.yaml'] as const,
  ),
  ['patches: [{path: operations.yaml, target: {kind: ConfigMap}}]', true],
  ['patches: [{path: no.yaml, target: {kind: Nothing}}]', false],
  ['patchesJson6902: [{path: operations.yaml, target: {version: v1, kind: ConfigMap, name: x}}]', true],
  ['patchesJson6902: [{path: no.yaml, target: {version: v1, kind: ConfigMap, name: x}}]', false],
  ['replacements: [{path: replacements.yaml}]', true],
  ['replacements: [{path: no.yaml}]', false],
  ['openapi: {path: no.json}', false],
  ...['configMapGenerator', 'secretGenerator'].flatMap((list) =>
    (
      [
        ['files: [text.txt]', true],
        ['files: [a.b=text.txt]', true],
        ['files: [no.txt]', false],
        ['files: [a.b=no.txt]', false],
        ['files: [empty]', false],
        ['envs: [text.txt]', true],
        ['envs: [no.txt]', false],
        ['env: no.txt', false],
      ] as const
    ).map(([fields, isThere]) => [`${list}: [{name: g, ${fields}}]`, isThere] as const),
  ),
];
const CASES = [
  ...LISTS.flatMap(([field, there, missing]) =>
    [...there.map((item) => [item, true] as const), ...missing.map((item) => [item, false] as const)].map(
      ([item, isThere]) =>
        [
          field === 'resources'
            ? `resources:\n- map.yaml\n- ${item}\n`
            : `resources: [map.yaml]\n${field}:\n- ${item}\n`,
          isThere,
        ] as const,
    ),
  ),
  ...OTHERS.map(([text, isThere]) => [`resources: [map.yaml]\n${text}\n`, isThere] as const),
];

const below = (path: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${path}/${name}`, text]));

const FOR_A_PATH = /no such file|must resolve to a file|not directory|unable to find one of/;

/** What kustomize says of a folder, without what it only warns of; nothing where it builds it. */
const refusal = async (path: string): Promise<string> => {
  try {
    await promisify(execFile)(kubectl, ['kustomize', path]);
    return '';
  } catch (error) {
    const { stderr } = error as { readonly stderr: string };
    return FOR_A_PATH.test(stderr) ? MISSING : stderr;
  }
};

test('is an error where kustomize refuses it, and nowhere else', async () => {
  const trees = CASES.map(([text], i) => below(`${ODD}/${i}`, { ...BESIDE, 'kustomization.yaml': text }));
  const files = Object.assign({}, ...trees) as Readonly<Record<string, string>>;
  const root = folder(files);
  const refusals: string[] = [];
  for (let i = 0; i < CASES.length; i += AT_ONCE)
    refusals.push(
      ...(await Promise.all(CASES.slice(i, i + AT_ONCE).map((_, j) => refusal(join(root, ODD, String(i + j)))))),
    );
  expect(CASES.map(([text], i) => [text, refusals[i]])).toEqual(
    CASES.map(([text, isThere]) => [text, isThere ? '' : MISSING]),
  );
  const problems = (await problemsWith(files)).filter((problem) => !problem.includes('warning:'));
  expect(CASES.map(([text], i) => [text, places(problems, `${ODD}/${i}/`)])).toEqual(
    CASES.map(([text, isThere]) => [text, isThere ? [] : ['kustomization.yaml']]),
  );
}, 120_000);

const AT_ONCE = 8;
const MISSING = 'a path that leads nowhere';

const places = (problems: readonly string[], start: string): readonly string[] =>
  problems
    .filter((problem) => problem.startsWith(start))
    .map((problem) => problem.slice(start.length).replace(/:\d+:\d+ .*/s, ''));

test('a link is followed', async () => {
  const root = folder(below(ODD, { ...BESIDE, 'kustomization.yaml': 'resources: [link.yaml]\n' }));
  symlinkSync('map.yaml', join(root, ODD, 'link.yaml'));
  expect(spawnSync(kubectl, ['kustomize', join(root, ODD)]).status).toBe(0);
  expect(await checkDelivered(root, modelOf(GADGETS))).toEqual([]);
});

test.each([
  'https://example.com/a.yaml',
  'github.com/acme/base//folder?ref=v1',
  'git@example.com:acme/base',
  'ssh://git@example.com/acme/base',
  'git::https://example.com/acme/base',
  '../../../../../elsewhere',
])('what is elsewhere is not missing: %s', async (resource) => {
  expect(await problemsWith({ [`${ODD}/kustomization.yaml`]: `resources: ["${resource}"]\n` })).toEqual([]);
});

test('a name that is nearly one is told', async () => {
  const path = 'deploy/flux/instances/staging/kustomization.yaml';
  expect(await problemsWith({ [path]: 'resources:\n  - ../bass\n' })).toEqual([
    `${path}:2:5  resources[0]: "../bass" is not there: deploy/flux/instances/bass is missing, and kustomize builds nothing without it. Did you mean "../base"?`,
  ]);
});

describe('Kustomizations of Flux', () => {
  const OWN = 'deploy/flux/clusters/staging/own';
  const kustomization = (spec: string): Readonly<Record<string, string>> => ({
    [`${OWN}/more.yaml`]: `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: more, namespace: flux-system}\nspec:\n  sourceRef: {kind: OCIRepository, name: gadget-operator-manifests}\n  ${spec}\n`,
  });

  test.each([
    'path: ./instances/base',
    'path: /instances/base/',
    'path: instances\n  components: [base]\n  ignoreMissingComponents: true',
    'path: instances/base\n  components: [../none]\n  ignoreMissingComponents: true',
    'interval: 1h',
  ])('%j is well', async (spec) => {
    expect(await problemsWith(kustomization(spec))).toEqual([]);
  });

  test.each([
    [
      'path: ./instances/stagin',
      '6:9  spec.path: "./instances/stagin" is not there: Flux would look for deploy/flux/instances/stagin. Did you mean "./instances/staging"?',
    ],
    [
      'path: deploy/flux/instances/base',
      '6:9  spec.path: "deploy/flux/instances/base" is not there: Flux would look for deploy/flux/deploy/flux/instances/base. Write it, or name another.',
    ],
    [
      'path: instances/base/gadget.yaml',
      '6:9  spec.path: "instances/base/gadget.yaml" is a file, and Flux builds folders. Write it, or name another.',
    ],
    [
      'path: instances/staging\n  components: [../bass]',
      '7:16  spec.components[0]: "../bass" is not there: deploy/flux/instances/bass is missing, and kustomize builds nothing without it. Did you mean "../base"?',
    ],
  ])('%j is not', async (spec, problem) => {
    expect(await problemsWith(kustomization(spec))).toEqual([`${OWN}/more.yaml:${problem}`]);
  });

  test('the source of a cluster may be another repository', async () => {
    const files = kustomization('path: somewhere');
    const [path = ''] = Object.keys(files);
    expect(await problemsWith({ [path]: files[path]!.replace('gadget-operator-manifests', 'flux-system') })).toEqual(
      [],
    );
  });
});

test('files that the user has deleted are missing; those of a new environment are yet to come', async () => {
  const root = folder({ 'spec.yaml': GADGETS });
  const io = (cwd: string) => ({ cwd, version: '0.1.0' });
  expect(await main(['new', '--spec', 'spec.yaml', '--output', 'p'], io(root))).toMatchObject({ code: 0, err: '' });
  const project = join(root, 'p');
  put(project, { 'operator.yaml': GADGETS.replace('[staging,', '[staging, test,') });
  expect((await main(['check'], io(project))).err).not.toContain('is not there');
  put(project, { 'operator.yaml': GADGETS });
  for (const path of ['clusters/staging/own', 'clusters/production/operator/values.yaml', 'instances/production'])
    rmSync(join(project, 'deploy/flux', path), { recursive: true });
  for (const command of [['check'], ['publish', '--dry-run']]) {
    const { code, err } = await main(command, io(project));
    expect(code).not.toBe(0);
    expect(err.match(/deploy\/\S+:\d+:\d+ {2}\S+ "\S+"/g)).toEqual([
      'deploy/flux/clusters/production/instances.yaml:14:9  spec.path: "./instances/production"',
      'deploy/flux/clusters/production/operator/kustomization.yaml:7:11  patches[0].path: "values.yaml"',
      'deploy/flux/clusters/staging/kustomization.yaml:11:5  components[0]: "own"',
    ]);
  }
});
