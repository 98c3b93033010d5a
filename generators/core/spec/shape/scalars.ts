/** One value of a few, text and numbers, against what a schema says of them. */
import type { JsonValue } from '../../model/json.ts';
import { quote, suggest } from '../near.ts';
import { explainReference } from '../references.ts';
import { PATTERNS } from '../schema/words.ts';
import type { Schema, Spot } from './schema.ts';
import { choiceOf, describe, orRemove } from './words.ts';

/** Reports a value that is none of those that are allowed. */
export const checkChoice = (value: JsonValue, schema: Schema, spot: Spot): void => {
  const { path, report } = spot;
  const allowed = 'const' in schema ? [schema.const as JsonValue] : schema.enum;
  if (allowed === undefined || allowed.includes(value)) return;
  if (path.at(-1) === '$ref') {
    const { message, hint } =
      value === null
        ? { message: 'an empty value is not allowed.', hint: `Name a type of Kubernetes${orRemove(value, spot)}.` }
        : explainReference(String(value));
    report.error(path, message, hint);
    return;
  }
  if (path.at(-1) === 'uniqueItems') {
    report.error(path, 'uniqueItems is not allowed in a structural schema.', 'Use "x-kubernetes-list-type: set".');
    return;
  }
  const texts = allowed.filter((item) => typeof item === 'string');
  const near = typeof value === 'string' ? suggest(value, texts) : undefined;
  const isNear = near?.startsWith('Did') === true && allowed.length > 4;
  report.error(
    path,
    `${describe(value)} is not allowed.`,
    isNear ? near : `Use ${choiceOf(allowed)}${orRemove(value, spot)}.`,
  );
};

/** Reports text that is too short, too long, or of another form. */
export const checkString = (
  value: string,
  { minLength = 0, maxLength = Infinity, pattern }: Schema,
  { path, report }: Spot,
): void => {
  if (value.length < minLength) report.error(path, 'must not be empty.');
  if (value.length > maxLength) report.error(path, `has ${value.length} characters, at most ${maxLength} are allowed.`);
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value))
    report.error(path, `${quote(value)} ${PATTERNS[pattern] ?? `does not match ${pattern}.`}`);
};

/** Reports a number out of its bounds. */
export const checkNumber = (
  value: number,
  { minimum = -Infinity, maximum = Infinity, exclusiveMinimum }: Schema,
  { path, report }: Spot,
): void => {
  if (value < minimum) report.error(path, `${value} is too small.`, `Use at least ${minimum}.`);
  if (value > maximum) report.error(path, `${value} is too large.`, `Use at most ${maximum}.`);
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    report.error(path, `${value} is too small.`, `Use more than ${exclusiveMinimum}.`);
};
