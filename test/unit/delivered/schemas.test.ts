/** The verdict on values, before helm's own: what it takes is no problem here, and what it refuses is told, or said not to be known. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, test } from 'vitest';
import { readSchema } from '../../../generators/core/delivered/values/schema-faults.ts';
import { type JsonValue, jsonText } from '../../../generators/core/model/json.ts';
import { findTools } from '../../control-plane/tools.ts';
import { put } from '../apply/tree.ts';
import { SCHEMAS } from './schemas.ts';

const { helm } = await findTools();
const root = mkdtempSync(join(tmpdir(), 'schemas-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Whether helm renders a chart with the schema and the values; else what it says. */
const helmSays = (index: number): Promise<string> => {
  const [, schema, values] = SCHEMAS[index]!;
  const chart = join(root, String(index));
  put(chart, {
    'Chart.yaml': 'apiVersion: v2\nname: judged\nversion: 0.1.0\n',
    'values.yaml': jsonText(values),
    'values.schema.json': JSON.stringify(schema),
    'templates/a.yaml': 'kind: List\napiVersion: v1\nitems: []\n',
  });
  return new Promise((resolve, reject) => {
    let err = '';
    const child = spawn(helm, ['template', 'judged', chart], { stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject).on('close', (code) => resolve(code === 0 ? '' : err));
  });
};

const ours = (schema: unknown, values: object): 'right' | 'wrong' | 'unknown' => {
  const reader = readSchema(schema as JsonValue);
  if (!reader.ok) return 'unknown';
  if (reader.faultsOf(values as JsonValue).length > 0) return 'wrong';
  return reader.unread.length > 0 ? 'unknown' : 'right';
};

describe.concurrent('helm says the same', () => {
  test.each(SCHEMAS.map(([what, , values, isRight], i) => [i, what, jsonText(values), isRight] as const))(
    '%i %s: of %s %s',
    async (i, _what, _values, isRight) => {
      const [, schema, values] = SCHEMAS[i]!;
      const said = await helmSays(i);
      expect(said).toMatch(isRight ? /^$/ : /./);
      expect(['unknown', isRight ? 'right' : 'wrong']).toContain(ours(schema, values));
    },
  );
});

test('hardly anything is unknown, and that only where helm refuses the schema, or has to fetch another', () => {
  const unknown = SCHEMAS.filter(([, schema, values]) => ours(schema, values) === 'unknown').map(([what]) => what);
  expect(unknown).toMatchInlineSnapshot(`
    [
      "2020-12: items is no list",
      "a draft that nobody has",
      "a draft that is no text",
      "a list",
      "a pattern that looks ahead",
      "a pattern with \\u",
      "a pattern that is none",
      "a type that there is none of",
      "an empty enum",
      "required in the manner of draft 3",
      "$id twice",
      "a reference to nothing",
      "a reference to another file",
      "a reference to an urn",
      "a reference to an urn, in a choice of one",
      "a reference to an urn, and what it may know",
    ]
  `);
});
