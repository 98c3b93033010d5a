/** Trees below deploy/ as people have them. What kustomize makes of a folder is asked of the real one. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkDelivered } from '../../../generators/core/delivered/check.ts';
import { findTools } from '../../control-plane/tools.ts';
import { folder, put } from '../apply/tree.ts';
import { GADGETS, inEnvironment, modelOf, problemsWith } from './project.ts';

const { kubectl } = await findTools();

/** What kustomize prints of a folder with these files. */
const kustomize = (files: Readonly<Record<string, string>>): string => {
  const { status, stdout, stderr } = spawnSync(kubectl, ['kustomize', folder(files)], { encoding: 'utf8' });
  return status === 0 ? stdout : stderr;
};

const places = (problems: readonly string[]) => problems.map((problem) => problem.replace(/ .*/, ''));
const OLD = 'apiVersion: helm.toolkit.fluxcd.io/v2beta1\nkind: HelmRelease\nmetadata: {name: a}\n';
const ODD = 'deploy/flux/odd';

describe('old versions are found', () => {
  test.each([
    ['between empty documents', `---\n# none\n---\n---\n${OLD}---\n...\n`, ['5:13']],
    ['with the line ends of Windows', `${OLD}---\n${OLD}`.replaceAll('\n', '\r\n'), ['1:13', '5:13']],
    ['behind a byte order mark', `\ufeff${OLD}`, ['1:13']],
    ['in a List', `apiVersion: v1\nkind: List\nitems:\n- ${OLD.replaceAll('\n', '\n  ').trimEnd()}\n`, ['4:15']],
    [
      'behind an alias',
      `x: &v helm.toolkit.fluxcd.io/v2beta1\nspec: {a: {apiVersion: *v, kind: HelmRelease}}\n`,
      ['2:24'],
    ],
    [
      'behind a merge key',
      'x: &b {apiVersion: image.toolkit.fluxcd.io/v1beta1}\nspec: [{<<: *b, kind: ImagePolicy}]\n',
      ['1:20'],
    ],
    [
      'in a patch of a Kustomization of Flux',
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:\n  patches:\n  - patch: |\n      kind: HelmRelease\n      apiVersion: helm.toolkit.fluxcd.io/v2beta2\n',
      ['7:19'],
    ],
    [
      'in the target of a patch',
      'kind: Kustomization\npatches: [{path: a.yaml, target: {group: helm.toolkit.fluxcd.io, version: v2beta2, kind: HelmRelease}}]\n',
      ['2:75'],
    ],
    ['as JSON', '{"kind": "Receiver", "apiVersion": "notification.toolkit.fluxcd.io/v1beta2"}\n', ['1:36']],
  ])('%s', async (title, text, found) => {
    const path = `${ODD}/a.${title === 'as JSON' ? 'json' : 'yaml'}`;
    expect(places(await problemsWith({ [path]: text }))).toEqual(found.map((place) => `${path}:${place}`));
  });

  test('and nothing is followed out of the folder, or waited for', async () => {
    const model = modelOf(GADGETS);
    const root = folder({
      'deploy/odd/old.yml': OLD,
      'deploy/odd/.git/a.yaml': OLD,
      'deploy/node_modules/a.yaml': OLD,
    });
    mkdirSync(join(root, 'deploy/odd/folder.yaml'));
    symlinkSync('..', join(root, 'deploy/odd/loop'));
    symlinkSync('nowhere', join(root, 'deploy/odd/broken.yaml'));
    symlinkSync('loop.yaml', join(root, 'deploy/odd/loop.yaml'));
    expect(spawnSync('mkfifo', [join(root, 'deploy/odd/pipe.yaml')]).status).toBe(0);
    const problems = await checkDelivered(root, model, []);
    expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual(['deploy/odd/old.yml:1']);
  });
});

describe('what is no YAML', () => {
  const BROKEN = '{{- if x }}\na: {{ b }}\n';

  test.each([
    ['a tab', 'a:\n\tb: 1\n', '2:1'],
    ['a key twice', 'a: 1\nb: 2\na: 3\n', '3:1'],
    ['an open list', 'a: [1, 2\nb: 3\n', '2:1'],
    ['no text', '\u0000\u0001', '1:1'],
    ['an alias of nothing', 'a: *b\n', '1:4'],
  ])('is told at its place: %s', async (_title, text, place) => {
    expect(places(await problemsWith({ [`${ODD}/a.yaml`]: text }))).toEqual([`${ODD}/a.yaml:${place}`]);
  });

  test('is nobody’s in the templates of a chart', async () => {
    const files = { [`${ODD}/chart/Chart.yaml`]: 'name: x\n', [`${ODD}/chart/templates/tests/a.yaml`]: BROKEN };
    expect(await problemsWith(files)).toEqual([]);
  });

  test('is an error where a kustomization names it, a warning where none does, and nothing where it is data', async () => {
    const files = {
      [`${ODD}/kustomization.yaml`]: 'resources: [a.yaml]\nconfigMapGenerator: [{name: x, files: [x=c.yaml]}]\n',
      [`${ODD}/a.yaml`]: BROKEN,
      [`${ODD}/b.yaml`]: BROKEN,
      [`${ODD}/c.yaml`]: BROKEN,
      [`${ODD}/d.json`]: '// comments\n{"a": 1}\n',
    };
    const problems = await problemsWith(files);
    expect([...new Set(problems.map((problem) => problem.replace(/:\S+ {2}(?:(warning:).*|.*)$/, ' $1')))]).toEqual([
      `${ODD}/a.yaml `,
      `${ODD}/b.yaml warning:`,
    ]);
  });
});

