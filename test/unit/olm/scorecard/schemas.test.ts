import { describe, expect, test } from 'vitest';
import { fieldIn, firstField } from '../../../../generators/core/olm/scorecard/schemas.ts';

const text = { type: 'string' };
const object = (properties: object) => ({ type: 'object', properties });
const schema = object({
  'a.b': object({ c: text }),
  d: object({ 'e.f': text, '"': text }),
  list: { type: 'array', items: object({ host: text }) },
});

describe('the field that the path of a descriptor names', () => {
  test.each([
    ['list', 'list'],
    ['list[0].host', 'list'],
    ['a.b', 'a.b'],
    ['["a.b"].c', 'a.b'],
    ['d["e.f"]', 'd'],
    ['d["\\""]', 'd'],
  ])('%s is there', (path, first) => {
    expect(fieldIn(schema, path)).toBe('present');
    expect(firstField(schema, path)).toBe(first);
  });

  test.each(['a.b.c', 'd.e.f', 'd["e"]', 'd["\\x"]', 'list[0].port'])('%s is not', (path) =>
    expect(fieldIn(schema, path)).toBe('absent'),
  );
});
