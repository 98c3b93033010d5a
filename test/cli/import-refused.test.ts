import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { thing } from '../unit/import/definitions.ts';
import { asOrdinaryUser, cli, edit, folder, k8sOperator, read, run, tree, write } from './program.ts';

const SITE = thing()
  .replaceAll('Thing', 'Site')
  .replaceAll('things', 'sites')
  .replaceAll('singular: thing', 'singular: site');
/** A folder with two CRDs. */
const crds = (): string => {
  const root = folder();
  write(root, 'crds/a/things.yaml', thing());
  write(root, 'crds/sites.yml', SITE);
  return root;
};

describe('import writes nothing', () => {
  test.for<
    readonly [what: string, files: Readonly<Record<string, string>>, args: readonly string[], code: number, err: string]
  >([
    [
      'without input',
      {},
      [],
      64,
      'Missing, and there is no terminal to ask on:\n  FILE|DIR|-  the CRDs: files, folders, or - for stdin\nNothing was written.\n',
    ],
    [
      'of files that are not there, all at once',
      {},
      ['a.yaml', 'b'],
      1,
      '  a.yaml  does not exist. Check the path.\n  b  does not exist. Check the path.\n2 problems. Nothing was written.\n',
    ],
    [
      'of an empty stdin',
      {},
      ['-'],
      1,
      '  stdin  the input is empty. Give a CustomResourceDefinition in YAML or JSON.\n1 problem. Nothing was written.\n',
    ],
    ['of stdin twice', {}, ['-', '-'], 64, '"-" is given twice. There is one stdin: leave one out.\n'],
    [
      'of an empty folder',
      { 'd/x.txt': '' },
      ['d'],
      1,
      '  d  there is no CustomResourceDefinition. Give files or folders with CRDs in YAML or JSON, or - for what "kubectl get crd -o yaml" prints.\n1 problem. Nothing was written.\n',
    ],
    [
      'for an option that is unknown',
      { 'a.yaml': thing() },
      ['a.yaml', '--domian', 'x'],
      64,
      'Unknown option --domian. Did you mean --domain? See k8s-operator import --help.\n',
    ],
    [
      'for a name and a domain that are none, and says nothing of the image that is made of them',
      { 'a.yaml': thing() },
      ['a.yaml', '--name', 'Bad Name', '--domain', 'x y'],
      1,
      '  --name  "Bad Name" is no name of an operator. Use lower-case letters, digits and dashes, beginning with a letter: memcached-operator.\n  --domain  "x y" is no domain. Use lower-case labels with dots between them: example.com.\n2 problems. Nothing was written.\n',
    ],
    [
      'over a file that is no spec',
      { 'a.yaml': thing(), 'operator.yaml': 'mine: true\n' },
      ['a.yaml'],
      1,
      '  operator.yaml  is there already, and is not the spec of an operator. Choose another file with --output, or overwrite it with --force.\n1 problem. Nothing was written.\n',
    ],
    [
      'over the CRDs themselves',
      { 'a.yaml': thing() },
      ['a.yaml', '-o', 'a.yaml'],
      1,
      '  a.yaml  is there already, and is not the spec of an operator. Choose another file with --output, or overwrite it with --force.\n1 problem. Nothing was written.\n',
    ],
    [
      'of problems in several files',
      {
        'd/a.yaml': thing({ properties: 'a: {type: strin}' }),
        'd/b.yaml': SITE.replace('scope: Namespaced', 'scope: cluster'),
      },
      ['d'],
      1,
      '  d/a.yaml:24:27  spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.a.type: "strin" is not allowed. Did you mean "string"?\n  d/b.yaml:12:10  spec.scope: "cluster" is not allowed. Use "Namespaced" or "Cluster".\n2 problems. Nothing was written.\n',
    ],
  ])('%s', ([, files, args, code, err]) => {
    const root = folder();
    for (const [path, text] of Object.entries(files)) write(root, path, text);
    const before = tree(root);
    expect(k8sOperator(root, 'import', ...args)).toEqual({ code, out: '', err });
    expect(tree(root)).toEqual(before);
  });

  test('into a spec with another name, or a spec that is wrong', () => {
    const root = crds();
    k8sOperator(root, 'import', 'crds/a');
    expect(k8sOperator(root, 'import', 'crds', '--name', 'other').err).toContain(
      '--name  operator.yaml says "thing-operator" already. Leave it out, or change the spec.',
    );
    edit(root, 'operator.yaml', (text) => text.replace('domain:', 'domian:'));
    expect(k8sOperator(root, 'import', 'crds')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^ {2}operator\.yaml:\d+:\d+ {2}spec\.domian: unknown field/),
    });
  });

  test('over a file that is no spec, but by force', () => {
    const root = crds();
    write(root, 'operator.yaml', 'mine: true\n');
    expect(k8sOperator(root, 'import', 'crds', '--force').code).toBe(0);
    expect(read(root, 'operator.yaml')).toContain('kind: Thing');
  });

  test('into a folder where it may not', () => {
    const home = join(folder(), 'home');
    mkdirSync(home, { recursive: true });
    write(home, 'things.yaml', thing());
    const user = asOrdinaryUser(home);
    chmodSync(join(home, '..'), 0o755);
    mkdirSync(join(home, 'closed'));
    chmodSync(join(home, 'closed'), 0o555);
    const { code, err } = run(process.execPath, [cli, 'import', 'things.yaml', '-o', 'closed/operator.yaml'], {
      cwd: home,
      ...user,
    });
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/permission denied\. .*\n1 problem\. Nothing was written\.\n$/),
    });
    chmodSync(join(home, 'closed'), 0o755);
    rmSync(join(home, 'closed'), { recursive: true });
  });

  test('of a folder in which it may not read everything: all of that is told', () => {
    const home = folder();
    write(home, 'crds/things.yaml', thing());
    write(home, 'crds/sites.yaml', SITE);
    write(home, 'crds/closed/more.yaml', thing());
    const user = asOrdinaryUser(home);
    chmodSync(join(home, 'crds/sites.yaml'), 0);
    chmodSync(join(home, 'crds/closed'), 0);
    const { code, err } = run(process.execPath, [cli, 'import', 'crds'], { cwd: home, ...user });
    const lines = ['crds/closed', 'crds/sites.yaml'].map(
      (path) => `  ${path}  permission denied. Run as a user who may read it.\n`,
    );
    expect({ code, err }).toEqual({ code: 1, err: `${lines.join('')}2 problems. Nothing was written.\n` });
    chmodSync(join(home, 'crds/closed'), 0o755);
  });

  test.skipIf(process.platform !== 'linux').each(['/proc/operator.yaml', '/proc/none/operator.yaml'])(
    'to %s, where nothing can be made',
    (output) => {
      const root = crds();
      const { code, err } = run(process.execPath, [cli, 'import', 'crds', '-o', output], {
        cwd: root,
        timeout: 60_000,
        killSignal: 'SIGKILL',
      });
      expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/\n1 problem\. Nothing was written\.\n$/) });
    },
  );
});
