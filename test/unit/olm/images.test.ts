import { expect, test } from 'vitest';
import { relatedImages } from '../../../generators/core/emit/olm/images.ts';
import type { Template } from '../../../generators/core/model/model.ts';
import { builtin, expression, literal, memcachedApi, memcachedModel, object, version } from './memcached-model.ts';

const image = (template: Template, list = 'containers') => {
  const containers: Template = { type: 'array', items: [object({ name: literal('main'), image: template })] };
  const child = {
    name: 'job',
    kind: builtin('batch', 'v1', 'Job', 'jobs'),
    template: object({ spec: object({ [list]: containers }) }),
  };
  const storage = version({
    spec: {
      tag: { type: 'string', default: '7' },
      server: { type: 'object', properties: { image: { default: 'redis:7' } } },
    },
  });
  return relatedImages(memcachedModel({ apis: [memcachedApi({ storage, children: [child] })] })).slice(1);
};
const code = (text: string): Template => ({ type: 'expression', expression: expression(text) });

test.each<[string, Template, readonly string[]]>([
  ['one that is named', literal('redis:6'), ['redis:6']],
  ['the default of a field', code('self.spec.server.image'), ['redis:7']],
  ['the default of a field that may be absent', code('self.spec.server?.image'), ['redis:7']],
  ['one put together', { type: 'interpolation', parts: ['redis:', expression('self.spec.tag')] }, ['redis:7']],
  ['none that only a running operator can tell', code('pick(self.spec.tag)'), []],
  ['none of a field without a default', code('self.spec.other'), []],
  ['not the own one twice', literal('ghcr.io/acme/memcached-operator:0.1.0'), []],
])('related images have %s', (_title, template, expected) => {
  expect(image(template).map((related) => related.image)).toEqual(expected);
});

test('related images have those of init containers', () => {
  expect(image(literal('busybox'), 'initContainers')).toEqual([{ name: 'memcached-job-main', image: 'busybox' }]);
});

test('the first is the operator’s own', () => {
  expect(relatedImages(memcachedModel())[0]).toEqual({
    name: 'memcached-operator',
    image: 'ghcr.io/acme/memcached-operator:0.1.0',
  });
});
