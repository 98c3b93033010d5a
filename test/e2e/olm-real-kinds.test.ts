/**
 * Operators of kinds that there are, imported from their definitions: what a bundle says of them passes OLM's validators and Operator SDK's
 * scorecard, describes every field, or as many as there is room for, and no more than there are.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOM } from '../../generators/core/emit/olm/fitted.ts';
import { importDefinitions } from '../../generators/core/import/import.ts';
import { buildModel } from '../../generators/core/model/build.ts';
import type { JsonObject } from '../../generators/core/model/json.ts';
import type { Model } from '../../generators/core/model/model.ts';
import { checkBundle } from '../../generators/core/olm/validate/check-bundle.ts';
import { readBundle } from '../../generators/core/olm/read-bundle.ts';
import { scorecard as ourScorecard } from '../../generators/core/olm/scorecard/scorecard.ts';
import { descriptorProblems } from '../../generators/core/plan/descriptor-room.ts';
import { olmFiles } from '../../generators/core/plan/olm.ts';
import { formatProblem } from '../../generators/core/spec/problem.ts';
import { ifAvailable } from '../judges/availability.ts';
import { fluxCrds } from '../judges/flux-crds.ts';
import { judge } from '../judges/judges.ts';
import { monitoringCrds } from '../judges/monitoring-crds.ts';
import { olmV0Crds } from '../judges/olm-crds.ts';
import { olmVerdicts } from '../judges/olmcheck.ts';
import { scorecardJudge } from '../judges/scorecard.ts';
import { writeFiles } from '../unit/olm/catalog/bundles.ts';

/** The operator of definitions; what a cluster has written into them is left out. */
const operatorOf = (crds: readonly JsonObject[]): Model => {
  const inputs = crds.map(({ status: _status, ...crd }, i) => ({
    name: `${i}.json`,
    bytes: Buffer.from(JSON.stringify(crd)),
  }));
  const { loaded } = importDefinitions({ inputs, file: 'operator.yaml' });
  if (loaded.spec === undefined) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return buildModel(loaded.spec);
};

const SOURCES = {
  'the Prometheus Operator': monitoringCrds,
  OLM: olmV0Crds,
  Flux: fluxCrds as unknown as () => Promise<readonly JsonObject[]>,
};
const names = Object.keys(SOURCES) as readonly (keyof typeof SOURCES)[];

const crds = await ifAvailable(async () =>
  Object.fromEntries(await Promise.all(names.map(async (name) => [name, await SOURCES[name]()] as const))),
);
const [olmcheck, scorecardTest] = [
  await ifAvailable(() => judge('olmcheck')),
  await ifAvailable(() => judge('scorecard-test')),
];

describe.skipIf(crds === undefined)('a bundle of', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'olm-real-'));
  afterAll(() => rmSync(scratch, { recursive: true }));
  const models = new Map<string, Model>();
  const folder = (name: string): string => join(scratch, name, 'bundle');
  beforeAll(() => {
    for (const name of names) {
      const model = operatorOf(crds![name]!);
      models.set(name, model);
      writeFiles(
        join(scratch, name),
        Object.fromEntries(olmFiles(model).map(({ path, content }) => [path, String(content)])),
      );
    }
  });

  describe.each(names)('the kinds of %s', (name) => {
    test.skipIf(olmcheck === undefined)('has no error and no warning for the validators', async () => {
      const [{ unreadable, findings }] = (await olmVerdicts([folder(name)], '1.36')) as [
        Awaited<ReturnType<typeof olmVerdicts>>[number],
      ];
      const found = Object.values(findings).flatMap(({ errors, warnings }) => errors.concat(warnings));
      expect({ unreadable, found }).toEqual({ unreadable: undefined, found: [] });
    });

    test.skipIf(scorecardTest === undefined)('passes the scorecard', async () => {
      const sdk = await scorecardJudge();
      const verdicts = await sdk.judge(folder(name)).finally(sdk.remove);
      for (const [check, verdict] of Object.entries(verdicts)) {
        const { state, errors = [], suggestions = [] } = 'ended' in verdict ? { state: verdict.ended } : verdict;
        const others = suggestions.filter((text) => !text.includes('does not have status spec'));
        expect({ check, state, errors, others }).toEqual({ check, state: 'pass', errors: [], others: [] });
      }
    });

    test('has nothing that we find', () => {
      const bundle = readBundle(folder(name));
      const found = [...checkBundle(bundle), ...ourScorecard(bundle).flatMap(({ problems }) => problems)];
      expect(found.map(formatProblem).filter((text) => !text.includes('has no status.'))).toEqual([]);
    });

    test('fits into a ClusterServiceVersion', () => {
      const { content } = readBundle(folder(name));
      expect(Buffer.byteLength(JSON.stringify(content!.csv))).toBeLessThanOrEqual(ROOM);
      const told = descriptorProblems(models.get(name)!, 'operator.yaml');
      expect(told).toHaveLength(name === 'the Prometheus Operator' ? 1 : 0);
    });
  });
});
