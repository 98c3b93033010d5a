/** The verdicts that CEL rules are checked by are still those of a real kube-apiserver. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/start.ts';
import { readRecording, record } from '../unit/cel/corpus/recording.ts';
import { asker } from '../unit/spec/verdicts/ask.ts';

describe.skipIf(!(await controlPlaneAvailable('CEL verdicts of a real API server')))('a real kube-apiserver', () => {
  let controlPlane: ControlPlane;

  beforeAll(async () => {
    controlPlane = await startControlPlane({ controllers: false });
  }, 600_000);
  afterAll(() => controlPlane?.stop(), 60_000);

  test('gives the recorded verdicts', { timeout: 300_000 }, async () => {
    const { kubernetes, verdicts } = await record(await asker(controlPlane.kubeConfig));
    const accepted = (all: Readonly<Record<string, string | null>>): Record<string, boolean> =>
      Object.fromEntries(Object.entries(all).map(([name, message]) => [name, message === null]));
    expect(kubernetes).toBe(readRecording().kubernetes);
    expect(accepted(verdicts)).toEqual(accepted(readRecording().verdicts));
  });
});
