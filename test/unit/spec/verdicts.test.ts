/** Specs with what kube-apiserver accepts and refuses: the verdict must be the same, and a refusal must help. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../generators/core/model/json.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import type { Problem } from '../../../generators/core/spec/problem.ts';
import { readCases, readRecording, readYaml } from './verdicts/corpus.ts';
import { specOf } from './verdicts/crd-spec.ts';

const { kubernetes, verdicts } = readRecording();
const cases = readCases();

const errorsOf = (definition: JsonObject): readonly Problem[] =>
  loadSpec(specOf(definition), 'operator.yaml').problems.filter(({ severity }) => severity === 'error');

describe(`as kube-apiserver ${kubernetes}`, () => {
  test('every case was recorded', () =>
    expect(cases.map(({ name }) => name).filter((name) => verdicts[name] === undefined)).toEqual([]));

  test.for(cases)('$name', ({ name, definition }) => {
    const { accepted, message } = verdicts[name]!;
    const errors = errorsOf(definition);
    expect({ accepted: errors.length === 0, message, errors }).toMatchObject({ accepted });
    expect(
      errors.filter(({ line, hint, message: text }) => line === undefined || `${text}${hint}`.length < 20),
    ).toEqual([]);
  });
});

test('a format that the API server warns of is warned of', () => {
  const warned = cases.filter(
    ({ name }) => verdicts[name]!.warnings?.some((text) => text.includes('unrecognized format')) === true,
  );
  expect(warned.length).toBeGreaterThan(5);
  for (const { name, definition } of warned) {
    const { problems } = loadSpec(specOf(definition), 'operator.yaml');
    expect([name, problems.map(({ message }) => message)]).toEqual([
      name,
      expect.arrayContaining([expect.stringContaining('does not know the format')]),
    ]);
  }
});

/** Definitions outside of the repository, with verdicts in their own form. */
const shared = new URL('../../../../shared/cases/invalid/', import.meta.url);

/** A spec cannot say these: the group gets the operator's domain, the name of the definition follows from its names. */
const UNSAYABLE = new Set(['refused/names-group-without-dot.yaml', 'refused/names-metadata-name.yaml']);

describe.skipIf(!existsSync(shared))('../shared/cases/invalid (skipped where it is not there)', () => {
  const files = existsSync(shared)
    ? ['accepted', 'refused'].flatMap((verdict) =>
        readdirSync(new URL(verdict, shared)).map((file) => `${verdict}/${file}`),
      )
    : [];
  test.for(files.filter((file) => !UNSAYABLE.has(file)))('%s', (file) => {
    const errors = errorsOf(readYaml(readFileSync(new URL(file, shared), 'utf8')) as JsonObject);
    expect({ accepted: errors.length === 0, errors }).toMatchObject({ accepted: file.startsWith('accepted/') });
    expect(errors.filter(({ line }) => line === undefined)).toEqual([]);
  });
});
