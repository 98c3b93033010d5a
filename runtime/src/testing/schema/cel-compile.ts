/** Compiling the rules of `x-kubernetes-validations`: what a rule may say, and of which type it is. */
import type { ASTNode, Environment, ParseResult } from '@marcbachmann/cel-js';
import { celEnvironment, type Declared } from './cel-environment.ts';
import { undeclaredField } from './cel-fields.ts';
import { asWritten, renamed } from './cel-macros.ts';
import { celName } from './cel-value.ts';
import type { Schema, ValidationRule } from './schema.ts';

export interface CompiledRule {
  readonly rule: ValidationRule;
  readonly run: ParseResult;
  readonly message: ParseResult | undefined;
  readonly usesOldSelf: boolean;
}

let plain: Environment | undefined;
let withOptional: Environment | undefined;
const compiled = new WeakMap<ValidationRule, CompiledRule>();

/** Compiles a rule; throws an Error that says why it cannot. */
export function compileRule(rule: ValidationRule, schema: Schema, isRoot: boolean): CompiledRule {
  const known = compiled.get(rule);
  if (known !== undefined) return known;
  const optional = rule.optionalOldSelf === true;
  const environment = optional
    ? (withOptional ??= celEnvironment('dyn', 'optional<dyn>'))
    : (plain ??= celEnvironment());
  const parse = (text: string, what: string, type: string): ParseResult => {
    const parsed = parseOrExplain(() => environment.parse(renamed(text)), what);
    const checked = parsed.check();
    if (!checked.valid) throw new Error(`${what} failed: ERROR: ${summary(checked.error)}`);
    const unknown = undeclaredField(parsed.ast, schema, isRoot);
    if (unknown !== undefined) throw new Error(`${what} failed: ERROR: undefined field '${unknown}'`);
    const found = typed(text, schema, isRoot, what) ?? checked.type;
    if (found !== undefined && found !== 'dyn' && found !== type) {
      throw new Error(
        type === 'bool' ? 'cel expression must evaluate to a bool' : 'messageExpression must evaluate to a string',
      );
    }
    return parsed;
  };
  const run = parse(rule.rule, 'compilation', 'bool');
  const message =
    rule.messageExpression === undefined
      ? undefined
      : parse(rule.messageExpression, 'messageExpression compilation', 'string');
  const result = { rule, run, message, usesOldSelf: mentions(run.ast, 'oldSelf') };
  compiled.set(rule, result);
  return result;
}

/** What is wrong, without the place. */
export const summary = (error: unknown): string =>
  asWritten((error as { summary?: string }).summary ?? (error as Error).message);

function parseOrExplain(parse: () => ParseResult, what: string): ParseResult {
  try {
    return parse();
  } catch (error) {
    throw new Error(`${what} failed: ERROR: Syntax error: ${summary(error)}`, { cause: error });
  }
}

const SCALAR = /^(int|double|string|bool|bytes)$/;

/**
 * The type of the expression with the schema's types for `self`; undefined when it is not known. Only operators that no two of these
 * scalars have are held against it: about everything else the checker knows less than the real one.
 */
function typed(text: string, schema: Schema, isRoot: boolean, what: string): string | undefined {
  if (isRoot) return undefined;
  const type = declared(schema);
  const result = environmentFor(type).check(renamed(text));
  if (result.valid) return result.type;
  const { code } = result.error as { code?: string };
  const [, left = '', operator = '', right = ''] =
    /^no such overload: (\S+) (\S+) (\S+)$/.exec(summary(result.error)) ?? [];
  const areNumbers = [left, right].every((each) => each === 'int' || each === 'double') && /^[<>]=?$/.test(operator);
  if (code !== 'no_such_overload' || !SCALAR.test(left) || !SCALAR.test(right) || areNumbers) return undefined;
  throw new Error(
    `${what} failed: ERROR: found no matching overload for '_${operator}_' applied to '(${left}, ${right})'`,
  );
}

const environments = new Map<string, Environment>();

function environmentFor(type: Declared): Environment {
  const id = JSON.stringify(type);
  const known = environments.get(id);
  if (known !== undefined) return known;
  const made = celEnvironment(type, 'dyn');
  environments.set(id, made);
  return made;
}

const TYPES: Readonly<Record<string, string>> = { integer: 'int', number: 'double', boolean: 'bool' };

/** A schema as a type of CEL; `dyn` where it is not one. */
function declared(schema: Schema): Declared {
  const { type, format, items, properties } = schema;
  if (
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema['x-kubernetes-int-or-string'] === true ||
    schema.nullable === true
  )
    return 'dyn';
  if (type === 'string')
    return format === undefined || !/^(date|date-time|datetime|duration|byte)$/.test(format) ? 'string' : 'dyn';
  if (type === 'array' && items !== undefined) {
    const item = declared(items);
    return typeof item === 'string' ? `list<${item}>` : 'list<dyn>';
  }
  if (type !== 'object' || properties === undefined) return TYPES[type ?? ''] ?? 'dyn';
  const fields = Object.entries(properties).map(([name, child]) => [celName(name), declared(child)] as const);
  return Object.fromEntries(fields.filter(([name]) => name !== undefined));
}

export function mentions(node: unknown, name: string): boolean {
  if (Array.isArray(node)) return node.some((each) => mentions(each, name));
  if (typeof node !== 'object' || node === null || !('op' in node)) return false;
  const { op, args } = node as ASTNode;
  return op === 'id' ? args === name : mentions(args, name);
}
