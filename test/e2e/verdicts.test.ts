/** The verdicts that specs are checked by are still those of a real kube-apiserver. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { startControlPlane, type ControlPlane } from '../control-plane/start.ts';
import { asker, type Asker } from '../unit/spec/verdicts/ask.ts';
import { loadSpec } from '../../generators/core/spec/load.ts';
import { readCases, readRecording } from '../unit/spec/verdicts/corpus.ts';
import { specOf } from '../unit/spec/verdicts/crd-spec.ts';
import { mutate, randomOf } from '../unit/spec/verdicts/mutate.ts';

describe.skipIf(!(await controlPlaneAvailable('Verdicts of a real API server')))('a real kube-apiserver', () => {
  let controlPlane: ControlPlane;
  let api: Asker;

  beforeAll(async () => {
    controlPlane = await startControlPlane({ controllers: false });
    api = await asker(controlPlane.kubeConfig);
  }, 600_000);
  afterAll(() => controlPlane?.stop(), 60_000);

  test('gives the recorded verdicts', { timeout: 300_000 }, async () => {
    const { kubernetes, verdicts } = readRecording();
    expect(await api.version()).toBe(kubernetes);
    const asked: Record<string, boolean> = {};
    for (const { name, definition } of readCases()) asked[name] = (await api.ask(definition)).accepted;
    expect(asked).toEqual(Object.fromEntries(Object.entries(verdicts).map(([name, { accepted }]) => [name, accepted])));
  });

  test('agrees on definitions that are changed at random', { timeout: 300_000 }, async () => {
    const random = randomOf(36);
    const { verdicts } = readRecording();
    const accepted = readCases().filter(({ name }) => verdicts[name]!.accepted);
    const counts = { accepted: 0, refused: 0 };
    for (let i = 0; i < 1000; i++) {
      const { name, definition } = accepted[random(accepted.length)]!;
      const mutant = mutate(definition, random);
      const verdict = await api.ask(mutant);
      const errors = loadSpec(specOf(mutant), 'operator.yaml').problems.filter(({ severity }) => severity === 'error');
      expect({ name, mutant, errors, message: verdict.message, accepted: errors.length === 0 }).toMatchObject({
        accepted: verdict.accepted,
      });
      counts[verdict.accepted ? 'accepted' : 'refused']++;
    }
    expect(Math.min(counts.accepted, counts.refused)).toBeGreaterThan(200);
  });
});
