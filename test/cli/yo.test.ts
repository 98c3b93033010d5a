/** The real yo, as an ordinary user, on a linked checkout: the same as the bin, byte for byte and exit code for exit code. */
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { hasTerminals, onTerminal } from './screen.ts';
import { type Run, asOrdinaryUser, edit, folder, project, read, repository, run, tree } from './program.ts';

let home: string;
beforeEach(() => {
  // The link, as `npm link generator-k8s-operator` makes it, is above: it stays ours.
  const above = folder();
  chmodSync(above, 0o755);
  mkdirSync(join(above, 'node_modules'));
  symlinkSync(repository, join(above, 'node_modules/generator-k8s-operator'));
  home = join(above, 'home');
  mkdirSync(home);
});

const yo = (folder: string, ...args: readonly string[]): Run =>
  run(process.execPath, [join(repository, 'node_modules/yo/lib/cli.js'), ...args], {
    cwd: join(home, folder),
    ...asOrdinaryUser(home),
  });

/** What is in the home folder, but for the settings that yo itself leaves there. */
const projectFiles = (): readonly string[] => Object.keys(tree(home)).filter((path) => !path.startsWith('.config/'));

const NEW = [
  'k8s-operator',
  'memcached-operator',
  '--domain',
  'example.com',
  '--api',
  'cache/v1alpha1/Memcached',
  '--skip-install',
] as const;

