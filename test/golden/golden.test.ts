/**
 * Every example's operator.yaml gives, file by file, what stands in its expected/ folder: docs, goldens and tests in one.
 * After a wanted change: `npx vitest run --project golden -u`, then read the diff as the generated project's owner would.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PlannedFile } from '../../generators/core/plan/plan.ts';
import { loadSpec } from '../../generators/core/spec/load.ts';
import { exampleNames, examplePlan } from '../judges/examples.ts';

const examples = new URL('../../examples/', import.meta.url).pathname;

const plan = async (example: string): Promise<readonly PlannedFile[]> => {
  const { problems } = loadSpec(readFileSync(join(examples, example, 'operator.yaml')), 'operator.yaml');
  expect(problems).toEqual([]);
  return examplePlan(example);
};

/**
 * The vendored tarball changes with every change of the runtime and is no text to read, and the spec's schema is the one at the root:
 * their tests are elsewhere.
 */
const isText = ({ path }: PlannedFile): boolean => !path.endsWith('.tgz') && path !== 'operator.schema.json';

describe.each(exampleNames)('%s', async (example) => {
  const expected = join(examples, example, 'expected');
  const files = (await plan(example)).filter(isText);

  test.each(files)('$path', async ({ path, content }) => {
    await expect(Buffer.from(content).toString()).toMatchFileSnapshot(join(expected, path));
  });

  test('nothing else is expected', () => {
    const present = readdirSync(expected, { recursive: true, withFileTypes: true });
    const paths = present.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    expect(paths.toSorted()).toEqual(files.map((file) => join(expected, file.path)).toSorted());
  });

  test('the same spec gives the same bytes', async () => {
    expect(await plan(example)).toEqual(await plan(example));
  });
});
