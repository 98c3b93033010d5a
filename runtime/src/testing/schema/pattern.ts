/** Go's regular expressions (RE2) as JavaScript's, for what both can express. */

const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
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

const cache = new Map<string, RegExp>();

/** Compiles; throws an Error in the server's words for what RE2 has not (look-around, back-references) or is malformed. */
export function compilePattern(pattern: string): RegExp {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const lookaround = /(?<!\\)\(\?(?:[=!]|<[=!])/.exec(pattern);
  if (lookaround !== null)
    throw new Error(`error parsing regexp: invalid or unsupported Perl syntax: \`${lookaround[0]}\``);
  const backreference = /(?<!\\)(?:\\\\)*\\[1-9]/.exec(pattern);
  if (backreference !== null)
    throw new Error(`error parsing regexp: invalid escape sequence: \`${backreference[0].slice(-2)}\``);
  const compiled = toJavaScript(pattern);
  cache.set(pattern, compiled);
  return compiled;
}

function toJavaScript(pattern: string): RegExp {
  let flags = '';
  let source = pattern.replace(/^\(\?([imsU]+)\)/, (_, set: string) => {
    flags = [...set].filter((flag) => 'ims'.includes(flag)).join('');
    return '';
  });
  source = source.replace(/\[:(\^?)(\w+):\]/g, (whole, negated: string, name: string) =>
    negated === '' ? (CLASSES[name] ?? whole) : whole,
  );
  source = source
    .replaceAll('(?P<', '(?<')
    .replaceAll('\\A', '^')
    .replaceAll('\\z', '$')
    .replaceAll('\\Q', '')
    .replaceAll('\\E', '');
  const unicode = /\\[pP][{A-Z]/.test(source);
  if (unicode)
    source = source
      .replace(/\\([pP])([A-Z])(?!\w*\})/g, '\\$1{$2}')
      .replace(/\\([-_#&~@ '"`,:;=<>!%])/g, (_, char: string) => (char === '-' ? '\\-' : char));
  try {
    return new RegExp(source, flags + (unicode ? 'u' : ''));
  } catch (error) {
    throw new Error(`error parsing regexp: ${(error as Error).message.replace(/^Invalid regular expression: /, '')}`, {
      cause: error,
    });
  }
}
