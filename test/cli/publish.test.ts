/** `publish` by the real bin into a registry, and what is there then. */
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { FakeRegistry } from '../unit/publish/fake-registry.ts';
import { edit, folder, git, k8sOperator, read, repository, type Run, tree, write } from './program.ts';
import { json, operator, type Options, publishIn, start, to } from './publishing.ts';

let root: string;
beforeEach(() => {
  root = operator();
});

const publish = async (args: readonly string[], options: Options = {}): Promise<Run> => publishIn(root, args, options);

const SHA = 'sha256:[0-9a-f]{64}';

describe('publish', () => {
  test('pushes chart and manifests, and says under which digests, and how they are signed', async () => {
    const registry = await start();
    const before = tree(root);
    const { code, out, err } = await publish(to(registry));
    expect(code).toBe(0);
    const [chart, manifests] = ['charts', 'manifests'].map(
      (kind) => `${registry.host}/acme/${kind}/memcached-operator`,
    );
    expect(out).toMatch(
      new RegExp(
        `^  pushed   oci://${chart}:0\\.1\\.0@${SHA}\n  pushed   oci://${manifests}:0\\.1\\.0@${SHA}\n` +
          `2 artifacts pushed in \\d+\\.\\d s\\.\n[^\n]+:\n` +
          `  cosign sign --allow-http-registry ${chart}@${SHA}\n  cosign sign --allow-http-registry ${manifests}@${SHA}\n$`,
      ),
    );
    expect(err).toContain('clusters pull from oci://ghcr.io/acme/charts/memcached-operator and');
    expect(err).toContain(`uploading ${chart}:0.1.0`);
    expect([...registry.tags.keys()]).toEqual([
      'acme/charts/memcached-operator:0.1.0',
      'acme/manifests/memcached-operator:0.1.0',
    ]);
    expect(tree(root)).toEqual(before);
  });

  test('again: everything is there, and nothing is pushed', async () => {
    const registry = await start();
    await publish(to(registry));
    const { code, out } = await publish(to(registry));
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}as is {4}oci:\/\/[^]+\nEverything is there already; nothing was pushed\.\n/);
  });

  test('--dry-run says what would be pushed without asking anybody', async () => {
    const registry = await start();
    const dry = await publish([...to(registry), '--dry-run']);
    expect(dry).toMatchObject({ code: 0 });
    expect(registry.seen).toEqual([]);
    const digests = dry.out.match(new RegExp(`:0\\.1\\.0@${SHA} `, 'g'));
    expect(digests).toHaveLength(2);
    expect(dry.out).toMatch(/kB {2}application\/vnd\.cncf\.helm\.chart\.content\.v1\.tar\+gzip\n/);
    expect(dry.out).toMatch(/\nNothing was pushed \(dry run\)\.\n$/);
    const { out } = await publish(to(registry));
    for (const digest of digests!) expect(out).toContain(digest.trim());
  });

  test('--json is one document, and nothing else', async () => {
    const registry = await start();
    const dry = await publish([...to(registry), '--dry-run', '--json']);
    const real = await publish([...to(registry), '--json']);
    expect(real).toMatchObject({ code: 0, err: '' });
    const address = `oci://${registry.host}/acme/charts/memcached-operator`;
    expect(json(real)).toMatchObject({
      command: 'publish',
      outcome: 'published',
      exitCode: 0,
      dryRun: false,
      pushed: true,
    });
    const [chart] = json(real).artifacts;
    expect(chart).toMatchObject({
      kind: 'chart',
      folder: 'charts/memcached-operator',
      state: 'pushed',
      address,
      tag: '0.1.0',
    });
    expect(chart!['reference']).toBe(`${address.slice('oci://'.length)}@${String(chart!['digest'])}`);
    expect(json(dry).artifacts.map(({ digest, state }) => [digest, state])).toEqual(
      json(real).artifacts.map(({ digest }) => [digest, 'planned']),
    );
  });
});

