/** docs/scorecard.md says of every test what that does: it is written from the tests, and from what they find. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REASONS } from '../../../generators/build/scorecard-reference/reasons.ts';
import { scorecardReference } from '../../../generators/build/scorecard-reference/render.ts';
import { openBundle } from '../../../generators/core/olm/open-bundle.ts';
import { CONSISTENCY } from '../../../generators/core/olm/scorecard/consistency.ts';
import { scorecard } from '../../../generators/core/olm/scorecard/scorecard.ts';
import { bundleObjects, draftOf, filesOf } from '../../judges/bundle-mutations/draft.ts';
import { DEFECTS } from '../../judges/bundle-mutations/of-consistency.ts';
import { memcachedModel } from '../olm/memcached-model.ts';

const objects = bundleObjects(memcachedModel());

/** What each test of ours says of the defect that shows it. */
const findings = new Map(
  DEFECTS.map(({ test: name, change }) => {
    const draft = draftOf(objects);
    change(draft);
    const result = scorecard(openBundle('bundle', filesOf(draft))).find((each) => each.name === name)!;
    // Where it stands in the example is of no interest, and changes with it.
    const [problem] = result.problems;
    const { path = '', message = '', hint = '' } = problem ?? {};
    return [name, [`${path}: ${message} ${hint}`.trimEnd()]];
  }),
);

const tests = scorecard(openBundle('bundle', filesOf(draftOf(objects))));

test('docs/scorecard.md is what the tests give (vitest -u writes it)', async () => {
  await expect(scorecardReference(tests, findings)).toMatchFileSnapshot('../../../docs/scorecard.md');
});

test('there is a reason for each test, and for no other', () => {
  expect(Object.keys(REASONS)).toEqual(tests.map(({ name }) => name));
});

const FOLDER = join(import.meta.dirname, '../../../generators/core/olm/scorecard/consistency');
const sources = readdirSync(FOLDER).map((file) => readFileSync(join(FOLDER, file), 'utf8'));

test.each(CONSISTENCY.map(({ name }) => name))('%s can fail and suggest as its reason says', (name) => {
  const source = sources.find((text) => text.includes(`name: '${name}'`))!;
  const { fails, suggests } = REASONS[name]!;
  expect({ fails: fails.length > 0, suggests: suggests.length > 0 }).toEqual({
    fails: /\.error\(|'error'/.test(source),
    suggests: /\.warning\(|'warning'/.test(source),
  });
});

test.each(DEFECTS.map(({ test: name, severity }) => [name, severity] as const))(
  'what shows %s is an %s, as its reason says',
  (name, severity) => {
    expect(REASONS[name]![severity === 'error' ? 'fails' : 'suggests']).not.toEqual([]);
  },
);
