/**
 * How bad a finding is. crdify in its default configuration calls all of its findings errors; here three sorts of them are warnings,
 * so that the check can stand in CI: what only documents, what differs between versions that a webhook converts (crdify's
 * `conversion: Ignore`), and the schema of a map's values, where its own fields are judged anyway.
 */
import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Problem } from '../spec/problem.ts';
import type { Definition } from './definition.ts';
import type { Finding, Rule } from './finding.ts';
import { isObject } from './schema.ts';

export type Severity = Problem['severity'];

/** Rules that warn: nothing stops working, but somebody should know. */
const WARNINGS: ReadonlySet<Rule> = new Set(['description', 'storageVersion', 'listKind', 'shortNames']);

/** An error for what breaks clients, objects or the update itself. */
export const severityOf = (finding: Finding, newer: Definition | undefined): Severity => {
  const { rule, old: was } = finding;
  if (rule === 'versionRemoval') return isObject(was) && was['served'] === false ? 'warning' : 'error';
  if (WARNINGS.has(rule) && finding.missing === undefined) return 'warning';
  if (isBetweenVersions(finding) && newer?.conversion === 'Webhook') return 'warning';
  return documentsOnly(finding) || isOfMapValues(finding) ? 'warning' : 'error';
};

/** Two served versions are compared, rather than one with what it was. */
export const isBetweenVersions = ({ version }: Finding): boolean => version?.includes(' -> ') === true;

const DOCUMENTS: ReadonlySet<string> = new Set(['title', 'example', 'externalDocs']);

/** The keywords that differ, of a finding of `unhandled`. */
export const changedKeywords = ({ old: was, new: is }: Finding): readonly string[] => [
  ...new Set([was, is].flatMap((side) => (isObject(side) ? Object.keys(side) : []))),
];

/** Only what people read differs. */
export const documentsOnly = (finding: Finding): boolean =>
  finding.rule === 'unhandled' &&
  finding.missing === undefined &&
  changedKeywords(finding).every(
    (keyword) => DOCUMENTS.has(keyword) || (keyword === 'x-kubernetes-validations' && differsInMessages(finding)),
  );

const differsInMessages = ({ old: was, new: is }: Finding): boolean =>
  isDeepStrictEqual(rulesOf(was).map(withoutMessage), rulesOf(is).map(withoutMessage));

/** The CEL rules of a side of a finding of `unhandled`. */
export const rulesOf = (side: JsonValue | undefined): readonly JsonObject[] => {
  const rules = isObject(side) ? side['x-kubernetes-validations'] : undefined;
  return Array.isArray(rules) ? rules.filter(isObject) : [];
};

const withoutMessage = (rule: JsonObject): JsonObject => ({ ...rule, message: undefined });

/** Both sides have a schema for a map's values. Its fields are compared one by one; what is left is what was added. */
export const isOfMapValues = (finding: Finding): boolean =>
  finding.rule === 'unhandled' &&
  changedKeywords(finding).every((keyword) => keyword === 'additionalProperties') &&
  [finding.old, finding.new].every((side) => isObject(side) && isObject(side['additionalProperties']));
