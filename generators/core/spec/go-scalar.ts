/**
 * What a plain scalar means to the API server: go-yaml v2's `resolve.go`, rule for rule. Numbers of YAML 1.1 and Go, underscores
 * anywhere in them; no base-60 numbers, no dates. Integers are 64 bits wide, signed or not; a longer one is a float, and a float
 * that is too large is text.
 */

/** A number, as bigint where it is an integer; undefined for text. */
export const goNumber = (text: string): number | bigint | undefined => {
  if (text.startsWith('.')) return FRACTION.test(text) ? finite(text.replaceAll('_', '')) : undefined;
  if (!/^[-+\d]/.test(text)) return undefined;
  const plain = text.replaceAll('_', '');
  const integer = INTEGER.test(plain) ? integerOf(plain) : undefined;
  if (integer !== undefined) return integer;
  if (FLOAT.test(plain)) return finite(plain);
  const binary = /^(-?)0b([-+]?[01]+)$/.exec(plain);
  return binary === null ? undefined : signed(`${binary[1]}${binary[2]}`, '0b');
};

const INTEGER = /^[-+]?(?:0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9]\d*)$/;
/** Here underscores separate digits, as in Go's own numbers: strconv.ParseFloat is all that go-yaml asks. */
const FRACTION = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

const finite = (text: string): number | undefined => {
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
};

const integerOf = (text: string): bigint | undefined => {
  const [, sign = '', prefix = '', digits = ''] = /^([-+]?)(0[xX]|0[bB]|0[oO]|0(?=\d))?(.+)$/.exec(text)!;
  const radix = prefix === '' ? '' : prefix === '0' ? '0o' : prefix.toLowerCase();
  const integer = signed(`${sign}${digits}`, radix);
  return integer === undefined || (integer >= MIN && integer <= (sign === '' ? MAX_UNSIGNED : MAX))
    ? integer
    : undefined;
};

const [MIN, MAX, MAX_UNSIGNED] = [-(2n ** 63n), 2n ** 63n - 1n, 2n ** 64n - 1n] as const;

const signed = (text: string, radix: string): bigint | undefined => {
  const [, sign, digits] = /^([-+]*)(\d.*|[\da-fA-F]+)$/.exec(text) ?? [];
  if (digits === undefined || sign === undefined || sign.length > 1) return undefined;
  const integer = BigInt(`${radix}${digits}`);
  return sign === '-' ? -integer : integer;
};

/** The text of a key that is a number: integers in decimal, others as Go prints a float of 32 bits. */
export const goKey = (key: number | bigint): string => {
  if (typeof key === 'bigint') return String(key);
  if (Number.isNaN(key)) return '.nan';
  const narrow = Math.fround(key);
  if (!Number.isFinite(narrow)) return narrow < 0 ? '-.inf' : '.inf';
  const lengths = Array.from({ length: 17 }, (_, i) => narrow.toExponential(i));
  const shortest = lengths.find((text) => Math.fround(Number(text)) === narrow)!;
  const [mantissa = '', exponent = ''] = shortest.split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return Object.is(narrow, -0) ? '-0' : String(Number(shortest));
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
};
