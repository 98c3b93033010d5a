/** The expressions of `healthCheckExprs` on objects as they come by, evaluated as Flux does: an implementation of CEL that is not ours. */
import { Environment } from '@marcbachmann/cel-js';
import { describe, expect, test } from 'vitest';
import { parse } from '../../../generators/core/cel/syntax/parse.ts';
import { healthCheck, type HealthCheck } from '../../../generators/core/emit/flux/health.ts';
import { toTemplate } from '../../../generators/core/spec/template.ts';
import { memcachedApi, version } from '../models.ts';
import { deliveredModels } from './delivered-models.ts';

const cel = new Environment({ unlistedVariablesAreDyn: true });

type Data = Readonly<Record<string, unknown>>;

type Health = 'Unknown' | 'InProgress' | 'Failed' | 'Current';

/** fluxcd/pkg/runtime/cel, StatusEvaluator: an older generation first, then failed, then current. What cannot be evaluated is unknown. */
const healthOf = ({ failed, current }: HealthCheck, object: Data): Health => {
  const { status, metadata } = object as { readonly status?: Data; readonly metadata: Data };
  if (status?.['observedGeneration'] !== undefined && status['observedGeneration'] !== metadata['generation'])
    return 'InProgress';
  try {
    if (failed !== undefined && cel.evaluate(failed, { ...object }) === true) return 'Failed';
    return cel.evaluate(current, { ...object }) === true ? 'Current' : 'InProgress';
  } catch {
    return 'Unknown';
  }
};

const GENERATION = 3n;
const metadata = { name: 'a', generation: GENERATION };
const condition = (type: string, status: string, observedGeneration: bigint | undefined = GENERATION) => ({
  type,
  status,
  reason: 'Said',
  message: '',
  ...(observedGeneration !== 0n && { observedGeneration }),
});
/** That a condition is about no generation. */
const NONE = 0n;

const api = (...types: readonly string[]) =>
  memcachedApi({
    status: { fields: [], conditions: types.map((type) => ({ type, status: toTemplate(true) })), uses: [] },
  });

describe('with conditions that say of a generation', () => {
  const check = healthCheck(api('Available', 'Progressing', 'Degraded', 'Stalled'))!;

  test.each<[string, Data | undefined, string]>([
    ['the operator has not looked at it', undefined, 'Unknown'],
    ['an empty status', {}, 'InProgress'],
    ['no conditions yet', { readyReplicas: 1n }, 'InProgress'],
    ['an empty list', { conditions: [] }, 'InProgress'],
    ['another condition only', { conditions: [condition('Progressing', 'True')] }, 'InProgress'],
    ['not available', { conditions: [condition('Available', 'False')] }, 'InProgress'],
    ['not known', { conditions: [condition('Available', 'Unknown')] }, 'InProgress'],
    ['available before it was changed', { conditions: [condition('Available', 'True', 2n)] }, 'InProgress'],
    ['available, whenever', { conditions: [condition('Available', 'True', NONE)] }, 'InProgress'],
    ['available', { conditions: [condition('Available', 'True')] }, 'Current'],
    [
      'available, with all else false',
      { conditions: [condition('Degraded', 'False'), condition('Available', 'True'), condition('Stalled', 'False')] },
      'Current',
    ],
    ['degraded', { conditions: [condition('Available', 'True'), condition('Degraded', 'True')] }, 'Failed'],
    ['stalled', { conditions: [condition('Stalled', 'True')] }, 'Failed'],
    ['stalled before it was changed', { conditions: [condition('Stalled', 'True', 2n)] }, 'InProgress'],
    [
      'a status of an older generation',
      { observedGeneration: 2n, conditions: [condition('Available', 'True')] },
      'InProgress',
    ],
  ])('%s', (_title, status, expected) => {
    expect(healthOf(check, { metadata, ...(status !== undefined && { status }) })).toBe(expected);
  });
});

describe('otherwise', () => {
  test('conditions that say of no generation count as they are', () => {
    const conditions = { type: 'array', items: { type: 'object', properties: { type: {}, status: {} } } };
    const check = healthCheck({ ...api('Ready'), storage: version({ status: { conditions } }) })!;
    expect(healthOf(check, { metadata, status: { conditions: [condition('Ready', 'True', NONE)] } })).toBe('Current');
    expect(healthOf(check, { metadata, status: { conditions: [condition('Ready', 'False', NONE)] } })).toBe(
      'InProgress',
    );
  });

  test('conditions of which none is known to say so: any of the present generation', () => {
    const check = healthCheck(api('Frobbed'))!;
    expect(healthOf(check, { metadata, status: { conditions: [] } })).toBe('InProgress');
    expect(healthOf(check, { metadata, status: { conditions: [condition('Frobbed', 'False', 2n)] } })).toBe(
      'InProgress',
    );
    expect(healthOf(check, { metadata, status: { conditions: [condition('Frobbed', 'False')] } })).toBe('Current');
  });

  test('fields alone: any that was computed', () => {
    const fields = ['endpoint', 'phase'].map((name) => [name, toTemplate('x')] as const);
    const check = healthCheck(memcachedApi({ status: { fields, conditions: [], uses: [] } }))!;
    expect(healthOf(check, { metadata })).toBe('Unknown');
    expect(healthOf(check, { metadata, status: {} })).toBe('InProgress');
    expect(healthOf(check, { metadata, status: { phase: 'Up' } })).toBe('Current');
  });
});

test('all that is emitted is CEL as cel-go reads it', () => {
  const checks = Object.values(deliveredModels()).flatMap(({ apis }) => apis.map(healthCheck));
  const expressions = checks.flatMap((check) => [check?.current, check?.failed]).filter((text) => text !== undefined);
  expect(expressions.length).toBeGreaterThan(10);
  for (const expression of expressions) expect(() => parse(expression)).not.toThrow();
});
