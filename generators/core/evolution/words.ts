/** A finding in words: what was and what is. Values are the users' own and shown as JSON, shortened. */
import { isDeepStrictEqual } from 'node:util';
import { jsonText, type JsonValue } from '../model/json.ts';
import { isProperty } from './fields.ts';
import type { Difference, Rule } from './finding.ts';
import type { Folded } from './fold.ts';
import { isObject } from './schema.ts';
import { changedKeywords, isBetweenVersions, isOfMapValues, rulesOf } from './severity.ts';

/** What differs, as a clause: `the maximum was 10 and is 5`. */
export const describe = (finding: Folded): string => (WORDS[finding.rule] ?? describeKeyword)(finding);

type Words = (finding: Folded) => string;

const WORDS: Readonly<Partial<Record<Rule, Words>>> = {
  scope: ({ old: was, new: is }) => `the scope was ${was} and is ${is}`,
  existingFieldRemoval: (finding) => {
    const [, to] = finding.version?.split(' -> ') ?? [];
    const field = `the ${isProperty(finding.path ?? []) ? 'field' : 'schema'} ${dotted(finding.property)}`;
    if (isBetweenVersions(finding)) return `${field} is not in ${to}`;
    const below = finding.below ?? 0;
    return `${field} is gone${below === 0 ? '' : ` with the ${below === 1 ? 'one field' : `${below} fields`} in it`}`;
  },
  storedVersionRemoval: ({ old: was }) => `${list(was)} ${isAre(was)} gone, and objects are stored in it`,
  required: ({ new: is }) => `${list(is)} ${isAre(is)} required now`,
  enum: ({ change, old: was, new: is }) => {
    if (change === 'added') return `only ${list(is)} ${isAre(is)} allowed, where any value was`;
    if (change === 'removed') return `any value is allowed, where only ${list(was)} ${wasWere(was)}`;
    return change === 'narrowed'
      ? `${list(was)} ${isAre(was)} not allowed any more`
      : `${list(is)} ${isAre(is)} allowed, and ${wasWere(is)} not`;
  },
  nullable: ({ change }) => (change === 'added' ? 'null is allowed, and was not' : 'null is not allowed any more'),
  unhandled: (finding) =>
    isOfMapValues(finding)
      ? 'more is allowed in the values of the map'
      : changedKeywords(finding)
          .flatMap((keyword) => describeChange(finding, keyword))
          .join(', '),
  apiRemoval: ({ old: was, new: is }) => `the API ${was} is gone${is === undefined ? '' : `: ${is} is another one`}`,
  versionRemoval: () => 'the version is gone',
  versionUnserved: () => 'the version is served no more',
  storageVersion: ({ old: was, new: is }) => `objects were stored as ${was} and are stored as ${is}`,
  kind: ({ old: was, new: is }) => `the kind was ${was} and is ${is}`,
  listKind: ({ old: was, new: is }) => `the kind of lists was ${was} and is ${is}`,
  shortNames: ({ old: was }) => `the short ${count(was) === 1 ? 'name' : 'names'} ${list(was)} ${isAre(was)} gone`,
  statusSubresource: () => 'the status subresource is gone',
  scaleSubresource: ({ change }) => `the scale subresource ${change === 'removed' ? 'is gone' : 'has other paths'}`,
  selectableFields: ({ old: was }) => `${list(was)} cannot be selected by any more`,
  conversion: ({ change, new: is }) =>
    change === 'removed'
      ? 'the conversion webhook is gone'
      : `what differs is for the conversion webhook: ${fields(is)}`,
};

const describeKeyword: Words = ({ rule, ...difference }) => describeValue(rule, difference);

const describeValue = (name: string, { change, old: was, new: is }: Difference): string => {
  if (change === 'added') return `the ${name} ${show(is)} is new`;
  if (change === 'removed') return `the ${name} ${show(was)} is gone`;
  return `the ${name} was ${show(was)} and is ${show(is)}`;
};

/** Schemas are too long to be shown. */
const SCHEMAS: ReadonlySet<string> = new Set(['additionalProperties', 'allOf', 'anyOf', 'oneOf', 'not']);

const describeChange = ({ old: older, new: newer }: Folded, keyword: string): readonly string[] => {
  if (keyword === 'x-kubernetes-validations') return describeRules(rulesOf(older), rulesOf(newer));
  const [was, is] = [older, newer].map((side) => (isObject(side) ? side[keyword] : undefined));
  if (was !== undefined && is !== undefined) {
    if (SCHEMAS.has(keyword) && typeof was === 'object' && typeof is === 'object') return [`${keyword} is another one`];
    return [describeValue(keyword, { change: 'changed', old: was, new: is })];
  }
  if (SCHEMAS.has(keyword)) return [`${keyword} is ${was === undefined ? 'new' : 'gone'}`];
  return [describeValue(keyword, was === undefined ? { change: 'added', new: is! } : { change: 'removed', old: was })];
};

type CelRules = ReturnType<typeof rulesOf>;

const describeRules = (was: CelRules, is: CelRules): readonly string[] => {
  const [gone, added] = [missingFrom(was, is), missingFrom(is, was)];
  const changed = added.filter((rule) => gone.some((other) => other['rule'] === rule['rule']));
  const isChanged = (rule: CelRules[number]): boolean => changed.some((other) => other['rule'] === rule['rule']);
  const words = [
    ...gone.filter((rule) => !isChanged(rule)).map(({ rule }) => `the CEL rule ${show(rule)} is gone`),
    ...added.filter((rule) => !isChanged(rule)).map(({ rule }) => `the CEL rule ${show(rule)} is new`),
    ...changed.map((rule) => `the CEL rule ${show(rule['rule'])} has another ${differingIn(rule, gone)}`),
  ];
  return words.length === 0 ? ['the CEL rules are in another order'] : words;
};

/** What else a rule says that an older one of the same expression said otherwise: 'message'. */
const differingIn = (rule: CelRules[number], older: CelRules): string => {
  const was = older.find((other) => other['rule'] === rule['rule']) ?? {};
  const keys = [...new Set([...Object.keys(was), ...Object.keys(rule)])];
  return keys.filter((key) => !isDeepStrictEqual(was[key], rule[key])).join(' and ');
};

const missingFrom = (rules: CelRules, others: CelRules): CelRules =>
  rules.filter((rule) => !others.some((other) => isDeepStrictEqual(rule, other)));

/** `.spec.size`, from crdify's `^.spec.size`. */
export const dotted = (property: string | undefined): string =>
  property === undefined || property === '^' ? 'the root' : property.slice(1);

const fields = (properties: JsonValue | undefined): string => {
  const names = (Array.isArray(properties) ? properties : []).map(String).map(dotted);
  return names.length > MOST ? `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more` : names.join(', ');
};
const MOST = 8;

const list = (value: JsonValue | undefined): string =>
  fieldsOrValues(Array.isArray(value) ? (value as readonly JsonValue[]) : []);
const fieldsOrValues = (values: readonly JsonValue[]): string =>
  values.length > MOST
    ? `${values.slice(0, MOST).map(show).join(', ')} and ${values.length - MOST} more`
    : values.map(show).join(', ');

const count = (value: JsonValue | undefined): number => (Array.isArray(value) ? value.length : 1);
const isAre = (value: JsonValue | undefined): string => (count(value) === 1 ? 'is' : 'are');
const wasWere = (value: JsonValue | undefined): string => (count(value) === 1 ? 'was' : 'were');

const show = (value: JsonValue | undefined): string => {
  const text = jsonText(value ?? null);
  return text.length > 100 ? `${text.slice(0, 97)}…` : text;
};
