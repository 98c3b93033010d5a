import { expect, test } from 'vitest';
import { apiReference } from '../../../runtime/scripts/api-reference/reference.ts';

const text = apiReference();

test('runtime/docs/api.md is what the sources say (vitest -u writes it)', async () => {
  await expect(text).toMatchFileSnapshot('../../../runtime/docs/api.md');
});

test('every link in it leads somewhere, and no two exports share a place', () => {
  const anchors = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, anchor]) => anchor);
  const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
  expect(new Set(anchors).size).toBe(anchors.length);
  expect(links.filter((link) => !anchors.includes(link))).toEqual([]);
});
