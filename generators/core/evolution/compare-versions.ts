/** The fields of an older version against those of a newer one: what crdify's rules on fields find, in the older one's order. */
import { keyOf, type Field } from './fields.ts';
import { FIELD_RULES, type FieldRule, unhandled } from './field-rules.ts';
import type { CrdifyRule, Difference, Finding } from './finding.ts';
import type { Version } from './definition.ts';

const RULES = Object.entries(FIELD_RULES) as readonly (readonly [CrdifyRule, FieldRule])[];

/**
 * Findings under the version's name that is given. A field that the newer version lacks is compared with an empty schema, as crdify
 * does: it has lost its type, its description, … What is only in the newer version breaks nobody.
 */
export const compareVersions = (older: Version, newer: Version, version: string): readonly Finding[] =>
  [...older.fields.values()].flatMap((field) => {
    const now = newer.fields.get(keyOf(field.path));
    const place = {
      version,
      property: field.property,
      path: field.path,
      ...(now === undefined && { missing: true as const }),
    };
    return compareFields(field, now).map((difference): Finding => Object.assign({}, place, difference));
  });

const compareFields = (
  { schema: older }: Field,
  now: Field | undefined,
): readonly (Difference & { readonly rule: CrdifyRule })[] => {
  const newer = now?.schema ?? {};
  const judged = RULES.map(([rule, judge]) => [rule, judge(older[rule], newer[rule])] as const);
  return [...judged, ['unhandled', unhandled(older, newer)] as const].flatMap(([rule, difference]) =>
    difference === undefined ? [] : [{ rule, ...difference }],
  );
};

/** The fields that an older version has and a newer one does not. */
export const removedFields = (older: Version, newer: Version): readonly Field[] =>
  [...older.fields].filter(([key]) => !newer.fields.has(key)).map(([, field]) => field);
