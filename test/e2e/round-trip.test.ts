/**
 * Random CustomResourceDefinitions before the real API server: it accepts exactly those that the generator accepts, and has in the end
 * what was meant. A difference is shrunk to the smallest definition that shows it.
 */
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toYaml } from '../../generators/core/emit/yaml.ts';
import { importDefinitions } from '../../generators/core/import/import.ts';
import { buildModel } from '../../generators/core/model/build.ts';
import type { JsonObject, JsonValue } from '../../generators/core/model/json.ts';
import { crd } from '../../generators/core/objects/crd.ts';
import { formatProblem } from '../../generators/core/spec/problem.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/start.ts';
import { definition } from '../property/definitions.ts';
import { changes, mutate, type Mutation, placed } from '../property/mutations.ts';
import { type Judge, judgeAt } from '../property/server.ts';
import { runs, SEED } from '../property/settings.ts';

const available = await controlPlaneAvailable('Random CustomResourceDefinitions before the real API server');

/** What the generator says of it, and makes of it. */
const imported = (wanted: JsonObject): { readonly errors: readonly string[]; readonly made?: JsonObject } => {
  const bytes = Buffer.from(toYaml(wanted));
  const { loaded } = importDefinitions({ inputs: [{ name: 'crd.yaml', bytes }], file: 'operator.yaml' });
  const errors = loaded.problems.filter(({ severity }) => severity === 'error').map(formatProblem);
  return loaded.spec === undefined || errors.length > 0
    ? { errors }
    : { errors, made: crd(buildModel(loaded.spec).apis[0]!) };
};

/** Without what the server fills in, and what Go does not tell from absent: false, "" and 0 of keywords that are no pointers. */
const essence = (value: JsonValue | undefined): JsonValue | undefined => {
  if (Array.isArray(value)) return value.map((item: JsonValue) => essence(item)!);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as JsonObject)
    .filter(([key, item]) => item !== undefined && !(ZEROS.has(key) && (item === false || item === '' || item === 0)))
    .map(([key, item]) => [key, essence(item)] as const);
  return Object.fromEntries(entries) as JsonObject;
};

/** Of defaults the generator asks only such rules as it can evaluate: cel/evaluate.ts says which. */
const isBeyondUs = (change: Mutation, message: string): boolean =>
  'keyword' in change &&
  change.keyword === 'x-kubernetes-validations' &&
  /\b(?:quantity|ip|isURL|duration|dyn|type|optional|cel)\b|\.\?/.test(JSON.stringify(change.value)) &&
  message.split(', spec.').every((complaint) => /\.default\b.*: Invalid value/.test(complaint));

const ZEROS: ReadonlySet<string> = new Set(
  'nullable exclusiveMinimum exclusiveMaximum uniqueItems deprecated priority format description title preserveUnknownFields'.split(
    ' ',
  ),
);

const specOf = (object: JsonObject | undefined): JsonValue | undefined => {
  const { conversion: _, ...spec } = (object?.['spec'] ?? {}) as JsonObject;
  return essence(spec);
};

describe.runIf(available)('random definitions', () => {
  let controlPlane: ControlPlane;
  let server: Judge;
  beforeAll(async () => {
    controlPlane = await startControlPlane({ controllers: false });
    server = await judgeAt(controlPlane.kubeConfig);
  });
  afterAll(async () => {
    server?.close();
    await controlPlane?.stop();
  });

  test('that are legal are accepted, and are there as they were meant', async () => {
    await fc.assert(
      fc.asyncProperty(definition, async (wanted) => {
        const { errors, made } = imported(wanted);
        const verdict = await server.judge(made ?? wanted);
        expect({ errors, verdict: verdict.accepted ? 'accepted' : verdict.message }).toEqual({
          errors: [],
          verdict: 'accepted',
        });
        expect(specOf(verdict.accepted ? verdict.object : undefined)).toEqual(specOf(wanted));
      }),
      runs(120),
    );
  });

  test('are stored, too', async () => {
    await fc.assert(
      fc.asyncProperty(definition, async (wanted) => {
        const verdict = await server.judge(imported(wanted).made!, { keep: true });
        await server.remove(wanted.metadata.name);
        expect(verdict.accepted && specOf(verdict.object)).toEqual(specOf(wanted));
      }),
      runs(10),
    );
  });

  test('with one change get the same verdict from both', async () => {
    const verdicts = new Set<boolean>();
    for (const [i, one] of changes.entries())
      await fc.assert(
        fc.asyncProperty(definition, placed(one), async (wanted, change) => {
          const changed = mutate(wanted, change);
          const verdict = await server.judge(changed, { lenient: true });
          const { errors } = imported(changed);
          fc.pre(verdict.accepted || !isBeyondUs(change, verdict.message));
          verdicts.add(verdict.accepted);
          expect({
            errors,
            message: verdict.accepted ? undefined : verdict.message,
            accepted: errors.length === 0,
          }).toEqual(expect.objectContaining({ accepted: verdict.accepted }));
        }),
        { ...runs(3), seed: SEED + i },
      );
    expect([...verdicts].toSorted()).toEqual([false, true]);
  });
});
