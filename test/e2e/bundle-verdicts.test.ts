/** Our verdict on bundles, sound and broken in a thousand ways, is that of operator-framework/api's validators and of operator-sdk. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { olmFiles } from '../../generators/core/plan/olm.ts';
import { openBundle } from '../../generators/core/olm/open-bundle.ts';
import { readBundle } from '../../generators/core/olm/read-bundle.ts';
import { checkBundle } from '../../generators/core/olm/validate/check-bundle.ts';
import { ifAvailable } from '../judges/availability.ts';
import { type Case, casesOf, compare } from '../judges/bundle-mutations/compare.ts';
import { bundleObjects } from '../judges/bundle-mutations/draft.ts';
import { MUTATIONS } from '../judges/bundle-mutations/mutations.ts';
import { exampleModels } from '../judges/examples.ts';
import { runGo } from '../judges/go.ts';
import { judge } from '../judges/judges.ts';

const scratch = mkdtempSync(join(tmpdir(), 'bundle-verdicts-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const models = exampleModels();

test.each(Object.keys(models))('find nothing in the bundle of the example %s', (name) => {
  const files = olmFiles(models[name]!)
    .filter(({ path }) => path.startsWith('bundle/'))
    .map(({ path, content }) => ({ path: path.slice('bundle/'.length), bytes: Buffer.from(content) }));
  expect(checkBundle(openBundle('bundle', files))).toEqual([]);
});

const judges = await ifAvailable(async () => [await judge('olmcheck'), await judge('operator-sdk')]);

describe.skipIf(judges === undefined)('the judges', () => {
  test('agree on the examples, changed in every way that somebody thought of', { timeout: 300_000 }, async () => {
    const names = Object.keys(models);
    const examples = names.map((name) => bundleObjects(models[name]!));
    // Each change to one of the examples, and the examples as they are.
    const changed = examples.flatMap((objects, i) =>
      casesOf(
        objects,
        MUTATIONS.filter((_, j) => j % examples.length === i),
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
