import { describe, expect, test } from 'vitest';
import { specDescriptors, statusDescriptors } from '../../../generators/core/emit/olm/descriptors.ts';
import { displayNameOf } from '../../../generators/core/emit/olm/display-name.ts';
import type { JsonObject } from '../../../generators/core/model/model.ts';
import { version } from '../models.ts';

const UI = 'urn:alm:descriptor:com.tectonic.ui:';
const hints = (descriptors: readonly { readonly path: string; readonly 'x-descriptors'?: readonly string[] }[]) =>
  descriptors.map((descriptor) => [descriptor.path, ...(descriptor['x-descriptors'] ?? [])]);
const object = (properties: JsonObject): JsonObject => ({ type: 'object', properties });
const text = { type: 'string' };

describe('the descriptors of spec', () => {
  test.each<[string, JsonObject, readonly (readonly string[])[]]>([
    ['a boolean is a switch', { on: { type: 'boolean' } }, [['on', `${UI}booleanSwitch`]]],
    ['a number', { port: { type: 'integer' } }, [['port', `${UI}number`]]],
    ['what scale sets is a count of pods', { size: { type: 'integer' } }, [['size', `${UI}podCount`]]],
    ['text', { host: text }, [['host', `${UI}text`]]],
    ['a password', { token: { type: 'string', format: 'password' } }, [['token', `${UI}password`]]],
    ['an enumeration', { mode: { type: 'string', enum: ['a', 'b'] } }, [['mode', `${UI}select:a`, `${UI}select:b`]]],
    ['a reference', { tlsSecretName: text }, [['tlsSecretName', 'urn:alm:descriptor:io.kubernetes:Secret']]],
    [
      'resources as a whole',
      { resources: object({ limits: object({}), requests: object({}) }) },
      [['resources', `${UI}resourceRequirements`]],
    ],
    ['fields of fields', { tls: object({ host: text }) }, [['tls'], ['tls.host', `${UI}text`]]],
    [
      'fields of items',
      { rules: { type: 'array', items: object({ host: text }) } },
      [['rules'], ['rules[0].host', `${UI}text`]],
    ],
    [
      'items of items',
      { grid: { type: 'array', items: { type: 'array', items: object({ x: text }) } } },
      [['grid'], ['grid[0][0].x', `${UI}text`]],
    ],
    [
      'the spec of a pod as a whole',
      { template: object({ spec: object({ containers: {}, restartPolicy: text }) }) },
      [['template'], ['template.spec']],
    ],
    [
      'a field that only looks like an object’s',
      { spec: object({ metadata: text }) },
      [['spec'], ['spec.metadata', `${UI}text`]],
    ],
  ])('%s', (_title, spec, expected) => {
    expect(hints(specDescriptors(version({ spec })))).toEqual(expected);
  });

  test('take the description on one line, and leave it out where there is none', () => {
    const spec = { a: { type: 'string', description: 'One\n  two. ' }, b: text };
    expect(specDescriptors(version({ spec })).map(({ description }) => description)).toEqual(['One two.', undefined]);
  });
});

test('the descriptors of status', () => {
  const status = {
    readyReplicas: { type: 'integer' },
    phase: text,
    url: text,
    message: text,
    conditions: { type: 'array', items: object({ type: text, status: text, lastTransitionTime: text }) },
  };
  expect(hints(statusDescriptors(version({ status })))).toEqual([
    ['readyReplicas', `${UI}podCount`],
    ['phase', 'urn:alm:descriptor:io.kubernetes.phase'],
    ['url', 'urn:alm:descriptor:org.w3:link'],
    ['message', 'urn:alm:descriptor:text'],
    ['conditions', 'urn:alm:descriptor:io.kubernetes.conditions'],
  ]);
});

test('a kind without a status has no descriptors of it', () => {
  expect(statusDescriptors(version({ schema: { type: 'object' } }))).toEqual([]);
});

test.each([
  ['size', 'Size'],
  ['containerPort', 'Container Port'],
  ['tlsCAFile', 'Tls CA File'],
  ['x-kubernetes_foo', 'X Kubernetes Foo'],
  ['MemcachedCluster', 'Memcached Cluster'],
  ['HTTPRoute', 'HTTP Route'],
])('%s is shown as %s', (name, expected) => {
  expect(displayNameOf(name)).toBe(expected);
});

test('of a spec with too many fields, those that are not too deep', () => {
  const many = (prefix: string, of: JsonObject) =>
    object(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${prefix}${i}`, of])));
  const deep = many('a', many('b', many('c', text)));
  const paths = specDescriptors(version({ spec: deep.properties as JsonObject })).map(({ path }) => path);
  expect(paths).toHaveLength(9 + 9 * 9);
  expect(paths.slice(0, 2)).toEqual(['a0', 'a0.b0']);
});
