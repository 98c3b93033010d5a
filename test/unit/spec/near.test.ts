/** What is said to who used a word that there is not. */
import { describe, expect, test } from 'vitest';
import { listing, suggest } from '../../../generators/core/spec/near.ts';

describe('a word that there is not', () => {
  test('is taken for one that is near', () => {
    expect(suggest('mximum', ['minimum', 'maximum'], 'There are')).toBe('Did you mean "maximum"?');
  });

  test('is told of all where none is near, and of nothing where there is none', () => {
    expect(suggest('colour', ['size', 'image'])).toBe('Known: size, image.');
    expect(suggest('colour', [], 'There are')).toBeUndefined();
  });

  test('is told of twelve at most', () => {
    const names = Array.from({ length: 13 }, (_, index) => `n${index}`);
    expect(listing('There are', names)).toMatch(/^There are: n0, .*, n11, …$/);
    expect(listing('There are', names.slice(1))).toMatch(/, n12$/);
  });
});

test.each([
  ['There are', 'There is: web', 'There are: web, health'],
  ['There are permissions for', 'There are permissions for: web', 'There are permissions for: web, health'],
  ['Use one of', 'Use: web', 'Use one of: web, health'],
  ['Channels', 'Channel: web', 'Channels: web, health'],
  ['Commands', 'Command: web', 'Commands: web, health'],
  ['It has', 'It has: web', 'It has: web, health'],
  ['Known', 'Known: web', 'Known: web, health'],
])('%s: of one it is said as of one', (are, one, several) => {
  expect(listing(are, ['web'])).toBe(one);
  expect(listing(are, ['web', 'health'])).toBe(several);
});
