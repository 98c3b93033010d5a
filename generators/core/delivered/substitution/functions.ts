/** What Flux's substitution can do with the value of a variable: the functions of github.com/fluxcd/pkg/envsubst, by operator. */

type Function = (value: string, args: readonly string[]) => string;

const orDefault: Function = (value, args) => (value === '' ? args.join('') : value);

/** In bytes, as Go counts. */
const substring: Function = (value, [offset = '', length]) => {
  const bytes = Buffer.from(value);
  if (!INTEGER.test(offset) || (length !== undefined && !INTEGER.test(length))) return value;
  const start = Number(offset) < 0 ? Math.max(0, bytes.length + Number(offset)) : Number(offset);
  if (length === undefined) return bytes.subarray(start).toString();
  const end = Number(length) < 0 ? bytes.length + Number(length) : start + Number(length);
  return end < start ? '' : bytes.subarray(start, end).toString();
};

const INTEGER = /^[-+]?\d+$/;

/** The first, or with `all` every one; nothing special is in either text. */
const replace =
  (all: boolean): Function =>
  (value, [pattern = '', replacement = '']) =>
    all ? value.split(pattern).join(replacement) : value.replace(pattern, () => replacement);

const replacePrefix: Function = (value, args) => {
  const [prefix = '', replacement = ''] = args;
  return args.length === 2 && value.startsWith(prefix) ? replacement + value.slice(prefix.length) : value;
};

const replaceSuffix: Function = (value, args) => {
  const [suffix = '', replacement = ''] = args;
  if (args.length !== 2 || !value.endsWith(suffix)) return value;
  return value.slice(0, value.length - suffix.length) + replacement;
};

/** Without what the pattern matches at the beginning. */
const trim =
  (longest: boolean) =>
  (value: string, pattern: string): string => {
    const matcher = globOf(pattern);
    if (matcher === undefined) return value;
    const lengths = Array.from({ length: value.length }, (_, i) => (longest ? value.length - i : i + 1));
    const length = lengths.find((end) => matcher.test(value.slice(0, end)));
    return length === undefined ? value : value.slice(length);
  };

const trimStart =
  (longest: boolean): Function =>
  (value, [pattern]) =>
    pattern === undefined ? value : trim(longest)(value, pattern);

/** The same from the other side, pattern and all. */
const trimEnd =
  (longest: boolean): Function =>
  (value, [pattern]) =>
    pattern === undefined ? value : reversed(trim(longest)(reversed(value), reversed(pattern)));

const reversed = (text: string): string => [...text].toReversed().join('');

/** `*`, `?`, `[…]` and `\`, of which none stops at a slash; undefined for a pattern that is none. */
const globOf = (pattern: string): RegExp | undefined => {
  const source = pattern.replaceAll(
    /\\([^])|\[(\^?)((?:\\[^]|[^\]\\])+)\]|([*?])|([^])/g,
    (
      _all,
      escaped: string | undefined,
      not: string | undefined,
      set: string | undefined,
      wild: string,
      char: string,
    ) => {
      if (escaped !== undefined) return quoted(escaped);
      if (set !== undefined) return `[${not}${set.replaceAll(/[[^]/g, String.raw`\$&`)}]`;
      if (wild !== undefined) return wild === '*' ? '[^]*' : '[^]';
      return quoted(char);
    },
  );
  try {
    return /(?:^|[^\\])(?:\\\\)*\\$|\[[^\]]*$/.test(pattern) ? undefined : new RegExp(`^(?:${source})$`, 'u');
  } catch {
    return undefined;
  }
};

const quoted = (char: string): string => (/[\\^$.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char);

/** Go changes characters one by one: one that would become two stays. */
const single = (char: string, changed: string): string => (Array.from(changed).length === 1 ? changed : char);
const upper = (char: string): string => single(char, char.toUpperCase());
const lower = (char: string): string => single(char, char.toLowerCase());

const first = (value: string, change: (char: string) => string): string => {
  const [char = ''] = value;
  return change(char) + value.slice(char.length);
};

/** By operator; `#` is the length, or with an argument a pattern that is taken off. */
export const FUNCTIONS: Readonly<Record<string, Function>> = {
  '': orDefault,
  '=': orDefault,
  ':=': orDefault,
  ':-': orDefault,
  ':?': orDefault,
  ':+': orDefault,
  ':': substring,
  ',': (value) => first(value, lower),
  ',,': (value) => Array.from(value, lower).join(''),
  '^': (value) => first(value, upper),
  '^^': (value) => Array.from(value, upper).join(''),
  '/': replace(false),
  '//': replace(true),
  '/#': replacePrefix,
  '/%': replaceSuffix,
  '#': (value, args) => (args.length === 0 ? String(Buffer.byteLength(value)) : trimStart(false)(value, args)),
  '##': trimStart(true),
  '%': trimEnd(false),
  '%%': trimEnd(true),
};
