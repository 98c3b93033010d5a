/** Where the images of bundle and catalog are pushed. */
import { expect, test } from 'vitest';
import { problemsOf } from './problems.ts';
import { changed } from './spec-text.ts';

const spec = (olm: object): string => changed(['  apis:', `  delivery: {olm: ${JSON.stringify(olm)}}\n  apis:`]);

/** What is said of images; a catalog without releases is another matter. */
const told = (olm: object): readonly string[] => problemsOf(spec(olm)).filter((problem) => problem.includes('image'));

test.each([
  'user/b',
  'docker.io/user/b',
  'localhost/b',
  'localhost:5000/b',
  'r.example.com:8443/a/b_c/d--e',
  '127.0.0.1:5000/b',
])('%s is one', (image) => {
  expect(told({ bundleImage: image, catalog: { image } })).toEqual([]);
});

test.each([
  'user/b:v1',
  'localhost:5000/b:v1',
  `ghcr.io/b@sha256:${'a'.repeat(64)}`,
  'ghcr.io/Acme/b',
  'oci://ghcr.io/b',
  'a"\n  KEY: "b',
  'localhost:5000',
  'a/'.repeat(130) + 'b',
])('%s is none', (image) => {
  const problems = told({ bundleImage: image, catalog: { image } });
  expect(problems).toEqual([
    expect.stringMatching(
      /spec\.delivery\.olm\.bundleImage: ".*" is no image without a tag\. Use registry\/repository, /,
    ),
    expect.stringMatching(/spec\.delivery\.olm\.catalog\.image: ".*" is no image without a tag\. Use /),
  ]);
});
