/** Quantities of Kubernetes as numbers (apimachinery's resource.Quantity). */

const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const;
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** Below 0, 0 or above 0, as far as a float64 can tell them apart; 0 for what is no quantity. */
export const compareQuantities = (a: string, b: string): number => {
  const difference = amount(a) - amount(b);
  return Number.isNaN(difference) ? 0 : difference;
};

const amount = (text: string): number => {
  const [, digits = '', suffix = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+))(.*)$/.exec(String(text).trim()) ?? [];
  const binary = (BINARY as readonly string[]).indexOf(suffix);
  if (binary >= 0) return Number(digits) * 1024 ** (binary + 1);
  const exponent = /^[eE]([+-]?\d+)$/.exec(suffix)?.[1] ?? DECIMAL[suffix];
  // By way of the text, so that 100m and 0.1 are the same number.
  return digits === '' || exponent === undefined ? NaN : Number(`${digits.replace(/\.$/, '')}e${exponent}`);
};
