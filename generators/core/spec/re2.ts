/** Patterns of a CRD are RE2, Go's regular expressions: what they mean in JavaScript, as far as there is such a thing. */

export type Pattern =
  | { readonly ok: true; readonly regexp: RegExp }
  /** Legal in RE2, but nothing that JavaScript could run. */
  | { readonly ok: true; readonly regexp?: undefined }
  | { readonly ok: false; readonly message: string; readonly hint?: string };

const FOREIGN: readonly (readonly [construct: RegExp, message: string])[] = [
  [/\(\?<?[=!]/, 'has a look-ahead or look-behind, which RE2 does not have.'],
  [/\(\?>/, 'has an atomic group, which RE2 does not have.'],
  [/\\[1-9]/, 'refers back to a group, which RE2 cannot.'],
];

const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** Reads a pattern as the API server would. */
export const readPattern = (pattern: string): Pattern => {
  const code = withoutEscapes(pattern);
  for (const [construct, message] of FOREIGN)
    if (construct.test(code)) return { ok: false, message, hint: 'Use a rule in x-kubernetes-validations.' };
  const large = [...code.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].some(
    ([, least, most]) => Number(least) > 1000 || Number(most ?? 0) > 1000,
  );
  if (large) return { ok: false, message: 'repeats more than 1000 times, which RE2 refuses.', hint: 'Use maxLength.' };
  const { flags, text } = translate(pattern);
  try {
    return { ok: true, regexp: new RegExp(text, `u${flags}`) };
  } catch {
    // Without u, JavaScript is as forgiving of needless escapes as RE2 is.
  }
  try {
    return { ok: true, regexp: new RegExp(text, flags) };
  } catch (error) {
    if (/\(\?[imsU-]+[:)]|\\[QEC]/.test(code)) return { ok: true };
    return {
      ok: false,
      message: `is no regular expression: ${(error as Error).message.replace(/^.*: /, '').toLowerCase()}.`,
    };
  }
};

/** Escaped characters blanked, but for back references; so that `\(?=` is not taken for a look-ahead. */
const withoutEscapes = (pattern: string): string =>
  pattern.replace(/\\([^1-9])/g, '  ').replace(/\[\^?\]?[^\]]*\]/g, (set) => ' '.repeat(set.length));

const translate = (pattern: string): { flags: string; text: string } => {
  const [prefix = '', letters = ''] = /^\(\?([ims]+)\)/.exec(pattern) ?? [];
  const text = pattern
    .slice(prefix.length)
    .replaceAll('(?P<', '(?<')
    .replace(/\[:(\^?)(\w+):\]/g, (whole, not, name) => (not === '' ? (CLASSES[name as string] ?? whole) : whole))
    .replace(/\\([pP])([LMNPSZC])(?![\w{])/g, '\\$1{$2}')
    .replace(/\\([pP])([LMNPSZC])/g, '\\$1{$2}')
    .replaceAll('\\z', '$')
    .replaceAll('\\A', '^');
  return { flags: letters, text };
};
