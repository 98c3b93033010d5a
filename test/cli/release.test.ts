/** `bundle`, `catalog`, `bundle --check` and `scorecard` as users type them: the releases of the example, and what is wrong with a release. */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  cli,
  edit,
  folder,
  k8sOperator,
  lastingFolder,
  read,
  repository,
  type Run,
  run,
  tree,
  write,
} from './program.ts';

const nats = join(repository, 'examples/nats');
const KEPT = 'deploy/olm/operators/nats-operator';
const CSV = 'manifests/nats-operator.clusterserviceversion.yaml';

/** The spec of the first release, before it was released. */
const unreleased = (): string =>
  readFileSync(join(nats, 'released/0.1.0.yaml'), 'utf8').replace(/\n {6}releases:\n {8}- .*\n/, '\n');

const done = ({ code, err }: Run): void => {
  if (code !== 0) throw new Error(err);
};

const project = (root: string): string => {
  write(root, 'spec.yaml', unreleased());
  done(k8sOperator(root, 'new', '--spec', 'spec.yaml', '--output', 'op'));
  return join(root, 'op');
};

describe('the releases of the example', () => {
  let root = '';
  let first = '';
  const did: Run[] = [];

  beforeAll(() => {
    root = project(lastingFolder());
    did.push(k8sOperator(root, 'bundle', '--version', '0.1.0', '--channels', 'candidate,stable'));
    first = read(root, 'operator.yaml');
    const field = /\n.* storage: .*/.exec(readFileSync(join(nats, 'operator.yaml'), 'utf8'))![0];
    edit(root, 'operator.yaml', (text) => text.replace(/\n.* image: \{.*/, (line) => `${line}${field}`));
    did.push(k8sOperator(root, 'bundle', '--version', '0.2.0'), k8sOperator(root, 'catalog'));
  });

  test('are what stands in its folder, made by these commands', () => {
    expect(did.map(({ code, err }) => ({ code, err }))).toEqual([
      { code: 0, err: '' },
      { code: 0, err: '' },
      { code: 0, err: '' },
    ]);
    expect(first).toBe(readFileSync(join(nats, 'released/0.1.0.yaml'), 'utf8'));
    expect(read(root, 'operator.yaml')).toBe(readFileSync(join(nats, 'operator.yaml'), 'utf8'));
    const expected = join(nats, 'expected');
    const paths = Object.keys(tree(expected)).filter((path) => /^(?:bundle|catalog|deploy\/olm)/.test(path));
    expect(paths.length).toBeGreaterThan(30);
    expect(Object.fromEntries(paths.map((path) => [path, read(root, path)]))).toEqual(
      Object.fromEntries(paths.map((path) => [path, read(expected, path)])),
    );
  });

  test('say what to do next', () => {
    expect(did[1]!.out).toContain('docker build -f bundle.Dockerfile -t ghcr.io/acme/nats-operator-bundle:v0.2.0 .');
    expect(did[2]!.out).toContain('docker build -f catalog.Dockerfile -t ghcr.io/acme/nats-operator-catalog:latest .');
  });

  test('are in line with the spec, again and again', () => {
    for (const words of [['check'], ['update'], ['bundle'], ['catalog'], ['bundle', '--version', '0.2.0']])
      expect(k8sOperator(root, ...words)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^(?:Everything|Nothing)/),
      });
  });

  test('are judged without a cluster', () => {
    expect(k8sOperator(root, 'bundle', '--check')).toEqual({ code: 0, out: 'bundle is as OLM wants it.\n', err: '' });
    expect(k8sOperator(root, 'bundle', '--check', `${KEPT}/0.1.0`)).toMatchObject({ code: 0 });
    const { code, out } = k8sOperator(root, 'scorecard');
    expect(code).toBe(0);
    expect(out).toMatch(/(\d+) of \1 tests pass\.\n$/);
    expect(JSON.parse(k8sOperator(root, 'scorecard', '--output', 'json').out)).toMatchObject({ kind: 'TestList' });
    expect(k8sOperator(root, 'scorecard', '-o', 'xunit').out).toMatch(/^<\?xml /);
  });
});

