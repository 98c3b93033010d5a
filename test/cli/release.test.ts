/** `bundle`, `catalog`, `bundle --check` and `scorecard` as users type them: the releases of the example, and what is wrong with a release. */
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
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
    [['--version', '0.3.0', '--channels', 'a b'], '  --channels  "a b" is no channel.'],
    [['--version', '0.3.0', '--default-channel', 'fast'], '  --default-channel  no release is in the channel "fast".'],
    [['--version', '0.3.0', '--skip-range', 'soon'], '  --skip-range  '],
    [['--version', '0.3.0', '--skips', 'x'], '  --skips  "x" is no version.'],
    [['--version', '0.3.0', '--created-at', 'today'], '  --created-at  "today" is no time.'],
  ])('%j', (words, message) => {
    const before = tree(root);
    const { code, out, err } = k8sOperator(root, 'bundle', ...words);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(message);
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
    ['broken', (path: string) => edit(path, CSV, (text) => text.replace('spec:', 'spec: [')), 1, `${CSV}:`],
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
