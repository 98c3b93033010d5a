/** What an expression may name, and what is said when it names something else. */
import type { ParsedExpression } from './expression.ts';
import { type FreeName, namesOf } from './free-names.ts';
import { listing, quote, suggest } from './near.ts';

/** What JavaScript has that gives the same answer every time. */
const SAFE_GLOBALS: ReadonlySet<string> = new Set(
  `Array BigInt Boolean Infinity JSON Map Math NaN Number Object RegExp Set String URL atob btoa decodeURIComponent
  encodeURIComponent isFinite isNaN parseFloat parseInt undefined`.split(/\s+/),
);

const RECONCILE = 'Do it in reconcile.ts.';
const UNSTABLE =
  'The same object must always give the same result, or every reconcile writes. Compute it in reconcile.ts.';

const UNSAFE: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  Date: ['Date is not allowed in an expression.', UNSTABLE],
  crypto: ['crypto is not allowed in an expression.', UNSTABLE],
  performance: ['performance is not allowed in an expression.', UNSTABLE],
  process: [
    'process is not there in an expression.',
    `${RECONCILE} Settings of the operator do not belong into its children.`,
  ],
  require: ['require is not there in an expression.', RECONCILE],
  globalThis: ['globalThis is not there in an expression.', RECONCILE],
  window: ['window is not there in an expression.', RECONCILE],
  global: ['global is not there in an expression.', RECONCILE],
  eval: ['eval is not allowed in an expression.', RECONCILE],
  Function: ['Function is not allowed in an expression.', RECONCILE],
  fetch: ['fetch is not allowed in an expression.', RECONCILE],
  console: ['console is not allowed in an expression.', RECONCILE],
  arguments: ['arguments is not there in an expression.', 'Name the parameters.'],
};

/** Where an expression stands. */
export interface ExpressionScope {
  /** Names that may be used beside the safe globals. */
  readonly names: readonly string[];
  /** Names of children where they may not be used: said so. */
  readonly notYet: readonly string[];
}

export interface ExpressionFault {
  readonly message: string;
  readonly hint?: string;
  readonly offset: number;
}

/** Everything that the expression names and must not, and its member chains for further checks. */
export const checkScope = (
  { tree }: ParsedExpression,
  scope: ExpressionScope,
): { faults: ExpressionFault[]; members: readonly (readonly FreeName[])[] } => {
  const { free, impurities, members } = namesOf(tree);
  const unstable = members.filter(([root, member]) => root!.name === 'Math' && member?.name === 'random');
  const faults: ExpressionFault[] = [
    ...impurities,
    ...unstable.map(([root]) => ({
      message: 'Math.random() is not allowed in an expression.',
      hint: UNSTABLE,
      offset: root!.offset,
    })),
    ...free
      .filter(({ name }) => !scope.names.includes(name) && !SAFE_GLOBALS.has(name))
      .map((name) => explain(name, scope)),
  ];
  return { faults: faults.toSorted((a, b) => a.offset - b.offset), members };
};

/** Names in scope that the expression uses, sorted, without globals. */
export const usesOf = ({ tree }: ParsedExpression): readonly string[] =>
  [...new Set(namesOf(tree).free.map(({ name }) => name))].filter((name) => !SAFE_GLOBALS.has(name)).toSorted();

const explain = ({ name, offset }: FreeName, scope: ExpressionScope): ExpressionFault => {
  const unsafe = Object.hasOwn(UNSAFE, name) ? UNSAFE[name] : undefined;
  if (unsafe !== undefined) return { message: unsafe[0], hint: unsafe[1], offset };
  if (scope.notYet.includes(name))
    return {
      message: `the child ${quote(name)} is not there when children are made.`,
      hint: 'Compute it from self; in status, the live children are there.',
      offset,
    };
  if (name === 'selector') return { message: 'selector is only there in status.', hint: 'Use labels.', offset };
  const hint = suggest(name, [...scope.names, ...SAFE_GLOBALS]);
  return {
    message: `unknown name ${quote(name)}.`,
    hint: hint?.startsWith('Did') === true ? hint : `${listing('There are', scope.names)}.`,
    offset,
  };
};
