/** Our verdict on bundles, sound and broken in a thousand ways, is that of operator-framework/api's validators and of operator-sdk. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { olmFiles } from '../../generators/core/plan/olm.ts';
import { openBundle } from '../../generators/core/olm/open-bundle.ts';
import { readBundle } from '../../generators/core/olm/read-bundle.ts';
import { checkBundle, KUBERNETES } from '../../generators/core/olm/validate/check-bundle.ts';
import { ifAvailable } from '../judges/availability.ts';
import { type Case, casesOf, compare } from '../judges/bundle-mutations/compare.ts';
import { bundleObjects } from '../judges/bundle-mutations/draft.ts';
import { MUTATIONS } from '../judges/bundle-mutations/mutations.ts';
import { FILE_MUTATIONS } from '../judges/bundle-mutations/of-files.ts';
import { YAML_MUTATIONS } from '../judges/bundle-mutations/of-yaml.ts';
import { randomTexts } from '../judges/bundle-mutations/random-text.ts';
import { randomNumbers } from '../judges/crdify-mutations.ts';
import { exampleModels } from '../judges/examples.ts';
import { runGo } from '../judges/go.ts';
import { judge } from '../judges/judges.ts';
import { olmVerdicts } from '../judges/olmcheck.ts';

const scratch = mkdtempSync(join(tmpdir(), 'bundle-verdicts-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const models = exampleModels();

test.each(Object.keys(models))('find nothing in the bundle of the example %s', (name) => {
  const files = olmFiles(models[name]!)
    .filter(({ path }) => path.startsWith('bundle/'))
    .map(({ path, content }) => ({ path: path.slice('bundle/'.length), bytes: Buffer.from(content) }));
  expect(checkBundle(openBundle('bundle', files))).toEqual([]);
});

/** Links in a bundle, which is `bundle` in a folder; `csv` is the name of its ClusterServiceVersion. */
const LINKS: Readonly<Record<string, (folder: string, csv: string) => void>> = {
  'a ClusterServiceVersion outside of the bundle: taken': (folder, csv) =>
    moveAndLink(folder, `bundle/manifests/${csv}`, csv),
  'one in a folder that comes before manifests/: taken': (folder, csv) =>
    moveAndLink(folder, `bundle/manifests/${csv}`, `bundle/a/${csv}`),
  'one in a folder that comes after manifests/: refused': (folder, csv) =>
    moveAndLink(folder, `bundle/manifests/${csv}`, `bundle/src/${csv}`),
  'one beside manifests/: refused': (folder, csv) => moveAndLink(folder, `bundle/manifests/${csv}`, `bundle/${csv}`),
  'annotations outside of the bundle: taken': (folder) =>
    moveAndLink(folder, 'bundle/metadata/annotations.yaml', 'annotations.yaml'),
  'a link to nowhere in tests/: refused': (folder) => symlinkSync('nowhere', join(folder, 'bundle/tests/link')),
  'a link to nowhere in metadata/: refused': (folder) => symlinkSync('nowhere', join(folder, 'bundle/metadata/link')),
  'a link to a folder in tests/: refused': (folder) => symlinkSync('../manifests', join(folder, 'bundle/tests/link')),
  'a link to nowhere in a hidden folder: refused': (folder) => {
    mkdirSync(join(folder, 'bundle/.git'));
    symlinkSync('nowhere', join(folder, 'bundle/.git/link'));
  },
};

const moveAndLink = (folder: string, from: string, to: string): void => {
  mkdirSync(dirname(join(folder, to)), { recursive: true });
  renameSync(join(folder, from), join(folder, to));
  symlinkSync(join(folder, to), join(folder, from));
};

const judges = await ifAvailable(async () => [await judge('olmcheck'), await judge('operator-sdk')]);

