/** docs/delivery.md: only what is switched on, and commands that are about files which are there. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Model } from '../../../generators/core/model/model.ts';
import { planFiles } from '../../../generators/core/plan/files.ts';
import { docsFiles } from '../../../generators/core/plan/docs.ts';
import { commandNamed } from '../../../generators/core/command/commands.ts';
import { findTools } from '../../control-plane/tools.ts';
import { GADGETS, modelOf } from '../delivered/project.ts';
import { deliveredModels } from '../flux/delivered-models.ts';
import { memcachedModel } from '../models.ts';
import { hostileModel } from '../objects/hostile-model.ts';

const { kubectl, helm } = await findTools();

const text = (model: Model): string =>
  String(docsFiles(model).find(({ path }) => path === 'docs/delivery.md')?.content);

const flux = (more: string): Model =>
  modelOf(GADGETS.replace('      environments:', `      ${more}\n      environments:`));
const EVERYTHING = flux(
  [
    'instance: true',
    'secret: registry-credentials',
    'git: {url: https://github.com/acme/gadget-operator, secret: git-credentials}',
    'verify: {}',
    'decryption: {recipients: [age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p]}',
    'tenants: [{name: team-a}]',
    'imageAutomation: {}',
    'values: [{kind: ConfigMap, name: gadget-values, optional: true}]',
    'notifications: {type: slack, channel: ops, secret: slack-url, receiver: {}}',
  ].join('\n      '),
);
const SEPARATE = modelOf(GADGETS.replace('helm: {}', 'helm: {crds: separate}\n    olm: {}'));
const HELM = modelOf(GADGETS.replace(/^ {4}flux:[^]*/m, ''));
const STATIC = modelOf(GADGETS.replace(/^ {4}flux:[^]*/m, '').replace('helm: {}', 'helm: {crds: static}'));

const models: readonly (readonly [string, Model])[] = [
  ['memcached', memcachedModel()],
  ['everything', EVERYTHING],
  ['separate CRDs', SEPARATE],
  ['Helm alone', HELM],
  ['static CRDs', STATIC],
  ['no kinds', memcachedModel({ apis: [] })],
  ...Object.entries(deliveredModels()),
  ['hostile texts', { ...hostileModel(), displayName: '`a` *b* <c> `d |\n# e' }],
];

const headings = (model: Model): readonly string[] =>
  [...text(model).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading!);

test('what is switched off has no section', () => {
  expect(headings(HELM)).toEqual(['By Helm alone', 'Publishing', 'Without internet', 'Upgrades', 'Uninstall']);
  expect(headings(memcachedModel())).toEqual([
    'From an empty cluster, by Flux',
    'By Helm alone',
    'By OLM',
    'Publishing',
    'Environments',
    'Values',
    'Without internet',
    'Upgrades',
    'Uninstall',
  ]);
});

test('what is switched on has one', () => {
  expect(headings(EVERYTHING)).toEqual(
    expect.arrayContaining([
      'What a cluster brings',
      'Variables',
      'Tenants',
      'New versions by themselves',
      'Notifications',
      'Signatures',
      'Secrets',
    ]),
  );
});

test('nothing is said where nothing is delivered', () => {
  const { registry } = memcachedModel().delivery;
  expect(docsFiles(memcachedModel({ delivery: { registry } })).map(({ path }) => path)).not.toContain(
    'docs/delivery.md',
  );
});

test('what the operator is called is no markup', () => {
  const model = memcachedModel({ displayName: '`a` *b* <c> `d |\n# e' });
  expect(text(model)).toContain(String.raw`How \`a\` \*b\* \<c\> \`d \| \# e 0.1.0 gets into a cluster`);
});