describe('yo k8s-operator', () => {
  test('makes what the bin makes, byte for byte', () => {
    const { code, out } = yo('.', ...NEW);
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+ files created in /m);
    expect(tree(join(home, 'memcached-operator'))).toEqual(tree(project()));
  });

  test.skipIf(!hasTerminals)('on a terminal, Return at every question makes an operator of the defaults', async () => {
    const as = asOrdinaryUser(home);
    const program = join(repository, 'node_modules/yo/lib/cli.js');
    const screen = onTerminal(home, ['k8s-operator', '--skip-install'], { program, as });
    for (const question of ["The operator's name:", 'The domain of its API groups:', 'The APIs that it owns']) {
      await screen.shows(question);
      screen.type('\r');
    }
    expect(await screen.exited()).toBe(0);
    expect(read(home, 'memcached-operator/operator.yaml')).toMatch(/domain: example\.com[^]*kind: Memcached/);
  });

  test('takes several APIs, and has sub-generators for the rest', () => {
    expect(yo('.', ...NEW, '--api', 'cache/v1/Redis').code).toBe(0);
    const root = join(home, 'memcached-operator');
    expect(yo('memcached-operator', 'k8s-operator:api', 'cache/v1/Valkey', '--skip-install').code).toBe(0);
    expect(read(root, 'operator.yaml')).toMatch(/kind: Memcached[^]*kind: Redis[^]*kind: Valkey/);
    expect(yo('memcached-operator', 'k8s-operator:check', '--against', './operator.yaml')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Nothing breaks since ./operator.yaml.'),
    });
    edit(root, 'src/controllers.ts', () => 'mine\n');
    const before = tree(root);
    for (const command of ['update', 'check']) {
      expect(yo('memcached-operator', `k8s-operator:${command}`)).toMatchObject({
        code: 2,
        err: expect.stringContaining('src/controllers.ts  was edited by hand.'),
      });
    }
    expect(tree(root)).toEqual(before);
    expect(yo('memcached-operator', 'k8s-operator:update', '--force', '--skip-install').code).toBe(0);
    expect(yo('memcached-operator', 'k8s-operator:check').code).toBe(0);
  });

  test.each([
    ['an unknown option', ['k8s-operator', 'x', '--domian=a.b'], 64, 'Unknown option --domian. Did you mean --domain?'],
    [
      'a flag that swallows the name',
      ['k8s-operator', '--dry-run', 'x'],
      64,
      '--dry-run takes no value, but yo gave it "x". Put it last: yo k8s-operator x --dry-run.',
    ],
    ['an option without its value', ['k8s-operator', 'x', '--domain'], 64, '--domain needs a value.'],
    ['nothing', ['k8s-operator'], 64, '--domain DOMAIN'],
    ['a name that is none', ['k8s-operator', 'Bad_Name', '--domain=example.com', '--api=a/v1/B'], 1, '"Bad_Name"'],
    ['an operator that is not there', ['k8s-operator:update'], 1, 'operator.yaml  there is none'],
  ])('writes nothing for %s', (_, args, code, err) => {
    expect(yo('.', ...args)).toMatchObject({ code, err: expect.stringContaining(err) });
    expect(projectFiles()).toEqual([]);
  });

  test('--dry-run and --json are those of the bin', () => {
    const { code, out } = yo('.', ...NEW, '--dry-run', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out.slice(out.indexOf('{')))).toMatchObject({ command: 'new', dryRun: true, written: false });
    expect(projectFiles()).toEqual([]);
  });

  test('publish says what the bin says', () => {
    expect(yo('.', ...NEW).code).toBe(0);
    const root = join(home, 'memcached-operator');
    edit(root, 'operator.yaml', (text) =>
      text
        .replace(/\n {2}delivery:[^]*?(?=\n\S|$)/, '')
        .trimEnd()
        .concat('\n  delivery: {helm: {}}\n'),
    );
    expect(yo('memcached-operator', 'k8s-operator:update', '--skip-install').code).toBe(0);
    const { code, out } = yo('memcached-operator', 'k8s-operator:publish', 'oci://localhost:5000', '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain(
      run(process.execPath, [join(repository, 'dist/cli.js'), 'publish', 'oci://localhost:5000', '--dry-run'], {
        cwd: root,
      }).out,
    );
    expect(yo('memcached-operator', 'k8s-operator:publish', 'localhost:5000')).toMatchObject({
      code: 64,
      err: expect.stringContaining('"localhost:5000" is no address in a registry. Use oci://HOST/PATH'),
    });
    const help = yo('.', 'k8s-operator:publish', '--help').out;
    for (const option of ['dry-run', 'plain-http', 'overwrite', 'json']) expect(help).toContain(`--${option}`);
  });

  test('bundle releases the version that it is given, and catalog and scorecard know of it', () => {
    expect(yo('.', ...NEW).code).toBe(0);
    const release = yo(
      'memcached-operator',
      'k8s-operator:bundle',
      '--version',
      '0.3.0',
      '--channels',
      'candidate,stable',
      '--skip-install',
    );
    expect(release).toMatchObject({ code: 0, out: expect.stringContaining('-bundle:v0.3.0') });
    const root = join(home, 'memcached-operator');
    expect(read(root, 'operator.yaml')).toContain('- {version: 0.3.0, channels: [candidate, stable]}');
    expect(yo('memcached-operator', 'k8s-operator:catalog', '--skip-install').code).toBe(0);
    expect(read(root, 'catalog/memcached-operator/catalog.yaml')).toContain('name: memcached-operator.v0.3.0');
    expect(yo('memcached-operator', 'k8s-operator:scorecard').out).toMatch(/(\d+) of \1 tests pass/);
    expect(yo('memcached-operator', 'k8s-operator:bundle', '--check').out).toContain('bundle is as OLM wants it.');
  });

  test('--version shows ours', () => {
    const { version } = JSON.parse(read(repository, 'package.json')) as { version: string };
    expect(yo('.', 'k8s-operator', '--version')).toMatchObject({ code: 0, out: `${version}\n` });
    expect(projectFiles()).toEqual([]);
  });

  test('--help lists the options', () => {
    const { code, out } = yo('.', 'k8s-operator', '--help');
    expect(code).toBe(0);
    for (const option of ['spec', 'domain', 'api', 'output', 'dry-run', 'diff', 'force', 'yes', 'json', 'skip-install'])
      expect(out).toContain(`--${option}`);
  });
});
