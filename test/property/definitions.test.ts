/** Random legal CustomResourceDefinitions through the generator: what is asked for comes out, every time, and what is imported comes back. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { toYaml } from '../../generators/core/emit/yaml.ts';
import { importDefinitions } from '../../generators/core/import/import.ts';
import { buildModel } from '../../generators/core/model/build.ts';
import type { JsonObject } from '../../generators/core/model/json.ts';
import type { Model } from '../../generators/core/model/model.ts';
import { crd } from '../../generators/core/objects/crd.ts';
import { planFiles } from '../../generators/core/plan/files.ts';
import { projectFiles } from '../../generators/core/plan/project.ts';
import { sourceFiles } from '../../generators/core/plan/source.ts';
import { loadSpec } from '../../generators/core/spec/load.ts';
import { dialect } from '../../generators/core/spec/yaml-dialect.ts';
import { type Definition, definition } from './definitions.ts';
import { runs, SEED } from './settings.ts';
import { specOf } from './spec-of.ts';

const REPOSITORY = join(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'property-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Through text, as from a file. Errors are thrown: there must be none. */
const modelOf = (text: string): Model => {
  const { spec, problems } = loadSpec(text, 'operator.yaml');
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return buildModel(spec!);
};

const definitionsOf = (model: Model): readonly JsonObject[] => model.apis.map((api) => crd(api));

describe('random definitions', () => {
  test('are what the generator makes of a spec that asks for them', () => {
    fc.assert(
      fc.property(definition, (wanted) => {
        expect(definitionsOf(modelOf(toYaml(specOf(wanted))))).toEqual([wanted]);
      }),
      runs(100),
    );
  });

  test('are printed so that YAML 1.1 and 1.2 read the same', () => {
    fc.assert(
      fc.property(definition, (wanted) => {
        const text = toYaml(wanted);
        // Go's YAML 1.1, as in yaml-dialect.test.ts; integers come as bigint.
        expect(withNumbers(parse(text, dialect))).toEqual(wanted);
        expect(parse(text, { version: '1.2' })).toEqual(wanted);
      }),
      runs(40),
    );
  });

  test('come back from an import as they were', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(definition, { minLength: 1, maxLength: 2, selector: ({ spec }) => spec.names['kind'] }),
        (wanted) => {
          const bytes = Buffer.from(wanted.map((one) => toYaml(one)).join('---\n'));
          const { text, loaded } = importDefinitions({ inputs: [{ name: 'crds.yaml', bytes }], file: 'operator.yaml' });
          expect(loaded.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
          expect(byName(definitionsOf(modelOf(text!)))).toEqual(byName(wanted));
        },
      ),
      runs(40),
    );
  });

  test('make the same project, byte for byte, twice', async () => {
    await fc.assert(
      fc.asyncProperty(definition, async (wanted) => {
        const text = toYaml(specOf(wanted));
        const [first, second] = [await planFiles(modelOf(text)), await planFiles(modelOf(text))];
        expect(first).toEqual(second);
      }),
      runs(8),
    );
  });

  test('have types that compile', async () => {
    const wanted = fc
      .sample(definition, { seed: SEED, numRuns: 24 })
      .filter((one) => !INHERITED.test(JSON.stringify(one)));
    expect(wanted.length).toBeGreaterThan(5);
    const kinds = new Map(wanted.map((one) => [String(one.spec.names['kind']).toLowerCase(), one]));
    expect(await compiled(modelOf(toYaml(specOf(...kinds.values()))))).toEqual([]);
  });
});

/** TypeScript takes every literal for an object with these methods: where such a field is optional and of another type, no literal is without it. */
const INHERITED = /"(?:constructor|toString|hasOwnProperty)":/;

const withNumbers = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? Number(item) : item)));

const byName = (definitions: readonly JsonObject[]): readonly JsonObject[] =>
  definitions.toSorted((a, b) => ((a as Definition).metadata.name < (b as Definition).metadata.name ? -1 : 1));

/** What the compiler says of the generated sources. */
const compiled = async (model: Model): Promise<readonly string[]> => {
  for (const { path, content } of [...projectFiles(model), ...(await sourceFiles(model))]) {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    writeFileSync(join(scratch, path), content);
  }
  for (const [name, target] of [
    ['typescript', 'node_modules/typescript'],
    ['vitest', 'node_modules/vitest'],
    ['@types/node', 'node_modules/@types/node'],
    ['k8s-operator-runtime', 'runtime'],
  ] as const) {
    mkdirSync(dirname(join(scratch, 'node_modules', name)), { recursive: true });
    symlinkSync(join(REPOSITORY, target), join(scratch, 'node_modules', name));
  }
  try {
    execFileSync(join(REPOSITORY, 'node_modules/.bin/tsc'), ['--customConditions', 'source'], {
      cwd: scratch,
      encoding: 'utf8',
    });
    return [];
  } catch (error) {
    return String((error as { stdout?: string }).stdout)
      .split('\n')
      .filter((line) => line.startsWith('src'));
  }
};