test('by Flux it is five commands', () => {
  const [, section = ''] = text(memcachedModel()).split(/^## /m);
  expect(commandsIn(section)).toHaveLength(5);
});

test('a registry that speaks plain HTTP is spoken to so by every program that has to be told', () => {
  const commands = commandsIn(text(flux('insecure: true\n      tenants: [{name: team-a}]')));
  const remote = commands.filter((command) => /^(?:helm|flux) .*oci:\/\/ghcr\.io\/acme/.test(command));
  expect(
    remote.map((command) => command.replace(/^(\S+ \S+) .*? (--\S+-registry|--plain-http)\b.*$/, '$1 $2')),
  ).toEqual(['helm install --plain-http', 'flux push --insecure-registry']);
});

describe('by Helm alone, with Flux on', () => {
  const section = (model: Model, heading: string): string =>
    text(model).replaceAll('\n', ' ').split(` ## ${heading} `)[1]?.split(' ## ')[0] ?? '';

  test('is upgraded, taken back and taken away', () => {
    const model = modelOf(GADGETS.replace('helm: {}', 'helm: {crds: static}'));
    expect(section(model, 'Upgrades')).toMatch(
      /`helm upgrade` leaves CustomResourceDefinitions as they are: apply them before, with `kubectl apply .*\/crds`\..* By Helm alone, step 3 is `helm upgrade gadget-operator oci:\S+ --version 0\.1\.0 [^`]*`, with the new version\. Back again: `helm rollback gadget-operator /,
    );
    expect(commandsIn(text(model)).slice(-3)).toEqual([
      expect.stringMatching(/^kubectl delete --kustomize /),
      'kubectl delete gadgets.demo.example.com --all --all-namespaces',
      'helm uninstall gadget-operator --namespace gadget-operator-system',
    ]);
  });

  test('with a chart of the definitions, which is upgraded before', () => {
    expect(section(SEPARATE, 'Upgrades')).toMatch(
      /step 3 is `helm upgrade gadget-operator-crds oci:\S+-crds [^`]*`, then `helm upgrade gadget-operator oci:/,
    );
  });
});

/** Indented lines; those of a loop are one. */
const commandsIn = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/(?<=^\n)(?: {4}.*\n?)+/gm)].flatMap(([block]) =>
    block
      .replaceAll(/^ {4}/gm, '')
      .trim()
      .split(/\n(?! |done)/),
  );

const KNOWN = new Set([
  'kubectl',
  'helm',
  'docker',
  'npx',
  'git',
  'flux',
  'cosign',
  'while',
  'for',
  'sed',
  'curl',
  'crane',
  'data:',
]);

describe.each(models)('the commands for %s', (_title, model) => {
  const commands = commandsIn(text(model));

  test('are of programs that are spoken of, and no shell takes them apart', () => {
    for (const command of commands) {
      expect(KNOWN).toContain(command.split(/\s/)[0]);
      if (!command.startsWith('data:')) execFileSync('bash', ['-n', '-c', command]);
    }
    for (const [, name] of text(model).matchAll(/npx generator-k8s-operator (\w+)/g))
      expect(commandNamed(name!)).toBeDefined();
  });

  test('name files that are generated, which kubectl and helm can build', async () => {
    const root = mkdtempSync(join(tmpdir(), 'delivery-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    const files = await planFiles(model);
    for (const { path, content } of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    const named = (pattern: RegExp) => commands.flatMap((command) => Array.from(command.matchAll(pattern)));
    const paths = new Set(files.map(({ path }) => path));
    for (const [, folder] of named(/--kustomize (\S+)/g))
      expect(execFileSync(kubectl, ['kustomize', folder!], { cwd: root, encoding: 'utf8' })).not.toBe('');
    for (const [, release, chart] of named(/helm install (\S+) (charts\/\S+)/g))
      expect(execFileSync(helm, ['template', release!, chart!], { cwd: root, encoding: 'utf8' })).not.toBe('');
    for (const [, file] of named(/--filename ((?!https:|-$)\S+)/g))
      expect([...paths].filter((path) => path === file || path.startsWith(`${file}/`))).not.toEqual([]);
    const links = [...text(model).matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, path]) => path);
    for (const link of links) expect(paths).toContain(link);
  });

  test('leave no gap in the text', () => {
    expect(text(model)).not.toMatch(/undefined|\[object|\{\{|\n\n\n| \n/);
  });
});
