/**
 * `helm upgrade --reuse-values` from a chart that lacked some value: the templates do without it, or the schema says what is missing. No
 * template breaks on it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { flattenValues } from '../../../generators/core/emit/chart/value.ts';
import { chartValues } from '../../../generators/core/emit/chart/values.ts';
import { sharedModel } from '../models.ts';
import { project } from './rendered.ts';

type Values = Record<string, unknown>;

/** The values without the one at a path. */
const without = (values: Values, [key = '', ...rest]: readonly string[]): Values => {
  const { [key]: value, ...others } = values;
  return rest.length === 0 ? others : { ...others, [key]: without(value as Values, rest) };
};

test('each value may be missing, or is named', async () => {
  const model = sharedModel();
  const { chart, refusal } = await project(model);
  const file = join(chart, 'values.yaml');
  const values = parse(await readFile(file, 'utf8')) as Values & Record<'metrics' | 'networkPolicy', Values>;
  // Everything on, so that each value is looked at.
  Object.assign(values.metrics['dashboard'] as Values, { enabled: true });
  Object.assign(values.networkPolicy['egress'] as Values, { enabled: true });
  const outcomes: (readonly [path: string, outcome: string])[] = [];
  for (const [path] of flattenValues(chartValues(model))) {
    const keys = path.split('.');
    await writeFile(file, stringify(without(values, keys)));
    outcomes.push([path, outcomeOf(refusal({}), keys.at(-1)!)]);
  }
  const have = (outcome: string) => outcomes.filter(([, one]) => one === outcome).length;
  expect(outcomes.filter(([, outcome]) => !['rendered', 'refused'].includes(outcome))).toEqual([]);
  expect(have('rendered')).toBeGreaterThan(20);
  expect(have('refused')).toBeGreaterThan(20);
}, 120_000);

/** Anything else is what helm said. */
const outcomeOf = (output: string, key: string): string => {
  if (output.startsWith('accepted')) return 'rendered';
  const isNamed = output.includes("don't meet the specifications of the schema") && output.includes(`'${key}'`);
  return isNamed ? 'refused' : output;
};