describe('as kustomize reads it', () => {
  const WORDS =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: words}\ndata: {on: yes, y: no, A: off, B: !secret x}\n';

  test('yes and no are texts, and tags nothing', async () => {
    expect(kustomize({ 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': WORDS })).toBe(
      'apiVersion: v1\ndata:\n  A: "off"\n  B: x\n  "on": "yes"\n  "y": "no"\nkind: ConfigMap\nmetadata:\n  name: words\n',
    );
    expect(await problemsWith({ [`${ODD}/a.yaml`]: WORDS })).toEqual([]);
  });

  test('they are for kubectl what YAML 1.1 says', async () => {
    expect(places(await problemsWith({ 'deploy/a.yaml': WORDS.replace('on: yes, y: no, ', '') }))).toEqual([
      'deploy/a.yaml:4:11',
    ]);
  });

  test('they are variables, too', async () => {
    const runtime = 'deploy/flux/clusters/staging/runtime-info.yaml';
    const info = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: gadget-operator-runtime-info, namespace: flux-system}\ndata: {WORD: on}\n`;
    const files = { ...inEnvironment('staging', 'level: is-${WORD}'), [runtime]: info };
    expect(await problemsWith(files)).toEqual([]);
  });

  test('JSON that it is told to take is substituted, too', async () => {
    const object = {
      apiVersion: 'demo.example.com/v1',
      kind: 'Gadget',
      metadata: { name: 'j' },
      spec: { size: '${REGION}' },
    };
    const files = {
      'deploy/flux/instances/staging/kustomization.yaml': 'resources: [../base, j.json]\n',
      'deploy/flux/instances/staging/j.json': JSON.stringify(object),
    };
    expect(places(await problemsWith(files))).toEqual(['deploy/flux/instances/staging/j.json:1:92']);
  });
});

describe('files of generated ConfigMaps', () => {
  const folder = 'deploy/flux/instances/staging';
  const SCRIPT = 'set -e\necho ${REGION} $HOME\nfor x in ${LIST}; do :; done\n';
  const generated = (generator: string, more = '') => ({
    [`${folder}/kustomization.yaml`]: `resources: [../base]\n${generator}: [{name: x, files: [run.sh, a=level.txt]${more}}]\n`,
    [`${folder}/run.sh`]: SCRIPT,
    [`${folder}/level.txt`]: '${LEVEL}',
  });

  test('are texts, which Flux substitutes', async () => {
    expect(
      (await problemsWith(generated('configMapGenerator'))).map((problem) =>
        problem.replace(/(staging(?:,|:) \w+).*/, '$1'),
      ),
    ).toEqual([
      `${folder}/level.txt:1:1  "\${LEVEL}" becomes 7 in staging, and`,
      `${folder}/run.sh:3:10  LIST has no value in staging: Flux`,
    ]);
  });

  test('are left alone where the user says so, or where they are base64', async () => {
    const mark =
      ', options: {annotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}}, literals: ["A=${NONE}"]';
    expect(await problemsWith(generated('configMapGenerator', mark))).toEqual([]);
    expect(await problemsWith(generated('secretGenerator', ', literals: ["A=${NONE}"]'))).toEqual([]);
  });

  test('cannot be ones outside of the project', async () => {
    const files = generated('configMapGenerator');
    const path = `${folder}/kustomization.yaml`;
    expect(
      await problemsWith({
        ...files,
        [path]: files[path]!.replace('run.sh, a=level.txt', '../../../../../../../etc/passwd'),
      }),
    ).toEqual([]);
  });
});

describe('what SOPS encrypted', () => {
  const cluster = 'deploy/flux/clusters/staging';
  const sops = (name: string, data: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: flux-system}\ndata: {${data}}\nsops: {mac: ENC, version: 3.9.0}\n`;

  test('has variables that only the cluster knows', async () => {
    const files = {
      ...inEnvironment('staging', 'size: ${SECRET}'),
      [`${cluster}/runtime-info.yaml`]: sops('gadget-operator-runtime-info', 'SECRET: "ENC[AES256_GCM,data:x]"'),
    };
    expect(await problemsWith(files)).toEqual([]);
  });

  test('has values that are not read', async () => {
    const files = {
      [`${cluster}/own/release.yaml`]:
        'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: gadget-operator}\nspec: {chartRef: {kind: OCIRepository, name: gadget-operator}, valuesFrom: [{kind: ConfigMap, name: v}]}\n',
      [`${cluster}/own/values.yaml`]: sops('v', 'values.yaml: "ENC[AES256_GCM,data:x]"'),
    };
    expect(await problemsWith(files)).toEqual([]);
  });
});

test('a number is no variable in a Kustomization of Flux either', async () => {
  const path = 'deploy/flux/clusters/staging/own/k.yaml';
  const text =
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {postBuild: {substitute: {A: 1, B: yes}}}\n';
  expect(places(await problemsWith({ [path]: text }))).toEqual([`${path}:3:36`]);
});

test('a repository of others’ tools has no problem', async () => {
  const root = folder();
  put(root, {
    'deploy/terraform/a.yaml.tpl': '${x}',
    'deploy/ansible/a.yaml': '- hosts: all\n  vars: {x: "{{ y }}"}\n',
    'deploy/chart/templates/a.yaml': '{{ if }}\n',
    'deploy/dashboards/a.json': '{"panels": [{"target": "x"}]}',
    'deploy/events.json': '{"a": 1}\n{"a": 2}\n',
  });
  expect(await checkDelivered(root, modelOf(GADGETS), [])).toEqual([]);
});
