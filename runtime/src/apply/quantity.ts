/** Kubernetes quantities: `1000m` and `1`, `1Gi` and `1024Mi` are equal. */

const FORM = /^([+-]?)(\d+\.?\d*|\.\d+)(?:([eE])([+-]?\d{1,3})|(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E))?$/;
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/** As a fraction, exact: numerator and a power of ten below it. */
const parse = (text: string): { readonly numerator: bigint; readonly scale: number } | undefined => {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, sign, digits = '', , exponent, suffix = ''] = match;
  const [whole = '', fraction = ''] = digits.split('.');
  const shift = exponent === undefined ? (DECIMAL[suffix] ?? 0) : Number(exponent);
  const numerator = BigInt(whole + fraction) * 2n ** BigInt(BINARY[suffix] ?? 0) * (sign === '-' ? -1n : 1n);
  return { numerator, scale: fraction.length - shift };
};

/** Whether two values are the same quantity; false when one is no quantity. */
export const sameQuantity = (left: unknown, right: unknown): boolean => {
  const a = parse(String(left));
  const b = parse(String(right));
  if (a === undefined || b === undefined) return false;
  const scale = Math.max(a.scale, b.scale);
  return a.numerator * 10n ** BigInt(scale - a.scale) === b.numerator * 10n ** BigInt(scale - b.scale);
};

const MAPS = new Set([
  'limits',
  'requests',
  'capacity',
  'allocatable',
  'hard',
  'used',
  'overhead',
  'podFixed',
  'default',
  'defaultRequest',
  'min',
  'max',
  'maxLimitRequestRatio',
]);
const FIELDS = new Set(['sizeLimit', 'divisor', 'averageValue']);
/** `value` is a quantity in metric targets and a text in environment variables. */
const OWNERS_OF_VALUE = new Set(['target', 'current']);

/** Whether the field at a path (its last two names) holds a quantity in Kubernetes' own kinds. */
export const isQuantityField = (parent: string, name: string): boolean =>
  MAPS.has(parent) || FIELDS.has(name) || (name === 'value' && OWNERS_OF_VALUE.has(parent));
