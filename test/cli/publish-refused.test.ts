/** What `publish` refuses, and what it says of registries that refuse. */
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { startFakeRegistry } from '../unit/publish/fake-registry.ts';
import { edit, k8sOperator, type Run, write } from './program.ts';
import { homeOf, operator, type Options, publishIn, start, to } from './publishing.ts';

let root: string;
beforeEach(() => {
  root = operator();
});

const publish = async (args: readonly string[], options: Options = {}): Promise<Run> => publishIn(root, args, options);

describe('nothing is pushed', () => {
  const refused = async (args: readonly string[] = []): Promise<Run> => {
    const registry = await start();
    const result = await publish([...to(registry), ...args]);
    expect(registry.seen).toEqual([]);
    return result;
  };

  test('of a project that is not as its spec says', async () => {
    edit(root, 'operator.yaml', (text) =>
      text.replace('kind: Memcached\n', 'kind: Memcached\n      shortNames: [mc]\n'),
    );
    const { code, err } = await refused();
    expect(code).toBe(2);
    expect(err).toContain('  is out of date.\n');
    expect(err).toContain('Run "k8s-operator update": ');
    expect(err).toMatch(/Nothing was pushed\.\n$/);
  });

  test('of a chart that was edited, though it is no SemVer then', async () => {
    edit(root, 'charts/memcached-operator/Chart.yaml', (text) => text.replace('version: 0.1.0', 'version: v1'));
    const { code, err } = await refused(['--dry-run']);
    expect(code).toBe(2);
    expect(err).toContain('charts/memcached-operator/Chart.yaml  was edited by hand.');
  });

  test('of a wrong spec', async () => {
    edit(root, 'operator.yaml', (text) => text.replace('kind: Memcached\n', 'kind: mem cached\n'));
    const { code, err } = await refused();
    expect(code).toBe(1);
    expect(err).toMatch(/operator\.yaml:\d+:\d+ [^]+Nothing was pushed\.\n$/);
  });

  test('of values that the schema of the chart refuses', async () => {
    edit(root, 'charts/memcached-operator/values.yaml', (text) => `${text}\nnotAValue: 1\n`);
    const { code, err } = await refused();
    expect(code).toBe(1);
    expect(err).toMatch(/charts\/memcached-operator\/values\.yaml:\d+:\d+ .*notAValue/);
    expect(err).toMatch(/1 problem\. Nothing was pushed\.\n$/);
  });

  test('of anything, with all that is wrong told at once', async () => {
    edit(root, 'charts/memcached-operator/Chart.yaml', (text) => text.replace('version: 0.1.0', 'version: v1'));
    edit(root, 'charts/memcached-operator/values.yaml', (text) => `${text}\nnotAValue: 1\n`);
    const { code, err } = await refused();
    expect(code).toBe(2);
    expect(err).toMatch(/charts\/memcached-operator\/values\.yaml:\d+:\d+ .*notAValue/);
    expect(err).toContain('charts/memcached-operator/Chart.yaml  was edited by hand.');
    expect(err).toMatch(/2 problems\. Nothing was pushed\.\n$/);
  });

  test('of a manifest with a version of Flux that is gone', async () => {
    write(
      root,
      'deploy/flux/operator/mine.yaml',
      'apiVersion: source.toolkit.fluxcd.io/v1beta2\nkind: OCIRepository\nmetadata: {name: x, namespace: y}\n',
    );
    const { code, err } = await refused();
    expect(code).toBe(1);
    expect(err).toContain('deploy/flux/operator/mine.yaml:1:');
    expect(err).toContain('source.toolkit.fluxcd.io/v1');
  });

  test('outside of a project', async () => {
    rmSync(join(root, 'operator.yaml'));
    expect(await refused()).toMatchObject({ code: 1, err: expect.stringContaining('operator.yaml  there is none') });
  });

  test('at an hour that is none', async () => {
    const { code, err } = await publish(['--dry-run'], { env: { SOURCE_DATE_EPOCH: 'today' } });
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('"today" is no time') });
  });
});

test.each([
  [['ghcr.io/acme'], 'is no address in a registry'],
  [['oci://acme'], 'is no host of a registry'],
  [['oci://ghcr.io/acme:1'], 'ends in a tag'],
  [['oci://a.b/c', 'oci://d.e/f'], 'takes one oci://REGISTRY'],
  [['--force'], 'Unknown option --force.'],
])('%j is a wrong command line', async (args, message) => {
  const { code, out, err } = await publish(args);
  expect({ code, out }).toEqual({ code: 64, out: '' });
  expect(err).toContain(message);
});

