import { expect, test } from 'vitest';
import { relatedImages } from '../../../generators/core/emit/olm/images.ts';
import type { ObjectTemplate } from '../../../generators/core/model/model.ts';
import { toTemplate } from '../../../generators/core/spec/template.ts';
import { kindOf, memcachedApi, memcachedModel, version } from '../models.ts';

/** What a Job's container with this image adds, the image written as in a spec. */
const image = (text: string, list = 'containers') => {
  const child = {
    name: 'job',
    kind: kindOf('batch/v1', 'Job'),
    template: toTemplate({ spec: { [list]: [{ name: 'main', image: text }] } }) as ObjectTemplate,
  };
  const storage = version({
    spec: {
      tag: { type: 'string', default: '7' },
      server: { type: 'object', properties: { image: { default: 'redis:7' } } },
    },
  });
  const related = relatedImages(memcachedModel({ apis: [memcachedApi({ storage, children: [child] })] }));
  return related.filter(({ name }) => name.startsWith('memcached-job'));
};

test.each<[string, string, readonly string[]]>([
  ['one that is named', 'redis:6', ['redis:6']],
  ['the default of a field', '${self.spec.server.image}', ['redis:7']],
  ['the default of a field that may be absent', '${self.spec.server?.image}', ['redis:7']],
  ['one put together', 'redis:${self.spec.tag}', ['redis:7']],
  ['none that only a running operator can tell', '${pick(self.spec.tag)}', []],
  ['none of a field without a default', '${self.spec.other}', []],
  ['not the own one twice', 'ghcr.io/acme/memcached-operator:0.1.0', []],
])('related images have %s', (_title, text, expected) => {
  expect(image(text).map((related) => related.image)).toEqual(expected);
});

test('related images have those of init containers', () => {
  expect(image('busybox', 'initContainers')).toEqual([{ name: 'memcached-job-main', image: 'busybox' }]);
});

test('the first is the operator’s own', () => {
  expect(relatedImages(memcachedModel())[0]).toEqual({
    name: 'memcached-operator',
    image: 'ghcr.io/acme/memcached-operator:0.1.0',
  });
});
