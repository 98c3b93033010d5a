/** What breaks, before the judge who made the rules: crdify's own code says the same of every pair. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { ifAvailable } from '../judges/availability.ts';
import { crdify, type Pair } from '../judges/crdify.ts';
import { mutated, randomNumbers } from '../judges/crdify-mutations.ts';
import { comparable } from '../judges/crdify-release.ts';
import { judge } from '../judges/judges.ts';
import { PAIRS } from '../unit/evolution/pairs.ts';
import { type Editable, widget } from '../unit/evolution/widget.ts';

const ROOT = join(import.meta.dirname, '../..');
const SHARED = join(ROOT, '../shared/cases/crds');

const available = await ifAvailable(() => judge('crdify'));

/** What one of the two finds and the other does not. */
const disagreements = async (pairs: readonly Pair[]): Promise<readonly object[]> => {
  const verdicts = await crdify(pairs);
  return pairs.flatMap((pair, i) => {
    const { findings, counts } = comparable(pair);
    const theirs = verdicts[i]!.findings.filter(counts);
    const missing = theirs.filter((line) => !findings.includes(line));
    const extra = findings.filter((line) => !theirs.includes(line));
    return missing.length + extra.length === 0 ? [] : [{ i, missing, extra }];
  });
};

const crdsOf = (file: string): readonly Editable[] =>
  parseAllDocuments(readFileSync(file, 'utf8'))
    .map((document): Editable => document.toJS())
    .filter((object) => object?.kind === 'CustomResourceDefinition');

const mutations = (crd: Editable, count: number, seed: number): readonly Pair[] => {
  const random = randomNumbers(seed);
  const base = {
    ...crd,
    status: {
      storedVersions: crd.spec.versions.filter((one: Editable) => one.storage).map((one: Editable) => one.name),
    },
  };
  return Array.from({ length: count }, () => {
    const older = random() < 0.5 ? base : mutated(base, random);
    return { older, newer: mutated(older, random) };
  });
};

describe.skipIf(available === undefined)('crdify agrees', () => {
  test(`on ${PAIRS.length} pairs made by hand`, async () => {
    expect(await disagreements(PAIRS)).toEqual([]);
  });

  test('on pairs that show each of its rules', async () => {
    const lines = (await crdify(PAIRS)).flatMap(({ findings }, i) => findings.filter(comparable(PAIRS[i]!).counts));
    expect([...new Set(lines.map((line) => line.split(' ').at(-1)))].toSorted()).toEqual(RULES);
  });

  test.each([1, 2, 3])('on random changes of a definition with everything in it (seed %i)', async (seed) => {
    expect(await disagreements(mutations(widget(), 300, seed))).toEqual([]);
  });

  test.each(globSync(join(ROOT, 'examples/*/expected/config/crd/*_*.yaml')).map((file) => [basename(file), file]))(
    'on random changes of %s',
    async (_name, file) => {
      expect(await disagreements(crdsOf(file).flatMap((crd) => mutations(crd, 100, 4)))).toEqual([]);
    },
  );

  test.skipIf(!existsSync(SHARED))(
    'on random changes of CRDs of others, where there are some beside the repository',
    async () => {
      const files = globSync(join(SHARED, '**/*.yaml')).toSorted();
      expect(files).not.toEqual([]);
      for (const file of files)
        expect({
          file,
          disagreements: await disagreements(crdsOf(file).flatMap((crd) => mutations(crd, 20, 5))),
        }).toEqual({
          file,
          disagreements: [],
        });
    },
  );
});

/** Those of release 0.5.0. */
const RULES = [
  'default',
  'description',
  'enum',
  'existingFieldRemoval',
  'maxItems',
  'maxLength',
  'maxProperties',
  'maximum',
  'minItems',
  'minLength',
  'minProperties',
  'minimum',
  'required',
  'scope',
  'storedVersionRemoval',
  'type',
  'unhandled',
];