describe('a registry', () => {
  test('that is not there is said to be so at once', async () => {
    const registry = await startFakeRegistry();
    await registry.close();
    const { code, err } = await publish(to(registry));
    expect(code).toBe(1);
    expect(err).toMatch(
      /127\.0\.0\.1:\d+ {2}nothing listens there\. Check host and port, and that the registry runs\.\n1 problem\. Nothing was pushed\.\n$/,
    );
  });

  test('that speaks plain HTTP is not spoken to so unless that is asked for', async () => {
    const registry = await start();
    const { code, err } = await publish([`oci://${registry.host}`]);
    expect({ code, seen: registry.seen }).toEqual({ code: 1, seen: [] });
    expect(err).toContain('it speaks plain HTTP, and HTTPS was asked for. If that is meant, use --plain-http');
  });

  test('of the spec is taken when none is given, as the spec says it speaks', async () => {
    const registry = await start();
    edit(root, 'operator.yaml', (text) =>
      text.replace(
        /\n {2}delivery:[^]*$/,
        `\n  delivery:\n    registry: oci://${registry.host}/mine\n    helm: {}\n    flux: {insecure: true}\n`,
      ),
    );
    expect(k8sOperator(root, 'update')).toMatchObject({ code: 0 });
    const { code, err } = await publish([]);
    // Nothing but that there is no git to take the source from.
    expect({ code, warnings: err.match(/^.*warning.*$/gm) }).toEqual({
      code: 0,
      warnings: [expect.stringContaining(' git ')],
    });
    expect([...registry.tags.keys()]).toEqual([
      'mine/charts/memcached-operator:0.1.0',
      'mine/manifests/memcached-operator:0.1.0',
    ]);
  });

  test('that asks for credentials gets those of docker', async () => {
    const registry = await start({ login: { scheme: 'bearer', user: 'me', password: 'secret' } });
    const anonymous = await publish(to(registry));
    expect(anonymous).toMatchObject({
      code: 1,
      err: expect.stringContaining('no credentials: looked in ~/.docker/config.json (not there)'),
    });
    const auth = Buffer.from('me:secret').toString('base64');
    write(homeOf(root), '.docker/config.json', JSON.stringify({ auths: { [registry.host]: { auth } } }));
    expect(await publish(to(registry))).toMatchObject({ code: 0 });
  });

  describe.skipIf(process.platform === 'win32')('that hangs is left by Ctrl-C with 130', () => {
    /** Ctrl-C at these words. */
    const at = (words: string): NonNullable<Options['onError']> => {
      let killed = false;
      return (text, kill) => {
        if (killed || !text.includes(words)) return;
        killed = true;
        kill('SIGINT');
      };
    };

    test.each(['connecting to', 'looking at', 'uploading'])('while it is %s: no tag is there', async (words) => {
      const registry = await start({
        fault: ({ method, path }) =>
          method === 'PUT' || words === 'connecting to' || (words === 'looking at' && path !== '/v2/')
            ? 'hang'
            : undefined,
      });
      const { code, out, err } = await publish(to(registry), { onError: at(words) });
      expect({ code, out }).toEqual({ code: 130, out: '' });
      expect(err).toMatch(/\nInterrupted\. Nothing was pushed\.\n$/);
      expect(registry.tags.size).toBe(0);
    });

    test('while a program with credentials hangs, and one that this has started', async () => {
      const registry = await start({ login: { scheme: 'basic', user: 'me', password: 'secret' } });
      write(homeOf(root), '.docker/config.json', '{"credsStore":"hung"}');
      const program = 'bin/docker-credential-hung';
      // Both end when the test's folder goes.
      write(homeOf(root), program, '#!/bin/sh\n: > "$0.runs"\n(while test -e "$0"; do sleep 0.1; done)\n:\n');
      chmodSync(join(homeOf(root), program), 0o755);
      const env = { PATH: `${homeOf(root)}/bin:${process.env['PATH']}` };
      let waits: NodeJS.Timeout | undefined;
      const onError: Options['onError'] = (_, kill) => {
        waits ??= setInterval(() => {
          if (!existsSync(join(homeOf(root), `${program}.runs`))) return;
          clearInterval(waits);
          kill('SIGINT');
        }, 20);
      };
      const { code, err } = await publish(to(registry), { env, onError });
      expect(code).toBe(130);
      expect(err).toMatch(/\nInterrupted\. Nothing was pushed\.\n$/);
    });

    test.each([
      ['charts', /\nInterrupted\. oci:\/\/\S+\/charts\/\S+:0\.1\.0@\S+ may have been set: run again to see\.\n$/],
      [
        'manifests',
        /\nInterrupted\. Pushed before that: oci:\S+\/charts\/\S+\. oci:\S+\/manifests\/\S+ may have been set: run again to see\.\n$/,
      ],
    ])('while a tag of %s is set: it is said that it may be', async (kind, ending) => {
      const registry = await start({
        fault: ({ method, path }) =>
          method === 'PUT' && path.includes(`/${kind}/memcached-operator/manifests/`) ? 'hang' : undefined,
      });
      const onError = at(`tagging ${registry.host}/acme/${kind}`);
      const { code, err } = await publish(to(registry), { onError });
      expect(code).toBe(130);
      expect(err).toMatch(ending);
    });
  });
});