describe('a version that is there with other content', () => {
  const change = (): void => write(root, 'charts/memcached-operator/templates/extra.yaml', '# mine\n');

  test('is refused with both digests and the ways out, and stays as it is', async () => {
    const registry = await start();
    await publish(to(registry));
    const before = new Map(registry.tags);
    change();
    const { code, out, err } = await publish(to(registry));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(
      new RegExp(
        `charts/memcached-operator:0\\.1\\.0  has other content already:\n    there  ${SHA}\n    here   ${SHA}\n`,
      ),
    );
    expect(err).toContain('raise spec.version in operator.yaml');
    expect(err).toMatch(/\nNothing was pushed\.\n$/);
    expect(registry.tags).toEqual(before);
    const { outcome, exitCode, artifacts } = json(await publish([...to(registry), '--json']));
    expect({ outcome, exitCode }).toEqual({ outcome: 'taken', exitCode: 2 });
    expect(artifacts.map(({ state }) => state)).toEqual(['taken', 'present']);
    expect(artifacts[0]!['existing']).not.toBe(artifacts[0]!['digest']);
  });

  test('is replaced with --overwrite', async () => {
    const registry = await start();
    await publish(to(registry));
    change();
    const { code, out } = await publish([...to(registry), '--overwrite']);
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}replaced oci:.+\n {2}as is {4}oci:.+\n1 artifact pushed in /);
  });

  test('a raised version is another tag', async () => {
    const registry = await start();
    await publish(to(registry));
    change();
    edit(root, 'operator.yaml', (text) =>
      text.replace('\nspec:\n', '\nspec:\n  version: 0.2.0+b1\n').replace(/\n {2}version: 0\.1\.0\n/, '\n'),
    );
    expect(k8sOperator(root, 'update')).toMatchObject({ code: 0 });
    expect(await publish(to(registry))).toMatchObject({ code: 0 });
    expect([...registry.tags.keys()]).toContain('acme/charts/memcached-operator:0.2.0_b1');
  });
});

describe('in a repository', () => {
  const commit = (at: string, message: string): void => {
    git(at, 'add', '.');
    git(at, '-c', 'user.name=Somebody', 'commit', '--quiet', `--message=${message}`);
  };
  const annotations = async (registry: FakeRegistry, kind: string): Promise<Record<string, string>> => {
    const manifest = registry.tags.get(`acme/${kind}/memcached-operator:0.1.0`)!;
    return (JSON.parse(manifest.toString()) as { annotations: Record<string, string> }).annotations;
  };

  test('the artifacts say which commit they are of, the same in every clone', async () => {
    git(root, 'init', '--quiet', '--initial-branch=main');
    git(root, 'remote', 'add', 'origin', 'git@github.com:acme/memcached-operator.git');
    commit(root, 'an operator');
    git(root, 'tag', 'v0.1.0');
    const [registry, other] = [await start(), await start()];
    expect(await publish(to(registry))).toMatchObject({ code: 0, err: expect.not.stringContaining('last commit') });
    expect(await annotations(registry, 'manifests')).toEqual({
      'org.opencontainers.image.created': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      'org.opencontainers.image.source': 'https://github.com/acme/memcached-operator',
      'org.opencontainers.image.revision': expect.stringMatching(/^v0\.1\.0@sha1:[0-9a-f]{40}$/),
    });
    const clone = folder();
    git(clone, 'clone', '--quiet', '--config', 'core.autocrlf=true', root, 'memcached-operator');
    git(
      join(clone, 'memcached-operator'),
      'remote',
      'set-url',
      'origin',
      'https://token@github.com/acme/memcached-operator',
    );
    expect(read(clone, 'memcached-operator/charts/memcached-operator/Chart.yaml')).toContain('\r\n');
    root = join(clone, 'memcached-operator');
    expect(await publish(to(other))).toMatchObject({ code: 0 });
    expect([...other.tags].map(([tag, bytes]) => [tag, bytes.toString()])).toEqual(
      [...registry.tags].map(([tag, bytes]) => [tag, bytes.toString()]),
    );
  });

  test('another commit with the same charts and manifests changes nothing', async () => {
    git(root, 'init', '--quiet', '--initial-branch=main');
    commit(root, 'an operator');
    const registry = await start();
    await publish(to(registry));
    const before = new Map(registry.tags);
    write(root, 'NOTES.md', 'more\n');
    commit(root, 'more');
    expect(await publish(to(registry))).toMatchObject({
      code: 0,
      out: expect.stringContaining('Everything is there already'),
    });
    expect(registry.tags).toEqual(before);
  });

  test('what is not committed is of no commit, and that is said', async () => {
    git(root, 'init', '--quiet', '--initial-branch=main');
    commit(root, 'an operator');
    write(
      root,
      'deploy/flux/operator/mine.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: y}\n',
    );
    const registry = await start();
    const { code, err } = await publish(to(registry), { env: { SOURCE_DATE_EPOCH: '1000000000' } });
    expect(code).toBe(0);
    expect(err).toContain('deploy/flux/operator/mine.yaml  warning: is not as in the last commit');
    expect(await annotations(registry, 'manifests')).toEqual({
      'org.opencontainers.image.created': '2001-09-09T01:46:40Z',
    });
  });
});

test('its help says what it takes', () => {
  const { code, out } = k8sOperator(root, 'publish', '--help');
  expect(code).toBe(0);
  expect(out).toContain('Usage:  k8s-operator publish [oci://REGISTRY] [OPTIONS]');
  for (const option of ['dry-run', 'plain-http', 'overwrite', 'json']) expect(out).toContain(`--${option}`);
  expect(read(repository, 'docs/cli.md')).toContain('k8s-operator publish [oci://REGISTRY]');
});
