import { chmodSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { thing } from '../unit/import/definitions.ts';
import {
  asOrdinaryUser,
  cli,
  edit,
  folder,
  k8sOperator,
  project,
  read,
  repository,
  run,
  tree,
  write,
} from './program.ts';

const SITE = thing()
  .replaceAll('Thing', 'Site')
  .replaceAll('things', 'sites')
  .replaceAll('singular: thing', 'singular: site');
const FROM_CLUSTER = `apiVersion: v1
kind: List
metadata: {resourceVersion: ""}
items:
- ${thing({ metadata: 'uid: x\nresourceVersion: "5"\ngeneration: 1\ncreationTimestamp: "2024-01-01T00:00:00Z"' })
  .trimEnd()
  .replaceAll('\n', '\n  ')}
  status: {storedVersions: [v1]}
`;

/** A folder with CRDs, and what else there may be. */
const crds = (): string => {
  const root = folder();
  write(root, 'crds/a/things.yaml', thing());
  write(root, 'crds/b.json', JSON.stringify({ kind: 'ConfigMap', data: { about: 'CustomResourceDefinition' } }));
  write(root, 'crds/sites.yml', `${SITE}---\nkind: Service\n`);
  write(root, 'crds/values.yaml', 'a: {{ not YAML\n');
  write(root, 'crds/README.md', 'kind: CustomResourceDefinition\n');
  write(root, 'crds/node_modules/x.yaml', thing());
  return root;
};

describe('import', () => {
  test('makes a spec of a folder, from which new makes the same CRDs', () => {
    const root = crds();
    const { code, out, err } = k8sOperator(root, 'import', 'crds', '--output', 'operator.yaml');
    expect({ code, err }).toEqual({
      code: 0,
      err: `  1 file  warning: skipped: there is no CustomResourceDefinition in it.
  crds/b.json  warning: skipped what is no CustomResourceDefinition: ConfigMap.
  crds/sites.yml  warning: skipped what is no CustomResourceDefinition: Service.
`,
    });
    expect(out.replace(/\d\.\d s/, 'N s')).toBe(`  create   operator.yaml         yours
  create   operator.schema.json  generated
  added    things.web.example.com
  added    sites.web.example.com
The operator is web-operator, its domain example.com: --name and --domain, or operator.yaml, say otherwise.
2 files created in N s.
Next:  k8s-operator new --spec operator.yaml     (makes the operator in ./web-operator)
`);
    expect(k8sOperator(root, 'new', '--spec', 'operator.yaml').code).toBe(0);
    const made = read(root, 'web-operator/config/crd/web.example.com_things.yaml');
    expect(k8sOperator(root, 'import', 'web-operator/config/crd', '--output', 'again.yaml').code).toBe(0);
    expect(read(root, 'again.yaml').replaceAll(/\s/g, '').length).toBe(
      read(root, 'operator.yaml').replaceAll(/\s/g, '').length,
    );
    expect(made).toContain('name: things.web.example.com');
  });

  test('twice changes nothing, and says so', () => {
    const root = crds();
    k8sOperator(root, 'import', 'crds');
    const before = tree(root);
    expect(k8sOperator(root, 'import', 'crds')).toMatchObject({
      code: 0,
      out: '  as is    things.web.example.com\n  as is    sites.web.example.com\nNothing changed.\n',
    });
    expect(tree(root)).toEqual(before);
  });

  test('writes the schema that the first line names, and leaves what others call so', () => {
    const root = crds();
    k8sOperator(root, 'import', 'crds', '--output', 'made/');
    const [line] = read(root, 'made/operator.yaml').split('\n');
    expect(line).toBe('# yaml-language-server: $schema=operator.schema.json');
    const schema = read(root, 'made/operator.schema.json');
    expect(schema).toBe(read(project(), 'operator.schema.json'));
    edit(root, 'made/operator.schema.json', (text) => text.replace('"title"', '"description"'));
    expect(k8sOperator(root, 'import', 'crds', 'made', '--output', 'made/other.yaml').out).toContain(
      '  update   operator.schema.json  generated\n',
    );
    expect(read(root, 'made/operator.schema.json')).toBe(schema);
    write(root, 'made/operator.schema.json', '{"type": "object"}');
    expect(k8sOperator(root, 'import', 'crds', '--output', 'made/third.yaml').out).toMatch(
      /^ {2}keep {5}operator\.schema\.json {2}generated: is kept, and is not the schema of a spec/m,
    );
    expect(read(root, 'made/operator.schema.json')).toBe('{"type": "object"}');
  });

  test('reads stdin, as kubectl prints it', () => {
    const root = folder();
    const made = run(process.execPath, [cli, 'import', '-', '--name', 'mine', '--domain', 'acme.org'], {
      cwd: root,
      input: FROM_CLUSTER,
    });
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(read(root, 'operator.yaml')).toMatch(/name: mine\n[^]*domain: acme\.org\n[^]*- group: web\.example\.com\n/);
    expect(read(root, 'operator.yaml')).not.toMatch(/uid|resourceVersion|storedVersions/);
  });

  test('adds to a spec with its comments, and says what is next', () => {
    const root = crds();
    k8sOperator(root, 'import', 'crds/a/things.yaml', '-o', 'spec/');
    edit(root, 'spec/operator.yaml', (text) => text.replace('apis:', 'apis: # ours'));
    const before = read(root, 'spec/operator.yaml');
    expect(k8sOperator(root, 'import', 'crds/sites.yml', '-o', 'spec')).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^ {2}update {3}operator\.yaml {2}yours\n {2}added {4}sites\.web\.example\.com\n1 file updated in .*\nNext: {2}k8s-operator new --spec spec\/operator\.yaml /,
      ),
    });
    const after = read(root, 'spec/operator.yaml');
    const end = before.indexOf('\n  # How users');
    expect(after.startsWith(before.slice(0, end))).toBe(true);
    expect(after.endsWith(before.slice(end))).toBe(true);
  });

  test('into a generated operator generates what belongs to it, as api does', () => {
    const root = project();
    write(root, 'sites.yaml', SITE);
    const before = read(root, 'operator.yaml');
    expect(k8sOperator(root, 'import', 'sites.yaml')).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /create {3}config\/crd\/web\.example\.com_sites\.yaml[^]*added {4}sites\.web[^]*Next: {2}npm test/,
      ),
    });
    expect(read(root, 'operator.yaml').length).toBeGreaterThan(before.length);
    expect(existsSync(join(root, 'src/site/reconcile.ts'))).toBe(true);
    expect(k8sOperator(root, 'check').code).toBe(0);
  });

  test('writes nothing where a generated file was edited', () => {
    const root = project();
    write(root, 'sites.yaml', SITE);
    edit(root, 'src/controllers.ts', (text) => `${text}// mine\n`);
    const before = tree(root);
    expect(k8sOperator(root, 'import', 'sites.yaml')).toMatchObject({
      code: 2,
      err: expect.stringContaining('src/controllers.ts  was edited by hand.'),
    });
    expect(tree(root)).toEqual(before);
  });

  test('--dry-run and --diff show, and write nothing', () => {
    const root = crds();
    const before = tree(root);
    const { code, out } = k8sOperator(root, 'import', 'crds', '--dry-run', '--diff');
    expect(code).toBe(0);
    expect(out).toMatch(/^\+ +kind: Thing$/m);
    expect(out).toMatch(/Nothing was written \(dry run\)\.\n$/);
    expect(tree(root)).toEqual(before);
  });

  test('--json says what became of each CRD', () => {
    const root = crds();
    const { out } = k8sOperator(root, 'import', 'crds', '--json');
    expect(JSON.parse(out)).toMatchObject({
      command: 'import',
      outcome: 'done',
      written: true,
      changes: [
        { path: 'operator.yaml', action: 'create', owner: 'seeded' },
        { path: 'operator.schema.json', action: 'create', owner: 'managed' },
      ],
      imported: {
        file: 'operator.yaml',
        name: 'web-operator',
        domain: 'example.com',
        apis: [
          { crd: 'things.web.example.com', action: 'added' },
          { crd: 'sites.web.example.com', action: 'added' },
        ],
      },
      problems: [{ severity: 'warning' }, { severity: 'warning' }, { severity: 'warning' }],
    });
  });
});

test('yo k8s-operator:import does the same', () => {
  const above = folder();
  chmodSync(above, 0o755);
  mkdirSync(join(above, 'node_modules'));
  symlinkSync(repository, join(above, 'node_modules/generator-k8s-operator'));
  const home = join(above, 'home');
  mkdirSync(home);
  write(home, 'things.yaml', thing());
  const user = asOrdinaryUser(home);
  const yo = (input: string, ...args: readonly string[]) =>
    run(process.execPath, [join(repository, 'node_modules/yo/lib/cli.js'), 'k8s-operator:import', ...args], {
      cwd: home,
      ...user,
      input,
    });
  expect(yo('', 'things.yaml', '--output', 'a.yaml').code).toBe(0);
  expect(yo(thing(), '-', '--output', 'b.yaml').code).toBe(0);
  k8sOperator(home, 'import', 'things.yaml', '--output', 'c.yaml');
  expect(read(home, 'a.yaml')).toBe(read(home, 'c.yaml'));
  expect(read(home, 'b.yaml')).toBe(read(home, 'c.yaml'));
});
