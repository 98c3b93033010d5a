/** The commands of docs/delivery.md about OLM, typed as they stand there, one after the other: each must work when its turn has come. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, k8sOperator, read, tree, write } from './program.ts';

const SPEC = `apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata: {name: depot-operator}
spec:
  domain: example.com
  image: registry.example.com:5000/team/depot-operator
  apis:
    # Not in the order of their names: that of files is another.
    - {group: storage, kind: Warehouse, scope: Cluster, versions: [{name: v1, schema: {spec: {type: object}}}]}
    - {group: storage, kind: Shelf, plural: shelves, versions: [{name: v1, schema: {spec: {type: object}}}]}
  delivery:
    olm: {channels: [candidate, stable]}
`;

/** The lines of the section that are typed. */
const commandsIn = (root: string): readonly string[] => {
  const [, section = ''] = read(root, 'docs/delivery.md').split('\n## By OLM\n');
  return [...section.split('\n## ')[0]!.matchAll(/^ {4}(.*)$/gm)].map(([, command]) => command!);
};

/** Those of this program, which are run. */
const typed = (commands: readonly string[]): readonly (readonly string[])[] =>
  commands.flatMap((command) => {
    const [, words] = /^npx generator-k8s-operator (.*)$/.exec(command) ?? [];
    return words === undefined ? [] : [words.split(' ')];
  });

/** Files that the others name. */
const named = (commands: readonly string[]): readonly string[] =>
  commands.flatMap((command) => [...command.matchAll(/ (?:-f|--file) (\S+)/g)].map(([, path]) => path!));

const newProject = (): string => {
  const root = folder();
  write(root, 'spec.yaml', SPEC);
  expect(k8sOperator(root, 'new', '--spec', 'spec.yaml', '--output', 'op')).toMatchObject({ code: 0 });
  return join(root, 'op');
};

test('release after release, and nothing is drift in between', () => {
  const project = newProject();
  const versions: string[] = [];
  for (const expected of ['0.1.0', '0.2.0', '0.3.0']) {
    const commands = commandsIn(project);
    expect(typed(commands)).toEqual([['bundle', '--version', expected, '--channels', 'candidate,stable']]);
    expect(named(commands)).toContain('bundle.Dockerfile');
    expect(named(commands).filter((path) => !existsSync(join(project, path)))).toEqual([]);
    for (const words of typed(commands)) expect(k8sOperator(project, ...words)).toMatchObject({ code: 0 });
    versions.push(expected);
    for (const word of ['check', 'catalog', 'check']) expect(k8sOperator(project, word)).toMatchObject({ code: 0 });
  }
  for (const version of versions)
    expect(existsSync(join(project, 'deploy/olm/operators/depot-operator', version))).toBe(true);
  expect(commandsIn(project)).toEqual(
    expect.arrayContaining([
      'docker build --push --tag registry.example.com:5000/team/depot-operator:0.3.0 .',
      'docker build --push --file bundle.Dockerfile --tag registry.example.com:5000/team/depot-operator-bundle:v0.3.0 .',
      'kubectl delete warehouses.storage.example.com --all',
      'kubectl delete shelves.storage.example.com --all --all-namespaces',
      'kubectl delete clusterextension depot-operator',
    ]),
  );
});

test('the folder of a release stays as it is, whatever is released later: community-operators takes no change of it', () => {
  const project = newProject();
  const kept = join(project, 'deploy/olm/operators/depot-operator/0.1.0');
  const done = (...words: readonly string[]): void => expect(k8sOperator(project, ...words)).toMatchObject({ code: 0 });
  done('bundle', '--version', '0.1.0', '--channels', 'candidate');
  const before = tree(kept);
  expect(before['release-config.yaml']).toContain('defaultChannel: candidate');
  done('bundle', '--version', '0.2.0', '--channels', 'candidate,stable');
  for (const words of [
    ['check'],
    ['bundle'],
    ['catalog'],
    ['bundle', '--version', '0.1.0', '--channels', 'fast,candidate'],
    ['check'],
  ])
    done(...words);
  expect(tree(kept)).toEqual(before);
  rmSync(join(kept, 'release-config.yaml'));
  expect(k8sOperator(project, 'update')).toMatchObject({
    code: 1,
    err: expect.stringContaining(
      '0.1.0/release-config.yaml  is part of a release, and is not there. Restore it from git.',
    ),
  });
});
