/** Shorthands of schemas: immutable, atMostOneOf, exactlyOneOf, atLeastOneOf. What they stand for is in model/shorthands.ts. */
import { escapeName } from '../../cel/escape.ts';
import { resolveSchema } from '../../model/resolve-schema.ts';
import { groupsOf, SHORTHANDS } from '../../model/shorthands.ts';
import { nearest, quote } from '../near.ts';
import type { Path } from '../path.ts';
import type { Report } from '../report.ts';
import type { SchemaSpec, Spec } from '../spec.ts';
import { type SchemaPlace, schemasOf } from './walk-schema.ts';

/** Reports shorthands that stand where no rule can, or that name what is not there. */
export const checkShorthands = (spec: Spec, report: Report): void => {
  for (const place of schemasOf(spec))
    if (place.branch) checkBranch(place, report);
    else if (SHORTHANDS.some((shorthand) => place.schema[shorthand] !== undefined)) {
      checkImmutable(spec, place, report);
      checkGroups(place, report);
    }
};

const checkBranch = ({ schema, path }: SchemaPlace, report: Report): void => {
  for (const keyword of SHORTHANDS)
    if (schema[keyword] !== undefined)
      report.error(
        [...path, keyword],
        `${keyword} is not allowed inside allOf, anyOf, oneOf and not.`,
        'Move it out, to the schema that these belong to.',
        'key',
      );
};

const checkImmutable = (spec: Spec, { schema, path }: SchemaPlace, report: Report): void => {
  if (schema.immutable !== true) return;
  const name = path.at(-2) === 'properties' ? String(path.at(-1)) : undefined;
  if (name !== undefined && escapeName(name) === undefined)
    report.error(
      [...path, 'immutable'],
      `${quote(name)} is no name that a rule can use, so that the field cannot be kept from being removed.`,
      'Use letters, digits, "_", "-", "." and "/" in the name, or write a rule in x-kubernetes-validations.',
      'key',
    );
  if (isUncorrelated(spec, path))
    report.error(
      [...path, 'immutable'],
      'items of a list are told apart by keys only, so that nothing in this list has an old value to be compared with.',
      'Add "x-kubernetes-list-type: map" and its keys to the list, or make the list immutable.',
      'key',
    );
};

/** Whether a list is around the place whose items the API server does not find again after an update. */
const isUncorrelated = (spec: Spec, path: Path): boolean => {
  const root = path.indexOf('schema') + 2;
  for (let i = root; i < path.length; i += typeof path[i] === 'string' && MANY.has(path[i] as string) ? 2 : 1)
    if (path[i] === 'items') {
      const list = path
        .slice(0, i)
        .reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], spec);
      if (resolveSchema(list as SchemaSpec)['x-kubernetes-list-type'] !== 'map') return true;
    }
  return false;
};

/** Keywords that hold several schemas, by name or by number. */
const MANY: ReadonlySet<string> = new Set(['properties', 'allOf', 'anyOf', 'oneOf']);

const checkGroups = ({ schema, path }: SchemaPlace, report: Report): void => {
  for (const shorthand of ['atMostOneOf', 'exactlyOneOf', 'atLeastOneOf'] as const) {
    const written = schema[shorthand];
    if (written === undefined) continue;
    const mixed = written.some((item) => typeof item !== typeof written[0]);
    if (mixed)
      report.error(
        [...path, shorthand],
        'names and lists of names are mixed.',
        'Put each group into a list of its own.',
      );
    else
      for (const [i, group] of groupsOf(written).entries())
        checkGroup(schema, group, [...path, shorthand, ...(typeof written[0] === 'string' ? [] : [i])], report);
  }
};

const checkGroup = (schema: SchemaSpec, group: readonly string[], path: Path, report: Report): void => {
  const { properties = {}, required = [] } = resolveSchema(schema) as SchemaSpec;
  const fields = Object.keys(properties);
  if (group.length === 0) report.error(path, 'the list is empty.', 'Name the fields of the group.');
  for (const [i, name] of group.entries()) {
    if (!fields.includes(name)) {
      const near = nearest(name, fields);
      const hint =
        near === undefined
          ? 'Add it to properties; only fields of this object can be named.'
          : `Did you mean ${quote(near)}?`;
      report.error([...path, i], `no field has the name ${quote(name)}.`, hint);
    } else if (escapeName(name) === undefined)
      report.error(
        [...path, i],
        `${quote(name)} is no name that a rule can use.`,
        'Use letters, digits, "_", "-", "." and "/" in the name.',
      );
    else if (group.indexOf(name) !== i) report.error([...path, i], `${quote(name)} is named twice.`, 'Remove it here.');
    else if (required.includes(name))
      report.warning(
        [...path, i],
        `${quote(name)} is required and thus always set, which decides for the whole group.`,
        'Remove it from required.',
      );
  }
};
