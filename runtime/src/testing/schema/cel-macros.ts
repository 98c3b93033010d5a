/**
 * `has` and `matches` as the API server has them: of a field of any expression (cel-js: only of a chain of names), and in RE2 (cel-js:
 * JavaScript's expressions). cel-js lets nobody replace its own, so rules are compiled with these under other names.
 */
import { Optional, type ASTNode, type Environment } from '@marcbachmann/cel-js';
import { compilePattern } from './pattern.ts';

const NAMES: Readonly<Record<string, string>> = { has: 'hasField', matches: 'matchesPattern' };

/** Strings and comments are passed over; a name counts where it is called. */
const TOKENS =
  /\/\/[^\n]*|[rRbB]{0,2}(?:"""[^]*?"""|'''[^]*?''')|[rR][bB]?(?:"[^"\n]*"|'[^'\n]*')|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[A-Za-z_]\w*(?=\s*\()/g;

/** A rule as cel-js shall read it. */
export const renamed = (rule: string): string =>
  rule.replaceAll(TOKENS, (token) => (Object.hasOwn(NAMES, token) ? (NAMES[token] ?? token) : token));

/** What cel-js says about it, about the rule as it was written. */
export const asWritten = (message: string): string =>
  Object.entries(NAMES).reduce((text, [written, read]) => text.replaceAll(read, written), message);

interface Checker {
  readonly check: (node: ASTNode, context: unknown) => unknown;
  readonly getType: (name: string) => unknown;
  readonly createError: (code: string, message: string, node: ASTNode) => Error;
}
interface Evaluator {
  readonly run: (node: ASTNode, context: unknown) => unknown;
}

/** Adds both to an environment. */
export function registerMacros(env: Environment): void {
  env.registerFunction('string.matchesPattern(string): bool', (text: string, pattern: string) =>
    compilePattern(pattern).test(text),
  );
  env.registerFunction('matchesPattern(string, string): bool', (text: string, pattern: string) =>
    compilePattern(pattern).test(text),
  );
  env.registerFunction('hasField(ast): bool', ({ args: [node] }: { readonly args: readonly [ASTNode] }) => ({
    typeCheck: (checker: Checker, _: unknown, context: unknown) => {
      if (node.op !== '.') throw checker.createError('invalid_macro_argument', 'has() invalid argument', node);
      checker.check(node.args[0], context);
      return checker.getType('bool');
    },
    evaluate: (evaluator: Evaluator, _: unknown, context: unknown) => {
      const [owner, name] = node.args as readonly [ASTNode, string];
      return hasField(evaluator.run(owner, context), name);
    },
  }));
}

function hasField(owner: unknown, name: string): boolean {
  if (owner instanceof Optional) return owner.hasValue() && hasField(owner.value(), name);
  if (owner instanceof Map) return owner.has(name);
  return typeof owner === 'object' && owner !== null && Object.hasOwn(owner, name);
}
