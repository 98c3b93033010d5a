/** Values and templates fit: no value that nobody reads, none that is read and does not exist, none without a word about it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { flattenValues, isSetting } from '../../../generators/core/emit/chart/value.ts';
import { chartValues } from '../../../generators/core/emit/chart/values.ts';
import { chartModels } from './models.ts';
import { project } from './rendered.ts';

interface Schema {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** The values that the schema does not describe; what is below a setting is Kubernetes' own. */
const undescribed = ({ properties = {} }: Schema): readonly string[] =>
  Object.entries(properties).flatMap(([key, child]) => {
    const below = 'default' in child ? [] : undescribed(child);
    return child.description ? below : [key].concat(below);
  });

/** The templates of a chart as code: braces of the spec's own texts are printed as they were, and read nothing. */
const codeOf = async (chart: string): Promise<string> => {
  const folder = join(chart, 'templates');
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
  const texts = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
  return texts.join('\n').replaceAll(/\{\{ "\{\{" \}\}.*?\}\}/g, '');
};

/** What makes the same values render differently: what is asked of a cluster, what is drawn by lot, the time. */
const FICKLE =
  /\b(lookup|rand\w*|shuffle|uuidv4|gen\w+(Cert|CA|Key)\w*|now|ago|htpasswd|bcrypt|env|expandenv|getHostByName)\b/;

describe.each(Object.entries(chartModels()))('of %s', (_, model) => {
  const settings = flattenValues(chartValues(model)).flatMap(([path, value]) => (isSetting(value) ? [path] : []));

  test('every value is read by a template, and every value that is read exists', async () => {
    const { chart } = await project(model);
    const read = (await codeOf(chart)).matchAll(/\.Values((?:\.\w+)+)/g);
    expect([...new Set(Array.from(read, ([, path]) => path!.slice(1)))].sort()).toEqual(settings.toSorted());
  });

  test('the same values give the same objects, in every cluster and at every time', async () => {
    const { chart } = await project(model);
    const code = Array.from((await codeOf(chart)).matchAll(/\{\{(.*?)\}\}/gs), ([, inner]) =>
      inner!.replaceAll(/"[^"]*"|\/\*.*?\*\//gs, ''),
    );
    expect(code.length).toBeGreaterThan(50);
    expect(code.filter((one) => FICKLE.test(one))).toEqual([]);
  });

  test('every value is described, in values.yaml as in the schema', async () => {
    const { chart } = await project(model);
    const [text, schema, table] = await Promise.all(
      ['values.yaml', 'values.schema.json', 'README.md'].map((file) => readFile(join(chart, file), 'utf8')),
    );
    expect(undescribed(JSON.parse(schema!))).toEqual([]);
    expect(Object.keys(parse(text!))).toEqual(Object.keys(chartValues(model)));
    for (const path of settings) expect(table).toContain(`| \`${path}\` |`);
    const keys = new Set(settings.flatMap((path) => path.split('.')));
    const lines = text!.split('\n');
    const bare = lines.filter(
      (line, index) => keys.has(/^ *(\w+):/.exec(line)?.[1] ?? '') && !/^ *#/.test(lines[index - 1]!),
    );
    expect(bare).toEqual([]);
  });
});
