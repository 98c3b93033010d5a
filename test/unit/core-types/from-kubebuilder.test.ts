import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { operatorSchema } from '../../../generators/core/spec/schema/operator.ts';
import { coreTypeName } from '../../../generators/core/model/core-types.ts';
import { MARKERS } from '../../judges/markers.ts';

const text = readFileSync(new URL('../../../docs/from-kubebuilder.md', import.meta.url), 'utf8');
const rows = [...text.matchAll(/^\| (`\+.*?) \| (.*) \|$/gm)].map(([, markers = '', meaning = '']) => ({
  markers,
  meaning,
}));

/** Every name of a field in the JSON Schema of operator.yaml. */
const fields = new Set<string>();
const collect = (schema: unknown): void => {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties') for (const name of Object.keys(value as object)) fields.add(name);
    collect(value);
  }
};
collect(operatorSchema);

describe('docs/from-kubebuilder.md', () => {
  test.for(MARKERS)('has +%s', (marker) => {
    const parts = rows.filter(({ markers }) => markers.includes(`\`+${marker}\``) || markers.includes(`\`+${marker}:`));
    expect(parts).not.toEqual([]);
  });

  test.for(rows)('$markers: names fields that there are', ({ meaning }) => {
    const words = [...meaning.matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) =>
      code.replace(/[:{].*$/, '').split('.'),
    );
    const unknown = words.filter((word) => !fields.has(word) && !['domain', 'warning', 'uniqueItems'].includes(word));
    expect(unknown).toEqual([]);
    expect(words.length > 0 || meaning.startsWith('no field')).toBe(true);
  });

  test('names types that there are', () => {
    const names = [...text.matchAll(/\$ref: ([\w/.]+)/g)].map(([, name = '']) => name);
    expect(names.filter((name) => coreTypeName(name) === undefined)).toEqual([]);
    expect(names.length).toBeGreaterThan(5);
  });
});
