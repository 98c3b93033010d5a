/** The workflows that are generated, before actionlint: GitHub tells of a broken one only when it is to run. */
import { describe, expect, test } from 'vitest';
import { projectFiles } from '../../generators/core/plan/project.ts';
import type { Model } from '../../generators/core/model/model.ts';
import { actionlint } from '../judges/actionlint.ts';
import { ifAvailable } from '../judges/availability.ts';
import { exampleModels } from '../judges/examples.ts';
import { judge } from '../judges/judges.ts';
import { deliveredModels } from '../unit/flux/delivered-models.ts';
import { memcachedModel } from '../unit/models.ts';

const workflows = (model: Model): Readonly<Record<string, string>> =>
  Object.fromEntries(
    projectFiles(model)
      .filter(({ path }) => path.startsWith('.github/workflows/'))
      .map(({ path, content }) => [path.replace('.github/workflows/', ''), String(content)]),
  );

const available = (await ifAvailable(() => judge('actionlint'))) !== undefined;

describe.skipIf(!available)('actionlint', () => {
  test.each(Object.entries({ ...exampleModels(), ...deliveredModels() }))(
    'finds nothing: %s',
    async (_title, model) => {
      const files = workflows(model);
      expect(Object.keys(files)).toEqual(['ci.yaml', 'release.yaml']);
      for (const text of Object.values(files)) expect(await actionlint(text)).toEqual([]);
    },
  );

  const release = workflows(memcachedModel())['release.yaml']!;
  test.each([
    [
      'what of an event gets into a script',
      ['version="$(', 'echo ${{ github.head_ref }}\n          version="$('],
      'expression',
    ],
    ['a job that is not there', ['needs: test', 'needs: tests'], 'job-needs'],
    ['a right that is none', ['id-token: write', 'id-tokens: write'], 'permissions'],
  ] as const)('finds %s', async (_title, [from, to], kind) => {
    expect(release).toContain(from);
    expect((await actionlint(release.replace(from, () => to))).join('\n')).toContain(` ${kind}: `);
  });
});