describe.skipIf(judges === undefined)('the judges', () => {
  test('agree on the examples, changed in every way that somebody thought of', { timeout: 600_000 }, async () => {
    const names = Object.keys(models);
    const examples = names.map((name) => bundleObjects(models[name]!));
    // Each change to one of the examples, and the examples as they are.
    const changed = examples.flatMap((objects, i) =>
      casesOf(
        objects,
        [...MUTATIONS, ...YAML_MUTATIONS, ...FILE_MUTATIONS].filter((_, j) => j % examples.length === i),
      ),
    );
    const sound = examples.flatMap((objects, i) =>
      casesOf(objects, [{ name: names[i]!, isFormat: true, change: () => {} }]),
    );
    const { differences, judged } = await compare([...sound, ...changed], mkdtempSync(join(scratch, 'mutants-')));
    expect(differences).toEqual([]);
    expect(changed.length).toBeGreaterThan(1000);
    for (const count of [judged.clean, judged.errors, judged.unreadable]) expect(count).toBeGreaterThan(150);
    expect(judged.warnings).toBeGreaterThan(50);
  });

  test('agree on texts with pieces of YAML put in at random', { timeout: 120_000 }, async () => {
    const examples = Object.values(models).map(bundleObjects);
    const mutations = randomTexts(300, randomNumbers(7));
    const cases = mutations.map((mutation, i) => casesOf(examples[i % examples.length]!, [mutation])[0]!);
    const { differences, judged } = await compare(cases, mkdtempSync(join(scratch, 'texts-')));
    expect(differences).toEqual([]);
    expect(judged.unreadable).toBeGreaterThan(150);
    expect(judged.clean).toBeGreaterThan(30);
  });

  test.each(Object.keys(LINKS))('agree on %s', async (name) => {
    const folder = mkdtempSync(join(scratch, 'links-'));
    for (const { path, bytes } of casesOf(bundleObjects(Object.values(models)[0]!), [{ name, change: () => {} }])[0]!
      .files) {
      mkdirSync(dirname(join(folder, 'bundle', path)), { recursive: true });
      writeFileSync(join(folder, 'bundle', path), bytes);
    }
    LINKS[name]!(
      folder,
      readdirSync(join(folder, 'bundle/manifests')).find((file) => file.includes('clusterservice'))!,
    );
    const [verdict] = await olmVerdicts([join(folder, 'bundle')], KUBERNETES);
    const theirs =
      verdict!.unreadable !== undefined || Object.values(verdict!.findings).some(({ errors }) => errors.length > 0);
    const ours = checkBundle(readBundle(join(folder, 'bundle'), 'bundle'));
    expect(ours.some(({ severity }) => severity === 'error')).toBe(theirs);
    expect(theirs).toBe(name.endsWith('refused'));
  });

  test("agree on the validators' own test data", { timeout: 120_000 }, async () => {
    const module = (
      await runGo(
        'the module',
        ['list', '-m', '-f', '{{.Dir}}', 'github.com/operator-framework/api'],
        join(import.meta.dirname, '../judges/olmcheck'),
      )
    ).trim();
    const cases = bundlesBelow(join(module, 'pkg')).map((folder): Case => ({
      name: folder.slice(module.length + 1),
      files: readBundle(folder).files,
    }));
    expect(cases.length).toBeGreaterThan(15);
    const { differences } = await compare(cases, mkdtempSync(join(scratch, 'testdata-')));
    expect(differences).toEqual([]);
  });
});

/** Folders of testdata that are a bundle: those with a ClusterServiceVersion, or the ones around it that have its metadata. */
const bundlesBelow = (folder: string): readonly string[] => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes('testdata') && path.endsWith('.yaml') && !path.includes('/objects/'))
    .filter((path) => /^kind: ClusterServiceVersion/m.test(readFileSync(join(folder, path), 'utf8')));
  const folders = files.map((path) => join(folder, dirname(path)));
  const roots = folders.map((path) => (existsSync(join(path, '../metadata')) ? dirname(path) : path));
  return [...new Set(roots)].toSorted();
};
