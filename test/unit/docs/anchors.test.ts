import { expect, test } from 'vitest';
import { createAnchors } from '../../../generators/core/emit/docs/anchors.ts';

test("anchors are GitHub's, and each is there once", () => {
  const nameAnchor = createAnchors();
  const given = [
    ['Memcached v1alpha1 spec', 'memcached-v1alpha1-spec'],
    ['cache.example.com', 'cacheexamplecom'],
    ['Memcached v1 spec.a.bc[]', 'memcached-v1-specabc'],
    ['Memcached v1 spec.ab.c', 'memcached-v1-specabc-1'],
    ['Memcached v1 spec.abc', 'memcached-v1-specabc-2'],
    ['Memcached v1 spec.abc-1', 'memcached-v1-specabc-1-1'],
    ['with_line grün "x y"', 'with_line-grün-x-y'],
  ];
  expect(given.map(([heading]) => nameAnchor(heading!))).toEqual(given.map(([, anchor]) => anchor));
});
