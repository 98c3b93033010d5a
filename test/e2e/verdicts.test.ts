/** The verdicts that specs are checked by are still those of a real kube-apiserver. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { startControlPlane, type ControlPlane } from '../control-plane/start.ts';
import { asker, type Asker } from '../unit/spec/verdicts/ask.ts';
import { readCases, readRecording } from '../unit/spec/verdicts/corpus.ts';

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
});
