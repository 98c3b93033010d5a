/** `bundle`, `catalog`, `bundle --check` and `scorecard` as users type them: the releases of the example, and what is wrong with a release. */
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cli, edit, folder, k8sOperator, lastingFolder, read, repository, type Run, run, tree } from './program.ts';
import { CSV, done, KEPT, nats, project } from './releases.ts';

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
    expect(did[1]!.out).toContain('Next:  docker build -f Dockerfile -t ghcr.io/acme/nats-operator:0.2.0 .');
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
    expect(err).toMatch(message);
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
