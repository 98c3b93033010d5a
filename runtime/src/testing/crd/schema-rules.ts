/** Defaults and CEL rules of a CRD's schema: each default must itself be valid, each rule must compile. */
import { invalidValue } from '../cause.ts';
import type { Json } from '../json.ts';
import { copy } from '../json.ts';
import { compileRule, mentions } from '../schema/cel-compile.ts';
import { prune } from '../schema/prune.ts';
import type { Schema, ValidationRule } from '../schema/schema.ts';
import { validate } from '../schema/validate.ts';
import type { Cause } from '../status.ts';

/** Violations below `schema`; `correlated` is false under lists whose items cannot be told apart. */
export function schemaRuleCauses(schema: Schema, path: string, isRoot = true, atomicList?: string): Cause[] {
  const causes = [...defaultCauses(schema, path), ...celCauses(schema, path, isRoot, atomicList)];
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    if (!(isRoot && name === 'metadata'))
      causes.push(...schemaRuleCauses(child, `${path}.properties[${name}]`, false, atomicList));
  }
  if (typeof schema.additionalProperties === 'object')
    causes.push(...schemaRuleCauses(schema.additionalProperties, `${path}.additionalProperties`, false, atomicList));
  if (schema.items !== undefined) {
    const uncorrelated = schema['x-kubernetes-list-type'] === 'map' ? atomicList : (atomicList ?? path);
    causes.push(...schemaRuleCauses(schema.items, `${path}.items`, false, uncorrelated));
  }
  return causes;
}

function defaultCauses(schema: Schema, path: string): Cause[] {
  if (schema.default === undefined || schema.default === null) return [];
  const value = copy(schema.default);
  const unknown = prune(schema, value, schema['x-kubernetes-embedded-resource'] === true);
  if (unknown.length > 0) return [invalidValue(`${path}.default`, schema.default, 'must not have unknown fields')];
  return validate(schema, value, undefined, { prefix: `${path}.default`, path: '' });
}

/** The server quotes the Go struct of a rule. */
const shownRule = (rule: ValidationRule): Json => ({
  Rule: rule.rule,
  Message: rule.message ?? '',
  MessageExpression: rule.messageExpression ?? '',
  Reason: rule.reason ?? null,
  FieldPath: rule.fieldPath ?? '',
  OptionalOldSelf: rule.optionalOldSelf ?? null,
});

function celCauses(schema: Schema, path: string, isRoot: boolean, atomicList: string | undefined): Cause[] {
  return (schema['x-kubernetes-validations'] ?? []).flatMap((rule, index) => {
    const field = `${path}.x-kubernetes-validations[${index}]`;
    try {
      const { run } = compileRule(rule, schema, isRoot);
      if (atomicList !== undefined && mentions(run.ast, 'oldSelf')) {
        return [
          invalidValue(
            `${field}.rule`,
            rule.rule,
            `oldSelf cannot be used on the uncorrelatable portion of the schema within ${atomicList}`,
          ),
        ];
      }
      return [];
    } catch (error) {
      const { message } = error as Error;
      return [
        invalidValue(
          `${field}.${message.startsWith('messageExpression') ? 'messageExpression' : 'rule'}`,
          shownRule(rule),
          message,
        ),
      ];
    }
  });
}
