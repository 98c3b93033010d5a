/** Estimates of Kubernetes' libraries and of cel-go's strings (k8s.io/apiserver/pkg/cel/library/cost.go). */
import type { Call } from './calls.ts';
import type { CallCost } from './estimate.ts';
import {
  add,
  FREE,
  LARGEST,
  multiply,
  ONE,
  type Range,
  REGEX_FACTOR,
  STRING_FACTOR,
  times,
  union,
  UNKNOWN,
  wrap,
} from './range.ts';
import type { Operand, Sizes } from './sizes.ts';

type Estimate = (call: Call, sizeOf: (operand: Operand) => Range, sizes: Sizes) => CallCost | undefined;

/** Undefined when the library says nothing of the call. */
export const costOfLibraryCall = (call: Call, sizes: Sizes): CallCost | undefined => {
  if (!Object.hasOwn(ESTIMATES, call.name)) return undefined;
  const sizeOf = (operand: Operand): Range => sizes.sizeOfOperand(operand);
  return ESTIMATES[call.name]!(call, sizeOf, sizes);
};

const traversal = (size: Range, factor = 1): Range => times(size, factor * STRING_FACTOR);

/** Of a call whose cost is that of reading its target. */
const ofTarget: Estimate = ({ target }, sizeOf) => {
  if (target === undefined) return undefined;
  const size = sizeOf(target);
  return { cost: traversal(size), size };
};

const ofFirst: Estimate = ({ args: [first] }, sizeOf) =>
  first === undefined ? undefined : { cost: traversal(sizeOf(first)) };

const nominal: Estimate = () => ({ cost: ONE });

/** Once over a list, and over the texts in it; of a string, once over the string. */
const ofElements: Estimate = ({ target }, sizeOf, sizes) => {
  if (target === undefined) return undefined;
  const size = sizeOf(target);
  const element = elementOf(target, sizes);
  if (element === undefined) return { cost: traversal(size) };
  const text = element.kind === 'string' || element.kind === 'bytes';
  return { cost: multiply(size, text ? add(ONE, traversal(element.size)) : ONE) };
};

const elementOf = ({ type, path }: Operand, sizes: Sizes): { kind: string; size: Range } | undefined => {
  const [element] = type.params;
  if (element === undefined) return undefined;
  return { kind: element.kind, size: (path && sizes.sizeAt([...path, '@items'])) ?? UNKNOWN };
};

const find: Estimate = ({ target, args: [pattern] }, sizeOf) => {
  if (target === undefined || pattern === undefined) return undefined;
  const size = sizeOf(target);
  const cost = multiply(traversal(add(size, ONE)), times(sizeOf(pattern), REGEX_FACTOR));
  return { cost, size: { min: 0n, max: size.max } };
};

const split: Estimate = ({ target, args: [, limit] }, sizeOf) => {
  if (target === undefined) return undefined;
  const size = sizeOf(target);
  const literal = limit?.expr.kind === 'literal' ? limit.expr.literal : undefined;
  const max = literal?.type === 'int' ? wrap(literal.value) : size.max;
  return { cost: traversal(size, 2), size: { min: 0n, max } };
};

const join: Estimate = ({ target, args: [separator] }, sizeOf, sizes) => {
  if (target === undefined) return undefined;
  const count = sizeOf(target);
  const element = elementOf(target, sizes);
  let size = element === undefined ? FREE : multiply(count, element.size);
  if (separator !== undefined) {
    const between = { min: count.min > 0n ? count.min - 1n : 0n, max: count.max > 0n ? count.max - 1n : 0n };
    size = add(size, multiply(sizeOf(separator), between));
  }
  return { cost: traversal(size), size };
};

const replace: Estimate = ({ target, args: [from, to] }, sizeOf) => {
  if (target === undefined || from === undefined || to === undefined) return undefined;
  const size = sizeOf(target);
  const old = sizeOf(from);
  const fresh = sizeOf(to);
  const most = replaced(size.max, old.min, fresh.max <= old.min);
  const least = replaced(size.min, old.max, old.max <= fresh.min);
  const count = { min: least.count, max: most.count };
  const kept = { min: least.kept, max: most.kept };
  return { cost: traversal(size, 2), size: add(multiply(count, fresh), kept) };
};

