import { describe, expect, test } from 'vitest';
import { docsFiles } from '../../../generators/core/plan/docs.ts';
import type { SchemaSpec } from '../../../generators/core/spec/spec.ts';
import { headings, links, tables, tags, targets } from './document.ts';
import { api, modelOf, reference, row } from './reference.ts';

describe('hostile text', () => {
  const hostile =
    'a | b `c` ``d` <script>alert(1)</script> </td></tr></table> {{ .Values }} {% x %}\n\n# heading\n- item\n    code\n' +
    '```\nfence\n[x](javascript:y) ![z](w) <!-- --> --> &lt; \\| \\` \u202e \u2028 *em* _em_ $x$ | x |';

  test('neither breaks a table nor becomes HTML, and is shown in whole', () => {
    const markdown = reference(
      api(
        {
          deprecated: true,
          deprecationWarning: hostile,
          schema: {
            description: hostile,
            spec: {
              type: 'object',
              properties: {
                field: {
                  type: 'string',
                  description: hostile,
                  title: hostile,
                  default: hostile,
                  example: hostile,
                  enum: [hostile],
                  pattern: '|`<',
                  'x-kubernetes-validations': [{ rule: hostile, message: hostile }],
                },
              },
            },
          },
          additionalPrinterColumns: [{ name: hostile, type: 'string', jsonPath: '.a|`<b>', description: hostile }],
        },
        { shortNames: ['a|b'], categories: ['<b>'], sample: { spec: { field: hostile } } },
      ),
    );
    expect(new Set(tags(markdown.replace(/^<!-- Generated .* -->$/m, '')))).toEqual(
      new Set(['<br>', '<code>', '</code>']),
    );
    expect(links(markdown).filter((link) => !/^#widget|^https:\/\/kubernetes\.io\//.test(link))).toEqual([]);
    expect(headings(markdown)).toEqual(['API reference', 'cache.example.com', 'Widget', 'Widget v1', 'Widget v1 spec']);
    const shown = row(markdown, 'field')?.[2] ?? '';
    for (const words of [
      'a | b `c` ``d` <script>alert(1)</script> </td></tr></table> {{ .Values }} {% x %}',
      '\n    code\n',
      '\n- item\n',
    ])
      expect(shown.split(words).length).toBeGreaterThan(1);
    expect(markdown).not.toMatch(/\{\{ \.Values \}\}(?!.*\n(?:.*\n)*?```)/);
  });
});

describe('the kind', () => {
  test('its names, versions, columns and subresources', () => {
    const markdown = reference({
      group: 'cache',
      kind: 'Widget',
      scope: 'Cluster',
      shortNames: ['wd', 'wg'],
      categories: ['all'],
      versions: [
        {
          name: 'v1',
          storage: true,
          schema: { description: 'First.\n\nMore.', spec: { type: 'object' }, status: { type: 'object' } },
          subresources: { scale: { specReplicasPath: '.spec.n', statusReplicasPath: '.status.n' } },
          additionalPrinterColumns: [
            { name: 'N', type: 'integer', jsonPath: '.spec.n', description: 'How many.' },
            { name: 'Wide', type: 'string', jsonPath: '.spec.w', priority: 1 },
          ],
          selectableFields: [{ jsonPath: '.spec.n' }],
        },
        { name: 'v1alpha1', deprecated: true, schema: { spec: { type: 'object' } } },
        {
          name: 'v1alpha0',
          served: false,
          deprecated: true,
          deprecationWarning: 'Use v1.',
          schema: { spec: { type: 'object' } },
        },
      ],
    });
    const [index, names, versions, , columns] = tables(markdown);
    expect(index?.[1]).toEqual([
      'Widget',
      'cache.example.com/v1\ncache.example.com/v1alpha1\ncache.example.com/v1alpha0',
      'Cluster',
      'First.',
    ]);
    expect(names?.[1]).toEqual(['widgets.cache.example.com', 'Cluster', 'widget', 'wd, wg', 'all']);
    expect(versions?.slice(1)).toEqual([
      ['v1', 'yes', 'yes', 'no'],
      ['v1alpha1', 'yes', 'no', 'yes'],
      ['v1alpha0', 'no', 'no', 'yes'],
    ]);
    expect(columns?.slice(1)).toEqual([
      ['N', 'integer', '.spec.n', 'How many.'],
      ['Wide', 'string', '.spec.w', 'With -o wide only.'],
    ]);
    expect(markdown).toContain('> **Deprecated.** cache.example.com/v1alpha1 Widget is deprecated');
    expect(markdown).toContain('> **Deprecated.** Use v1.');
    expect(markdown).toContain('> **Not served.**');
    expect(markdown).toContain('Field selectors: `.spec.n`.');
    expect(markdown).toContain('`kubectl scale` sets `.spec.n` and reads `.status.n`.');
    expect(markdown).toContain('kind: Widget\nmetadata:\n  name: widget-sample');
  });

  test.each<[string, SchemaSpec, readonly string[]]>([
    [
      'fields beside spec',
      { type: 'object', properties: { data: { type: 'string' } } },
      ['apiVersion', 'kind', 'metadata', 'data'],
    ],
    ['no fields', { type: 'object' }, ['apiVersion', 'kind', 'metadata']],
    [
      'what is said of every kind in the schema too',
      {
        type: 'object',
        properties: {
          apiVersion: { type: 'string', description: 'x' },
          kind: { type: 'string' },
          metadata: { type: 'object' },
        },
      },
      ['apiVersion', 'kind', 'metadata'],
    ],
    [
      'restricted metadata',
      {
        type: 'object',
        properties: { metadata: { type: 'object', properties: { name: { type: 'string', maxLength: 3 } } } },
      },
      ['apiVersion', 'kind', 'metadata'],
    ],
    [
      'any fields',
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      ['apiVersion', 'kind', 'metadata'],
    ],
  ])('whose whole schema is given: %s', (_, openAPIV3Schema, expected) => {
    const markdown = reference(api({ schema: { openAPIV3Schema } }));
    const fields = tables(markdown).find(([head]) => head?.[0] === 'field');
    expect(fields?.slice(1).map(([name]) => name)).toEqual(expected);
  });
});

test('restricted metadata is told like any object', () => {
  const metadata: SchemaSpec = { type: 'object', properties: { name: { type: 'string', maxLength: 3 } } };
  const markdown = reference(api({ schema: { openAPIV3Schema: { type: 'object', properties: { metadata } } } }));
  expect(row(markdown, 'name')).toEqual(['string', '', 'At most 3 characters.']);
  expect(targets(markdown)).toContain('widget-v1-metadata');
});

test('there is no reference of no kinds', () => {
  expect(docsFiles(modelOf())).toEqual([]);
});
