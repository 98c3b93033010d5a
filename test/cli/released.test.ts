/** What was released stays, whatever the spec, the user or a command would make of it. */
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { edit, folder, k8sOperator, read, tree } from './program.ts';
import { CSV, done, KEPT, project } from './releases.ts';

describe('a release of before', () => {
  const released = (): string => {
    const root = project(folder());
    expect(k8sOperator(root, 'bundle', '--version', '0.1.0', '--channels', 'stable')).toMatchObject({ code: 0 });
    return root;
  };

  test('is not released again with other content, but by force', () => {
    const root = released();
    const kept = read(root, `${KEPT}/0.1.0/${CSV}`);
    edit(root, 'operator.yaml', (text) => text.replace('Runs NATS servers', 'Runs other servers'));
    expect(k8sOperator(root, 'update')).toMatchObject({ code: 0 });
    const { code, err } = k8sOperator(root, 'bundle', '--version', '0.1.0');
    expect(code).toBe(2);
    expect(err).toContain(`${KEPT}/0.1.0/${CSV}  was released with other content. Give the release a higher version`);
    expect(read(root, `${KEPT}/0.1.0/${CSV}`)).toBe(kept);
    expect(k8sOperator(root, 'bundle', '--version', '0.1.0', '--force')).toMatchObject({ code: 0 });
    expect(read(root, `${KEPT}/0.1.0/${CSV}`)).toContain('Runs other servers');
  });

  test.each([
    ['another object', 'serviceMonitor: false', 'serviceMonitor: true', 'was not in the bundle that was released.'],
    [
      'an object less',
      'serviceMonitor: true',
      'serviceMonitor: false',
      'was released, and is not in the bundle any more.',
    ],
  ])('is not released again with %s, but by force', (_what, before, after, message) => {
    const root = project(folder());
    edit(root, 'operator.yaml', (text) => text.replace('\n  delivery:', `\n  manager: {${before}}\n  delivery:`));
    done(k8sOperator(root, 'bundle', '--version', '0.1.0', '--channels', 'stable'));
    edit(root, 'operator.yaml', (text) => text.replace(before, after));
    done(k8sOperator(root, 'update'));
    const kept = tree(join(root, KEPT));
    const monitor = 'manifests/nats-operator.servicemonitor.yaml';
    expect(k8sOperator(root, 'bundle')).toMatchObject({
      code: 2,
      err: expect.stringContaining(`${KEPT}/0.1.0/${monitor}  ${message} Give the release a higher version`),
    });
    expect(tree(join(root, KEPT))).toEqual(kept);
    done(k8sOperator(root, 'bundle', '--force'));
    expect(Object.keys(tree(join(root, KEPT, '0.1.0'))).includes(monitor)).toBe(after.endsWith('true'));
  });

  test('outlives its place in the spec, and the delivery', () => {
    const root = released();
    const kept = tree(join(root, KEPT, '0.1.0/manifests'));
    edit(root, 'operator.yaml', (text) => text.replace(/\n {6}releases:\n.*/, ''));
    expect(k8sOperator(root, 'update')).toMatchObject({
      code: 0,
      out: expect.stringContaining('was released, and stays'),
    });
    expect(tree(join(root, KEPT, '0.1.0/manifests'))).toEqual(kept);
    expect(k8sOperator(root, 'update').out).toBe('Nothing changed.\n');
    // The same again is that release again.
    done(k8sOperator(root, 'bundle', '--version', '0.1.0', '--channels', 'stable'));
    edit(root, 'operator.yaml', (text) => text.replace(/\n {4}olm:\n(?: {6}.*\n)*/, '\n'));
    done(k8sOperator(root, 'update'));
    expect(tree(join(root, KEPT, '0.1.0/manifests'))).toEqual(kept);
  });

  test('is another operator under another name', () => {
    const root = released();
    edit(root, 'operator.yaml', (text) => text.replace('name: nats-operator', 'name: mail-operator'));
    const { code, err } = k8sOperator(root, 'update');
    expect(code).toBe(1);
    expect(err).toMatch(
      /operator\.yaml:\d+:\d+ {2}spec\.delivery\.olm\.releases\[0\]\.version: this was released as nats-operator, and the operator is called mail-operator now\./,
    );
  });

  test('goes to other channels by the command, too, whatever was released since', () => {
    const root = released();
    const kept = tree(join(root, KEPT, '0.1.0'));
    done(k8sOperator(root, 'bundle', '--channels', 'stable,candidate'));
    done(k8sOperator(root, 'bundle', '--version', '0.2.0'));
    const { out } = k8sOperator(root, 'bundle', '--version', '0.1.0', '--channels', 'stable');
    expect(out).toContain('Release 0.1.0: in stable.\n');
    expect(out).not.toContain('docker build -f bundle.Dockerfile');
    const text = read(root, 'operator.yaml');
    expect(text).toContain('- {version: 0.1.0, channels: [stable]}\n');
    expect(text).toContain('- {version: 0.2.0, channels: [stable, candidate], replaces: 0.1.0}\n');
    expect(text).toContain('version: 0.2.0\n');
    const { 'release-config.yaml': _before, ...before } = kept;
    const { 'release-config.yaml': _now, ...now } = tree(join(root, KEPT, '0.1.0'));
    expect(now).toEqual(before);
    expect(k8sOperator(root, 'bundle', '--version', '0.1.0')).toMatchObject({
      code: 1,
      err: expect.stringContaining('--version  0.1.0 is released already, and operator.yaml is at 0.2.0.'),
    });
  });

  test('may go to another channel without a change of its bundle', () => {
    const root = released();
    edit(root, 'operator.yaml', (text) => text.replace('channels: [stable]', 'channels: [stable, fast]'));
    const kept = read(root, `${KEPT}/0.1.0/metadata/annotations.yaml`);
    expect(k8sOperator(root, 'catalog')).toMatchObject({ code: 0 });
    expect(read(root, 'catalog/nats-operator/catalog.yaml')).toMatch(/schema: olm\.channel\nname: fast/);
    expect(read(root, `${KEPT}/0.1.0/metadata/annotations.yaml`)).toBe(kept);
  });

  test.each([
    ['edited', (path: string) => edit(path, CSV, (text) => `${text}# mine\n`), 2, 'was edited after its release.'],
    [
      'a file longer',
      (path: string) => copyFileSync(join(path, CSV), join(path, 'manifests/copy.yaml')),
      2,
      'manifests/copy.yaml  was added after its release. Take it away',
    ],
    ['broken', (path: string) => edit(path, CSV, (text) => text.replace('spec:', 'spec: [')), 1, `${CSV}:`],
    [
      'broken, so that it has to be put back',
      (path: string) => edit(path, CSV, (text) => `${text}oops\n`),
      1,
      'implicit map keys need to be followed by map values. Restore it from git, or ',
    ],
    [
      'a file itself',
      (path: string) => {
        rmSync(path, { recursive: true });
        writeFileSync(path, '');
      },
      1,
      'releases[0].version: deploy/olm/operators/nats-operator/0.1.0, the bundle of this release, is not there.',
    ],
    ['a file short', (path: string) => rmSync(join(path, CSV)), 1, `${CSV}  is part of a release, and is not there.`],
    [
      'gone',
      (path: string) => rmSync(path, { recursive: true }),
      1,
      'spec.delivery.olm.releases[0].version: deploy/olm/operators/nats-operator/0.1.0, the bundle of this release, is not there.',
    ],
  ])('that is %s stops every command, and nothing is written', (_how, spoil, expected, message) => {
    const root = released();
    spoil(join(root, KEPT, '0.1.0'));
    for (const words of [['catalog'], ['update'], ['bundle', '--version', '0.2.0'], ['check']]) {
      const { code, err } = k8sOperator(root, ...words);
      expect({ words, code }).toEqual({ words, code: words[0] === 'check' ? 2 : expected });
      expect(err).toContain(message);
    }
    expect(read(root, 'operator.yaml')).not.toContain('0.2.0');
  });

  test('that is broken is made again by the command that is told', () => {
    const root = released();
    edit(join(root, KEPT, '0.1.0'), CSV, (text) => `${text}oops\n`);
    const { err } = k8sOperator(root, 'update');
    const [, ...words] = /k8s-operator (.*)\.$/m.exec(err)![0].slice(0, -1).split(' ');
    done(k8sOperator(root, ...words));
    expect(k8sOperator(root, 'update')).toMatchObject({ code: 0, out: 'Nothing changed.\n' });
  });

  test.each([
    [
      'package',
      'metadata/annotations.yaml',
      'package.v1: nats-operator',
      'package.v1: other',
      '"other", not "nats-operator"',
    ],
    [
      'ClusterServiceVersion',
      CSV,
      'name: nats-operator.v0.1.0',
      'name: other.v0.1.0',
      '"other.v0.1.0", not "nats-operator.v0.1.0"',
    ],
    ['version', CSV, '\n  version: 0.1.0', '\n  version: 0.1.1', '"0.1.1", not "0.1.0"'],
  ])('that is of another %s is not taken by --force either', (what, file, before, after, said) => {
    const root = released();
    edit(root, `${KEPT}/0.1.0/${file}`, (text) => text.replace(before, after));
    expect(k8sOperator(root, 'catalog', '--force')).toMatchObject({
      code: 1,
      err: expect.stringContaining(`${KEPT}/0.1.0  is not the bundle of this release: its ${what} is ${said}.`),
    });
  });
});
