/**
 * `node test/judges/bundle-mutations/random.ts [SEED [COUNT]]`: as many changed bundles of the examples before us and before the judges,
 * the same ones for the same seed. Every tenth of them is put before operator-sdk too.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleModels } from '../examples.ts';
import { randomNumbers } from '../crdify-mutations.ts';
import { casesOf, compare } from './compare.ts';
import { bundleObjects, type Draft } from './draft.ts';
import { everywhere } from './everywhere.ts';
import type { Mutation } from './mutation.ts';
import { MUTATIONS } from './mutations.ts';

const [seed = 1, count = 2000] = process.argv.slice(2).map(Number);
const random = randomNumbers(seed);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

/** One change to three. Some undo what others need; then there is one less. */
const several = (all: readonly Mutation[], i: number): Mutation => {
  const changes = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
    random() < 0.7 ? pick(all) : pick(MUTATIONS),
  );
  return {
    name: changes.map(({ name }) => name).join(' + '),
    change: (draft: Draft) => {
      for (const { change } of changes)
        try {
          change(draft);
        } catch (error) {
          if (!(error instanceof TypeError)) throw error;
        }
    },
    ...(i % 10 === 0 && { isFormat: true as const }),
  };
};

const scratch = mkdtempSync(join(tmpdir(), 'bundles-'));
try {
  const examples = Object.values(exampleModels()).map(bundleObjects);
  const places = examples.map(everywhere);
  const cases = Array.from({ length: count }, (_, i) => {
    const example = i % examples.length;
    return casesOf(examples[example]!, [several(places[example]!, i)])[0]!;
  });
  const { differences, judged } = await compare(cases, scratch);
  for (const difference of differences) console.log(difference);
  console.log(`${count} bundles, ${JSON.stringify(judged)}; ${differences.length} differences`);
  process.exitCode = differences.length === 0 ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true });
}
