/** A release that breaks those who upgrade to it: told by `bundle`, at its places in the spec, and made all the same. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { edit, k8sOperator, lastingFolder, write } from './program.ts';
import { done } from './releases.ts';

const SPEC = `apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata: {name: depot-operator}
spec:
  domain: example.com
  description: Runs depots.
  apis:
    - kind: Depot
      group: storage
      versions:
        - name: v1
          schema:
            spec:
              type: object
              properties:
                rooms: {type: integer}
                city: {type: string}
    - kind: Shelf
      group: storage
      versions: [{name: v1, schema: {spec: {type: object}}}]
  delivery:
    olm:
      provider: {name: Acme, url: https://example.com}
      maintainers: [{name: Jane Doe, email: jane@example.com}]
      links: [{name: Documentation, url: https://example.com/docs}]
`;

let root = '';

/** What is told of the upgrade, at its line and column. */
const told = (err: string): readonly string[] =>
  [...err.matchAll(/operator\.yaml:(\d+:\d+ {2}warning): \S+: an upgrade from (.*?) \(/g)].map(
    ([, at, what]) => `${at}: ${what}`,
  );

beforeAll(() => {
  const folder = lastingFolder();
  write(folder, 'spec.yaml', SPEC);
  done(k8sOperator(folder, 'new', '--spec', 'spec.yaml', '--output', 'op'));
  root = join(folder, 'op');
  done(k8sOperator(root, 'bundle', '--version', '0.1.0'));
});

test('a field that is gone, a type that is another, and a kind that went to another group', () => {
  edit(root, 'operator.yaml', (text) =>
    text
      .replace('rooms: {type: integer}', 'rooms: {type: string}')
      .replace(/\n *city: .*/, '')
      .replace('kind: Shelf\n      group: storage', 'kind: Shelf\n      group: shelves'),
  );
  const { code, out, err } = k8sOperator(root, 'bundle', '--version', '0.2.0');
  expect({ code, told: told(err) }).toEqual({
    code: 0,
    told: [
      '15:15  warning: 0.1.0 breaks Depot v1: the field .spec.city is gone',
      '16:25  warning: 0.1.0 breaks Depot v1: the type was "integer" and is "string"',
      '17:7  warning: 0.1.0 breaks Shelf: the API shelves.storage.example.com is gone: shelves.shelves.example.com is another one',
    ],
  });
  expect(out).toContain('Release 0.2.0: in stable; replaces 0.1.0.');
});

test('nothing where nothing breaks, and nothing twice', () => {
  edit(root, 'operator.yaml', (text) =>
    text.replace('rooms: {type: string}', '$&\n                street: {type: string}'),
  );
  expect(k8sOperator(root, 'bundle', '--version', '0.3.0')).toMatchObject({ code: 0, err: '' });
  expect(k8sOperator(root, 'update')).toMatchObject({ code: 0, err: '' });
  // In the upgrade graph alone: what 0.2.0 breaks was told when it was made.
  expect(k8sOperator(root, 'bundle', '--version', '0.2.0', '--channels', 'stable,fast').err).toBe('');
});

test('what those of the last good release meet, where the releases between are skipped', () => {
  const { code, err } = k8sOperator(root, 'bundle', '--version', '0.4.0', '--skips', '0.2.0,0.3.0');
  expect({ code, count: told(err).length }).toEqual({ code: 0, count: 3 });
});

test('a Kubernetes that is newer, at what needs it, or where it is written', () => {
  edit(root, 'operator.yaml', (text) =>
    text.replace(
      '        - name: v1\n          schema:',
      '        - name: v1\n          selectableFields: [{jsonPath: .spec.street}]\n          schema:',
    ),
  );
  expect(k8sOperator(root, 'bundle', '--version', '0.5.0').err).toMatch(
    /operator\.yaml:\d+:\d+ {2}warning: spec\.apis\[0\]\.versions\[0\]\.selectableFields: an upgrade from 0\.4\.0 takes Kubernetes 1\.31\.0, where 1\.30\.0 did: OLM does not finish it on older clusters\./,
  );
  expect(k8sOperator(root, 'bundle', '--version', '0.6.0')).toMatchObject({ code: 0, err: '' });
  edit(root, 'operator.yaml', (text) => text.replace('    olm:\n', '    olm:\n      minKubeVersion: 1.32.0\n'));
  expect(k8sOperator(root, 'bundle', '--version', '0.7.0').err).toMatch(
    /operator\.yaml:\d+:\d+ {2}warning: spec\.delivery\.olm\.minKubeVersion: an upgrade from 0\.6\.0 takes Kubernetes 1\.32\.0, where 1\.31\.0 did/,
  );
});

test('what an older release had in v1beta1, which was made elsewhere', () => {
  const folder = lastingFolder();
  write(folder, 'spec.yaml', SPEC);
  done(k8sOperator(folder, 'new', '--spec', 'spec.yaml', '--output', 'op'));
  const own = join(folder, 'op');
  const released = join(own, 'deploy/olm/operators/depot-operator/0.1.0');
  cpSync(join(own, 'bundle'), released, { recursive: true });
  const crd = join(released, 'manifests/storage.example.com_depots.yaml');
  const { spec, ...object } = parse(readFileSync(crd, 'utf8')) as Crd;
  const { versions, ...rest } = spec;
  const old = { ...rest, version: 'v1', validation: versions[0]!.schema, preserveUnknownFields: false };
  writeFileSync(crd, JSON.stringify({ ...object, apiVersion: 'apiextensions.k8s.io/v1beta1', spec: old }));
  edit(own, 'operator.yaml', (text) =>
    `${text}      releases: [{version: 0.1.0, channels: [stable]}]\n`.replace(
      'rooms: {type: integer}',
      'rooms: {type: string}',
    ),
  );
  expect(told(k8sOperator(own, 'bundle', '--version', '0.2.0').err)).toEqual([
    '16:25  warning: 0.1.0 breaks Depot v1: the type was "integer" and is "string"',
  ]);
});

interface Crd {
  readonly spec: { readonly versions: readonly { readonly schema: object }[] };
}
