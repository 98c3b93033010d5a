/** Which definitions a structural schema can take in. */
import type { JsonObject, JsonValue } from '../../core/model/json.ts';
import type { Definitions } from './rendering.ts';

/** Definitions without those that refer to themselves, to what has no schema (an interface of Go), or to such ones. */
export const embeddable = (
  definitions: Definitions,
): { readonly definitions: Definitions; readonly recursive: readonly string[] } => {
  const verdicts = new Map<string, Verdict>();
  const judge = (name: string): Verdict => {
    const known = verdicts.get(name);
    if (known !== undefined) return known;
    // Whoever comes by here again while its parts are judged has come around.
    verdicts.set(name, 'recursive');
    const schema = definitions.get(name);
    const verdict = schema === undefined || !isTyped(schema) ? 'unknown' : worst(referencesOf(schema).map(judge));
    verdicts.set(name, verdict);
    return verdict;
  };
  const names = [...definitions.keys()];
  return {
    definitions: new Map([...definitions].filter(([name]) => judge(name) === 'sound')),
    recursive: names.filter((name) => judge(name) === 'recursive'),
  };
};

type Verdict = 'sound' | 'unknown' | 'recursive';

const worst = (verdicts: readonly Verdict[]): Verdict =>
  (['recursive', 'unknown'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'sound';

const isTyped = (schema: JsonObject): boolean =>
  ['type', '$ref', 'x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields'].some(
    (keyword) => keyword in schema,
  );

const referencesOf = (schema: JsonValue): readonly string[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : referencesOf(value as JsonValue),
  );
};
