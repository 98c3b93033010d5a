/**
 * What the definitions of an API need of Kubernetes. From 1.30 to 1.36 the types of CustomResourceDefinitions and what is refused in
 * them stayed as they were (k8s.io/apiextensions-apiserver), but for what is here:
 *
 * - selectableFields are dropped unless the gate CustomResourceFieldSelectors is open, which it is since 1.31.
 * - Formats of strings that a release does not know yet it does not check (pkg/apiserver/validation/formats.go).
 * - Rules can call what the release before knew; a rule with more is refused.
 *
 * What 1.30 has itself is not here: messageExpression, reason, fieldPath and optionalOldSelf of rules, quantities, sets and optional
 * values in them.
 */
import { ruleNovelties } from '../../cel/rules.ts';
import type { Path } from '../../spec/path.ts';
import { isOfCoreType } from '../core-types.ts';
import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { Api, ApiVersion } from '../model.ts';
import type { Need } from './need.ts';

/** By name without dashes, as they are looked up: known since 1.34, and used for definitions in the release after, as functions are. */
const FORMATS: ReadonlyMap<string, number> = new Map([
  ['k8sshortname', 35],
  ['k8slongname', 35],
]);

/** What the definition of an API needs. `path` leads to the API. */
export const definitionNeeds = ({ versions }: Api, path: Path): readonly Need[] =>
  versions.flatMap((version, i) => [...versionNeeds(version, [...path, 'versions', i])]);

function* versionNeeds({ schema, selectableFields }: ApiVersion, path: Path): Generator<Need> {
  if (selectableFields.length > 0)
    yield need([...path, 'selectableFields'], 31, 'the fields are dropped: nothing can be selected by them', false);
  yield* formatNeeds(schema, [...path, 'schema']);
  for (const { path: place, what, minor } of ruleNovelties(schema))
    yield need([...path, 'schema', ...place], minor, `the whole definition is refused for ${what}`, true);
}

const need = (path: Path, minor: number, before: string, never: boolean): Need => ({
  path,
  minor,
  of: 'definition',
  before,
  never,
});

/** Of a schema and those in it; types of Kubernetes have no such format. */
function* formatNeeds(schema: JsonObject, path: Path): Generator<Need> {
  if (isOfCoreType(schema)) return;
  const { format, type = 'string' } = schema;
  const minor = typeof format === 'string' && type === 'string' ? FORMATS.get(format.replaceAll('-', '')) : undefined;
  if (minor !== undefined) yield need([...path, 'format'], minor, `the format ${String(format)} is not checked`, false);
  for (const [keyword, value] of Object.entries(schema))
    for (const [steps, inner] of schemasOf(keyword, value)) yield* formatNeeds(inner, [...path, keyword, ...steps]);
}

const schemasOf = (keyword: string, value: JsonValue | undefined): readonly (readonly [Path, JsonObject])[] => {
  switch (keyword) {
    case 'properties':
      return isObject(value) ? Object.entries(value).flatMap(([name, inner]) => placed([name], inner)) : [];
    case 'items':
    case 'additionalProperties':
    case 'not':
      return placed([], value);
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return Array.isArray(value) ? value.flatMap((inner: JsonValue, i) => placed([i], inner)) : [];
    default:
      return [];
  }
};

const placed = (steps: Path, value: JsonValue | undefined): readonly (readonly [Path, JsonObject])[] =>
  isObject(value) ? [[steps, value]] : [];
