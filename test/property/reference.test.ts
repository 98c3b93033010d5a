/** The reference of random definitions, as a reader of Markdown sees it: no text of a definition is markup, and none is lost. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { emitApiReference } from '../../generators/core/emit/docs/api-reference.ts';
import { MARKER } from '../../generators/core/emit/marker.ts';
import { toYaml } from '../../generators/core/emit/yaml.ts';
import { buildModel } from '../../generators/core/model/build.ts';
import type { JsonValue } from '../../generators/core/model/json.ts';
import { loadSpec } from '../../generators/core/spec/load.ts';
import { anchors, links, tables, tags } from '../unit/docs/document.ts';
import { definition } from './definitions.ts';
import { runs } from './settings.ts';
import { specOf } from './spec-of.ts';

test('the reference of random definitions is read as it was meant', () => {
  fc.assert(
    fc.property(definition, (wanted) => {
      const { spec } = loadSpec(toYaml(specOf(wanted)), 'operator.yaml');
      const markdown = emitApiReference(buildModel(spec!));
      const sections = new Set(anchors(markdown).map((anchor) => `#${anchor}`));
      expect(sections.size).toBe(anchors(markdown).length);
      expect(links(markdown).filter((link) => !sections.has(decodeURIComponent(link)) && !KNOWN.test(link))).toEqual(
        [],
      );
      expect(tags(markdown).filter((tag) => !/^<(?:br|\/?code)>$/.test(tag) && !tag.includes(MARKER))).toEqual([]);
      const seen = letters(tables(markdown).flat(2).join(''));
      expect(described(wanted).filter((text) => !seen.includes(letters(text)))).toEqual([]);
    }),
    runs(40),
  );
});

/** Where text of ours leads, and that of `schemas.ts`. */
const KNOWN = /^https:\/\/(?:kubernetes\.io\/docs\/|example\.com\/docs$)/;

/** White space and what is not seen may be another. */
const letters = (text: string): string => text.replaceAll(/[\s\p{C}]/gu, '');

/** The descriptions of all fields: what stands in a table, other than those of whole kinds and versions. */
const described = (value: JsonValue, isField = false): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => described(item));
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === 'properties')
      return Object.entries(item as Record<string, JsonValue>).flatMap(([, field]) => described(field, true));
    if (key === 'description' && isField && typeof item === 'string') return [item];
    return ['spec', 'versions', 'schema', 'openAPIV3Schema', 'items', 'additionalProperties'].includes(key)
      ? described(item ?? null, key === 'items' || key === 'additionalProperties')
      : [];
  });
};
