import { describe, expect, test } from 'vitest';
import { splitLines } from '../../../runtime/src/transport/lines.ts';

const split = (chunks: readonly Buffer[]) => {
  const lines: string[] = [];
  const splitter = splitLines((line) => lines.push(line.toString()));
  for (const chunk of chunks) splitter.push(chunk);
  return { lines, rest: splitter.rest().toString() };
};

describe('a byte stream is split into lines', () => {
  const text = '{"a":"ä€😀"}\n\n{"b":2}\nlast';
  const bytes = Buffer.from(text);
  const expected = { lines: ['{"a":"ä€😀"}', '{"b":2}'], rest: 'last' };

  test.each([1, 2, 3, 5, 7, bytes.length])('cut every %i bytes, also inside characters', (size) => {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    expect(split(chunks)).toEqual(expected);
  });

  test('nothing is left over after a whole line', () => {
    expect(split([Buffer.from('a\n')])).toEqual({ lines: ['a'], rest: '' });
  });
});
