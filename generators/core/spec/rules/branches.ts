/**
 * allOf, anyOf, oneOf and not hold validations of what is declared outside of them (kube-apiserver's validateNestedValueValidation and
 * validateStructuralCompleteness).
 */
import type { Report } from '../report.ts';
import type { Path } from '../path.ts';
import { quote } from '../near.ts';
import type { SchemaSpec } from '../spec.ts';
import type { SchemaPlace } from './schema-tree.ts';
import { ownField } from './structure.ts';

const WHERE = 'inside allOf, anyOf, oneOf and not';

/** What describes a value rather than validating it; false, empty or null is as good as absent. */
const OUTSIDE = [
  'description',
  'title',
  'default',
  'nullable',
  'additionalProperties',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
  'x-kubernetes-validations',
] as const;

/** Reports what a branch may not say. What stands under a reference is the reference's fault. */
export const checkBranch = ({ schema, declared, path, mayHaveType }: SchemaPlace, report: Report): void => {
  if (declared === undefined) return;
  if (declared.$ref !== undefined)
    report.error(
      [...path, '$ref'],
      `a type of Kubernetes cannot be referred to ${WHERE}.`,
      'Write out what is validated of it.',
      'key',
    );
  for (const keyword of OUTSIDE) {
    const value = declared[keyword];
    if (value === undefined || value === null || value === false || value === '' || isEmptyList(value)) continue;
    // An empty default is one, too.
    report.error(
      [...path, keyword],
      `${keyword} is not allowed ${WHERE}.`,
      keyword === 'x-kubernetes-validations'
        ? 'Move the rules out, with a condition: !has(self.a) || self.a > 1.'
        : 'Move it out, to the schema that these belong to.',
      'key',
    );
  }
  if (declared.default === false || declared.default === '' || isEmptyList(declared.default))
    report.error(
      [...path, 'default'],
      `default is not allowed ${WHERE}.`,
      'Move it out, to the schema that these belong to.',
      'key',
    );
  if (schema.type !== undefined && !mayHaveType)
    report.error(
      [...path, 'type'],
      `type is not allowed ${WHERE}.`,
      'Move it out; for integer or string use "x-kubernetes-int-or-string: true".',
      'key',
    );
  if (ownField(schema, 'metadata') !== undefined)
    report.error(
      [...path, 'properties', 'metadata'],
      `a field metadata cannot be validated ${WHERE}.`,
      'Use a rule in x-kubernetes-validations.',
      'key',
    );
};

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/**
 * What branches of the root name must be declared outside of them. The API server looks from the root through branches only: a
 * branch of a field may name what that field does not have.
 */
export const checkCompleteness = ({ schema, path }: SchemaPlace, report: Report): void => {
  for (const branch of branchesWithPaths(schema, path)) checkDeclared(branch.schema, schema, branch.path, report);
};

interface Branch {
  readonly schema: SchemaSpec;
  readonly path: Path;
}

const branchesWithPaths = (schema: SchemaSpec, path: Path): Branch[] => [
  ...(['allOf', 'anyOf', 'oneOf'] as const).flatMap((keyword) =>
    (schema[keyword] ?? []).map((one, i) => ({ schema: one, path: [...path, keyword, i] })),
  ),
  ...(schema.not === undefined ? [] : [{ schema: schema.not, path: [...path, 'not'] }]),
];

const checkDeclared = (branch: SchemaSpec, outside: SchemaSpec, path: Path, report: Report): void => {
  for (const inner of branchesWithPaths(branch, path)) checkDeclared(inner.schema, outside, inner.path, report);
  if (branch.items !== undefined) {
    if (outside.items === undefined)
      report.error([...path, 'items'], `items are only declared ${WHERE}.`, 'Declare them outside, too.', 'key');
    else checkDeclared(branch.items, outside.items, [...path, 'items'], report);
  }
  for (const [name, field] of Object.entries(branch.properties ?? {})) {
    const at = [...path, 'properties', name];
    const declared = ownField(outside, name);
    if (declared !== undefined) checkDeclared(field, declared, at, report);
    else
      report.error(
        at,
        `the field ${quote(name)} is only declared ${WHERE}.`,
        'Declare it outside, under properties, with its type.',
        'key',
      );
  }
};
