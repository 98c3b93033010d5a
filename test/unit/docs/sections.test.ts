import { describe, expect, test } from 'vitest';
import type { SchemaSpec, VersionSpec } from '../../../generators/core/spec/spec.ts';
import { anchors, headings, targets } from './document.ts';
import { reference, row, withFields } from './reference.ts';

describe('objects are sections that are linked', () => {
  test('through lists and maps, to any depth', () => {
    const leaf = (name: string): SchemaSpec => ({ type: 'object', properties: { [name]: { type: 'string' } } });
    const markdown = withFields({
      list: { type: 'array', items: leaf('a') },
      map: { type: 'object', additionalProperties: { type: 'array', items: leaf('b') } },
      object: { type: 'object', properties: { deep: leaf('c') } },
    });
    expect(headings(markdown).filter((heading) => heading.startsWith('Widget v1 '))).toEqual([
      'Widget v1 spec',
      'Widget v1 spec.list[]',
      'Widget v1 spec.map.*[]',
      'Widget v1 spec.object',
      'Widget v1 spec.object.deep',
    ]);
    expect(row(markdown, 'list')?.[0]).toBe('[]object');
    expect(row(markdown, 'map')?.[0]).toBe('map[string][]object');
    expect(markdown).toContain('[`map[string][]object`](#widget-v1-specmap)');
  });

  test('what has the same fields is one section, that says where it is used', () => {
    const port = (description: string): SchemaSpec => ({
      type: 'object',
      description,
      properties: { port: { type: 'integer' } },
    });
    const markdown = withFields({
      first: port('One.'),
      second: port('Two.'),
      third: { type: 'array', items: port('') },
    });
    expect(headings(markdown).filter((heading) => heading.startsWith('Widget v1 '))).toEqual([
      'Widget v1 spec',
      'Widget v1 spec.first',
    ]);
    expect(markdown).toContain(
      'Appears in [`spec`](#widget-v1-spec) as `first`, [`spec`](#widget-v1-spec) as `second`, [`spec`](#widget-v1-spec) as `third[]`.',
    );
    expect(row(markdown, 'second')?.[2]).toBe('Two.');
  });

  test('what versions have alike is told of the stored one', () => {
    const version = (name: string, field: string): VersionSpec => ({
      name,
      storage: name === 'v1',
      schema: {
        spec: {
          type: 'object',
          properties: {
            same: {
              type: 'object',
              properties: { deep: { type: 'object', properties: { port: { type: 'integer' } } } },
            },
            other: { type: 'object', properties: { [field]: { type: 'string' } } },
          },
        },
        status: { type: 'object', properties: { phase: { type: 'string' } } },
      },
    });
    const versions = [version('v1alpha1', 'a'), version('v1beta1', 'b'), version('v1', 'b')];
    const markdown = reference({ group: 'cache', kind: 'Widget', versions });
    expect(headings(markdown).slice(3)).toEqual([
      'Widget v1',
      'Widget v1 spec',
      'Widget v1 spec.same',
      'Widget v1 spec.same.deep',
      'Widget v1 spec.other',
      'Widget v1 status',
      'Widget v1alpha1',
      'Widget v1alpha1 spec',
      'Widget v1alpha1 spec.other',
      'Widget v1beta1',
    ]);
    expect(targets(markdown).filter((target) => !anchors(markdown).includes(target))).toEqual([]);
    expect(markdown.slice(markdown.indexOf('#### Widget v1beta1'))).toContain('[`object`](#widget-v1-spec)');
    expect(markdown.slice(markdown.indexOf('#### Widget v1alpha1'))).toContain('[`object`](#widget-v1-specsame)');
  });

  test('every link leads to one heading, where names collide too', () => {
    const object = (name: string, inner: SchemaSpec): SchemaSpec => ({ type: 'object', properties: { [name]: inner } });
    const schema = {
      a: object('bc', object('x', { type: 'string' })),
      ab: object('c', object('y', { type: 'string' })),
      abc: object('z', { type: 'string' }),
      ABC: object('w', { type: 'string' }),
      'odd  name`|<b>': object('v', { type: 'string' }),
      'with.dot': object('u', { type: 'string' }),
    };
    const version = (name: string, storage: boolean): VersionSpec => ({
      name,
      storage,
      schema: { spec: { type: 'object', properties: schema } },
    });
    const versions = [version('v1', true), version('v1alpha1', false)];
    const markdown = reference(
      { group: 'cache', kind: 'Widget', versions },
      { group: 'other', kind: 'Widget', versions },
      { group: 'cache', kind: 'Spec', versions },
    );
    const known = anchors(markdown);
    expect(new Set(known).size).toBe(known.length);
    expect(targets(markdown).filter((target) => !known.includes(target))).toEqual([]);
    // Each section but the title and the groups is linked to.
    expect(known.filter((anchor) => !targets(markdown).includes(anchor))).toEqual([
      'api-reference',
      'cacheexamplecom',
      'otherexamplecom',
    ]);
  });

  test('takes room for what is different, not for what is repeated', () => {
    const pod: SchemaSpec = {
      type: 'object',
      properties: Object.fromEntries(
        Array.from({ length: 50 }, (_, i) => [
          `f${i}`,
          { type: 'object', properties: { [`g${i}`]: { type: 'string' } } },
        ]),
      ),
    };
    const size = (count: number): number =>
      withFields(Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, structuredClone(pod)]))).length;
    expect(size(100) / size(1)).toBeLessThan(3);
    expect(withFields({ a: { $ref: 'Conditions' } })).not.toContain('lastTransitionTime');
  });
});