describe('a release that cannot be', () => {
  let root = '';
  beforeAll(() => {
    root = project(lastingFolder());
    done(k8sOperator(root, 'bundle', '--version', '0.2.0', '--channels', 'stable'));
  });

  test.each([
    [['--version', 'v1'], '  --version  "v1" is no version. Use three numbers: 0.1.0, or 1.0.0-rc.1; without v.'],
    [['--version', '1.2'], '  --version  "1.2" is no version.'],
    [['--version', '0.1.0'], '  --version  0.1.0 is not higher than 0.2.0, which is released in the channel stable.'],
    [['--version', '0.2.0-rc.1'], '  --version  0.2.0-rc.1 is not higher than 0.2.0'],
    [['--version', '0.3.0', '--replaces', '0.2.1'], '  --replaces  There is no release "0.2.1". Did you mean "0.2.0"?'],
    [['--version', '0.3.0', '--replaces', '0.3.0'], '  --replaces  '],
    [['--version', '0.3.0', '--channels', 'a b'], '  --channels  "a b" is not the name of a channel.'],
    [['--version', '0.3.0', '--default-channel', 'fast'], '  --default-channel  no release is in the channel "fast".'],
    [['--version', '0.3.0', '--skip-range', 'soon'], '  --skip-range  '],
    [['--version', '0.3.0', '--skips', 'x'], '  --skips  "x" is no version.'],
    [['--version', '0.3.0', '--created-at', 'today'], '  --created-at  "today" is no time.'],
    [
      ['--version', '0.3.0', '--created-at', '2026-01-01T24:00:00Z'],
      '  --created-at  "2026-01-01T24:00:00Z" is no time.',
    ],
    [['--version', `0.3.0-${'a'.repeat(50)}`], /^ {2}--version {2}OLM would call .*\n1 problem\. /],
    [
      ['--version', '0.3.0', '--channels', 'A', '--replaces', '7.0.0', '--skip-range', 'soon', '--created-at', 'now'],
      /--channels {2}.*\n {2}--replaces {2}.*\n {2}--skip-range {2}.*\n {2}--created-at {2}.*\n4 problems\. /,
    ],
  ])('%j', (words, message) => {
    const before = tree(root);
    const { code, out, err } = k8sOperator(root, 'bundle', ...words);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toEqual(
      typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message),
    );
    expect(err).toMatch(/Nothing was written\.\n$/);
    expect(tree(root)).toEqual(before);
  });

  test.each([
    [['bundle', 'folder'], 'A folder is for "k8s-operator bundle --check"'],
    [['bundle', '--check', '--version', '1.0.0'], '--version cannot be used with --check.'],
    [['scorecard', '--output', 'yaml'], '--output "yaml" is no format. Use text, json, xunit.'],
    [['scorecard', '--output', 'xunit', '--json'], 'contradict each other'],
    [['bundle', '--version'], '--version needs a value. Write --version VERSION.'],
  ])('words that do not fit: %j', (words, message) => {
    const { code, out, err } = k8sOperator(root, ...words);
    expect(code).toBe(64);
    expect(`${out}${err}`).toContain(message);
  });
});

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
});

test('a version that is too low is told where the spec says it', () => {
  const root = project(folder());
  done(k8sOperator(root, 'bundle', '--version', '0.2.0', '--channels', 'stable'));
  edit(root, 'operator.yaml', (text) => text.replace(/\n {2}version: .*/, '\n  version: 0.1.9'));
  const { code, err } = k8sOperator(root, 'bundle');
  expect(code).toBe(1);
  expect(err).toMatch(/^ {2}operator\.yaml:\d+:12 {2}spec\.version: 0\.1\.9 is not higher than 0\.2\.0/);
});

test('there is no catalog of nothing', () => {
  const root = project(folder());
  const { code, err } = k8sOperator(root, 'catalog');
  expect(code).toBe(1);
  expect(err).toMatch(/^ {2}operator\.yaml:\d+:\d+ {2}spec\.delivery\.olm\.releases: nothing was released/);
});

test('missing facts are asked for where they would stand', () => {
  const root = folder();
  copyFileSync(join(repository, 'examples/memcached/operator.yaml'), join(root, 'spec.yaml'));
  expect(k8sOperator(root, 'new', '--spec', 'spec.yaml', '--output', 'op')).toMatchObject({ code: 0 });
  const { code, err } = k8sOperator(join(root, 'op'), 'bundle');
  expect(code).toBe(0);
  for (const fact of ['provider', 'maintainers', 'links'])
    expect(err).toMatch(
      new RegExp(`operator\\.yaml:\\d+:\\d+ {2}warning: spec\\.delivery\\.olm\\.${fact}: a catalog shows`),
    );
});

test('a release keeps its time when the command runs again at another', () => {
  const root = project(folder());
  const release = (seconds: string): Run =>
    run(process.execPath, [cli, 'bundle', '--version', '0.1.0'], { cwd: root, env: { SOURCE_DATE_EPOCH: seconds } });
  done(release('1700000000'));
  expect(release('1800000000')).toMatchObject({ code: 0, out: expect.stringMatching(/^Nothing changed\./) });
  expect(read(root, 'operator.yaml')).toContain('createdAt: "2023-11-14T22:13:20Z"');
});

test('the time of a release is what is given, and nothing else', () => {
  const at = (env: NodeJS.ProcessEnv, ...words: readonly string[]): string => {
    const root = project(folder());
    const { code } = run(process.execPath, [cli, 'bundle', ...words], { cwd: root, env });
    expect(code).toBe(0);
    return /createdAt: (.*)/.exec(read(root, `bundle/${CSV}`))?.[1] ?? 'not said';
  };
  expect(at({})).toBe('not said');
  expect(at({ SOURCE_DATE_EPOCH: '1700000000' })).toBe('"2023-11-14T22:13:20Z"');
  expect(at({ SOURCE_DATE_EPOCH: '1700000000' }, '--created-at', '2026-01-02T03:04:05Z')).toBe(
    '"2026-01-02T03:04:05Z"',
  );
});
