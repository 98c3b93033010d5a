import { describe, expect, test } from 'vitest';
import { healthCheck } from '../../../generators/core/emit/flux/health.ts';
import { toTemplate } from '../../../generators/core/spec/template.ts';
import { memcachedApi, version } from '../models.ts';

const NOW = 'has(e.observedGeneration) && e.observedGeneration == metadata.generation';
const exists = (type: string) =>
  `has(status.conditions) && status.conditions.exists(e, e.type == "${type}" && e.status == "True" && ${NOW})`;

const withConditions = (...types: readonly string[]) =>
  memcachedApi({
    status: { fields: [], conditions: types.map((type) => ({ type, status: toTemplate(true) })), uses: [] },
  });

describe('an object of an own kind is healthy for Flux', () => {
  test.each([
    ['when the condition that says so holds', ['Available'], exists('Available'), undefined],
    ['by Ready rather than Available', ['Available', 'Ready'], exists('Ready'), undefined],
    ['and has failed when one that says so holds', ['Ready', 'Degraded'], exists('Ready'), exists('Degraded')],
    [
      'with either failure',
      ['Ready', 'Degraded', 'Stalled'],
      exists('Ready'),
      `${exists('Stalled')} || ${exists('Degraded')}`,
    ],
    [
      'when anything was said of the present generation, if no condition is known',
      ['Frobbed'],
      `has(status.conditions) && status.conditions.exists(e, ${NOW})`,
      undefined,
    ],
  ])('%s', (_title, types, current, failed) => {
    const check = healthCheck(withConditions(...types));
    expect(check).toEqual({
      apiVersion: 'cache.example.com/v1alpha1',
      kind: 'Memcached',
      current,
      ...(failed !== undefined && { failed }),
    });
  });

  test('whatever the generation, when the schema would prune it', () => {
    const storage = version({
      status: { conditions: { type: 'array', items: { type: 'object', properties: { type: {}, status: {} } } } },
    });
    const check = healthCheck({ ...withConditions('Ready'), storage });
    expect(check?.current).toBe(
      'has(status.conditions) && status.conditions.exists(e, e.type == "Ready" && e.status == "True")',
    );
  });

  test('when a field was computed, where there are fields only; one that CEL cannot name does not count', () => {
    const fields = ['endpoint', 'in', 'dotted.name'].map((name) => [name, toTemplate('x')] as const);
    const check = healthCheck(memcachedApi({ status: { fields, conditions: [], uses: [] } }));
    expect(check?.current).toBe('has(status.endpoint)');
  });

  test("by Flux's own rules, where the spec computes no status", () => {
    const { status: _status, ...api } = memcachedApi();
    expect(healthCheck(api)).toBeUndefined();
  });
});