/** How often a text of that size is replaced, and how much of it is counted beside: all where it does not change its length. */
const replaced = (size: bigint, old: bigint, same: boolean): { count: bigint; kept: bigint } => {
  if (old === 0n) return { count: size < LARGEST ? size + 1n : size, kept: size };
  if (same) return { count: 0n, kept: size };
  return { count: BigInt(Math.ceil(Number(size) / Number(old))), kept: 0n };
};

/** Bytes of an address, from IPv4 to IPv6. */
const ADDRESS: Range = { min: 4n, max: 16n };

const contains =
  (more: Range): Estimate =>
  ({ overload, args: [other] }, sizeOf) => {
    if (other === undefined) return undefined;
    const parsing = overload.endsWith('_string') ? traversal(sizeOf(other)) : FREE;
    return { cost: add(traversal(add(ADDRESS, ADDRESS)), more, parsing) };
  };

const MAX_FORMAT = 64n;
const MAX_FORMAT_REGEX = 128;

const validate: Estimate = ({ args: [text] }, sizeOf) =>
  text && { cost: times(traversal(sizeOf(text)), MAX_FORMAT_REGEX * REGEX_FACTOR) };

const EQUAL_AT_ONCE: ReadonlySet<string> = new Set([
  'net.IP',
  'net.CIDR',
  'kubernetes.Quantity',
  'kubernetes.Semver',
  ...['Authorizer', 'PathCheck', 'GroupCheck', 'ResourceCheck', 'Decision'].map(
    (name) => `kubernetes.authorization.${name}`,
  ),
]);

const equals: Estimate = ({ args: [left, right] }) => {
  if (left === undefined || right === undefined || left.type.name !== right.type.name) return undefined;
  const { kind, name } = left.type;
  if (kind !== 'opaque' && kind !== 'struct') return undefined;
  if (EQUAL_AT_ONCE.has(name)) return { cost: ONE };
  if (name === 'kubernetes.NamedFormat') return { cost: traversal({ min: 1n, max: MAX_FORMAT }) };
  if (name !== 'kubernetes.URL') return undefined;
  return { cost: traversal({ min: 1n, max: right.size === undefined ? 1n : union(right.size, right.size).max }) };
};

const selector: Estimate = ({ args: [text] }, sizeOf) => {
  if (text === undefined) return undefined;
  const size = sizeOf(text);
  return { cost: add({ min: 10n, max: 10n }, traversal(size), times(times(size, 0.5), 50)) };
};

const url: Estimate = ({ args: [text] }, sizeOf) => {
  if (text === undefined) return undefined;
  const size = sizeOf(text);
  return { cost: traversal(size), size };
};

const named = (estimate: Estimate, names: string): [string, Estimate][] =>
  names.split(' ').map((name) => [name, estimate]);

const ESTIMATES: Readonly<Record<string, Estimate>> = Object.fromEntries([
  ...named(() => ({ cost: { min: 350_000n, max: 350_000n } }), 'check'),
  ...named(nominal, 'serviceAccount path group resource subresource namespace name allowed reason error errored'),
  ...named(selector, 'fieldSelector labelSelector'),
  ...named(ofElements, 'isSorted sum max min indexOf lastIndexOf'),
  ...named(url, 'url'),
  ...named(ofTarget, 'lowerAscii upperAscii substring trim'),
  ...named(replace, 'replace'),
  ...named(split, 'split'),
  ...named(join, 'join'),
  ...named(find, 'find findAll'),
  ...named(ofFirst, 'cidr isIP isCIDR quantity isQuantity semver isSemver'),
  ...named((call, ...rest) => (call.overload === 'cidr_ip' ? { cost: ONE } : ofFirst(call, ...rest)), 'ip'),
  ...named(({ args: [text] }, sizeOf) => text && { cost: traversal(sizeOf(text), 2) }, 'ip.isCanonical'),
  ...named(
    nominal,
    'masked prefixLength family isUnspecified isLoopback isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast',
  ),
  ...named(contains(FREE), 'containsIP'),
  ...named(contains(add(traversal(ADDRESS), ONE)), 'containsCIDR'),
  ...named(validate, 'validate'),
  ...named(
    nominal,
    'format.named sign asInteger isInteger asApproximateFloat isGreaterThan isLessThan compareTo add sub',
  ),
  ...named(nominal, 'major minor patch getScheme getHostname getHost getPort getEscapedPath getQuery'),
  ...named(equals, '_==_'),
]);
