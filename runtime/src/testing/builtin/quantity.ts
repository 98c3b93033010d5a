/** Quantities in canonical form, as Go writes them: `0.5` is `500m`, `1024Mi` is `1Gi` (apimachinery's resource.Quantity). */

const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const FORM = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/;
const NANO = 9;

/** Undefined when `text` is no quantity. */
export function canonicalQuantity(text: string): string | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, sign = '', digits = '', suffix = ''] = match;
  const [whole = '', fraction = ''] = digits.split('.');
  const binary = BINARY.indexOf(suffix);
  const prefix = sign === '-' ? '-' : '';
  if (suffix !== '' && binary > 0) return prefix + fromBinary(whole, fraction, binary);
  const exponent = /^[eE][+-]?\d/.test(suffix) ? Number(suffix.slice(1)) : (DECIMAL.indexOf(suffix) - 3) * 3;
  return prefix + fromDecimal(whole, fraction, exponent, /^[eE][+-]?\d/.test(suffix));
}

/** Amount in billionths, rounded up. */
function nanos(whole: string, fraction: string, exponent: number, factor = 1n): bigint {
  const shift = exponent - fraction.length + NANO;
  const value = BigInt(`${whole}${fraction}` || '0') * factor;
  if (shift >= 0) return value * 10n ** BigInt(shift);
  const divisor = 10n ** BigInt(-shift);
  return (value + divisor - 1n) / divisor;
}

function fromDecimal(whole: string, fraction: string, exponent: number, scientific: boolean): string {
  let amount = nanos(whole, fraction, exponent);
  if (amount === 0n) return '0';
  let step = 0;
  while (amount % 1000n === 0n && step < DECIMAL.length - 1) {
    amount /= 1000n;
    step += 1;
  }
  const power = (step - 3) * 3;
  return `${amount}${scientific ? (power === 0 ? '' : `e${power}`) : (DECIMAL[step] ?? '')}`;
}

function fromBinary(whole: string, fraction: string, step: number): string {
  const amount = nanos(whole, fraction, 0, 1024n ** BigInt(step));
  if (amount === 0n) return '0';
  if (amount % 1_000_000_000n !== 0n || amount / 1_000_000_000n < 1024n)
    return fromDecimal(String(amount), '', -NANO, false);
  let units = amount / 1_000_000_000n;
  let shown = 0;
  while (units % 1024n === 0n && shown < BINARY.length - 1) {
    units /= 1024n;
    shown += 1;
  }
  return `${units}${BINARY[shown] ?? ''}`;
}
