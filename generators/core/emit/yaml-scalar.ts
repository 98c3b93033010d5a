/**
 * How a scalar is written. kube-apiserver and kubectl read YAML 1.1 in go-yaml's dialect, Helm and kustomize nearly so, editors
 * 1.2: a string is quoted whenever either dialect would resolve it, and escaped where either would change it.
 */

/** A string, number, boolean or null as the value of a key or an item. `indent` is that of further lines. */
export const yamlScalar = (value: unknown, indent: string): string => {
  if (typeof value === 'string') return text(value, indent);
  if (typeof value === 'number') return number(value);
  return String(value);
};

/** A key; `atRoot` when it stands at the beginning of a line, where it may be taken for the end of the document. */
export const yamlKey = (key: string, atRoot: boolean): string => {
  if (PLAIN.test(key)) return isWord(key) ? doubleQuoted(key) : key;
  if (isResolved(key) || isFragile(key) || key.includes('\n')) return doubleQuoted(key);
  return isIndicated(key) || (atRoot && /^(?:---|\.\.\.)/.test(key)) ? quoted(key) : key;
};

/** Most strings are: neither number nor date, and no character that means something. */
const PLAIN = /^[A-Za-z][\w./-]*$/;

const text = (value: string, indent: string): string => {
  if (PLAIN.test(value)) return isWord(value) ? doubleQuoted(value) : value;
  if (isResolved(value) || isFragile(value)) return doubleQuoted(value);
  if (value.includes('\n')) return /\n[\t ]+$/.test(value) ? doubleQuoted(value) : literal(value, indent);
  return isIndicated(value) ? quoted(value) : value;
};

const number = (value: number): string => {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? String(value) : Number.isNaN(value) ? '.nan' : value < 0 ? '-.inf' : '.inf';
};

const isWord = (value: string): boolean => /^(?:null|true|false|yes|no|on|off|y|n)$/i.test(value);

/** What go-yaml (1.1 with 0o octals) or YAML 1.2 takes for something else than a string. Underscores are ignored in numbers. */
const RESOLVED = [
  /^[-+]?(?:0b[-+]?[01]+|0o[-+]?[0-7]+|0x[\da-f]+|\d+)$/i,
  /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i,
  /^[-+]?\.(?:inf|nan)$/i,
  /^[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?$/,
  /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt\s])/,
];

const isResolved = (value: string): boolean => {
  if (!/^[-+.\d]/.test(value)) return /^(?:|~|=|<<)$/.test(value) || isWord(value);
  const digits = value.replaceAll('_', '');
  return RESOLVED.some((pattern) => pattern.test(value) || pattern.test(digits));
};

/** Line breaks of YAML 1.1 that are none in 1.2, byte order mark, non-characters, controls but tab and line feed, halves of pairs. */
const FRAGILE = /[\x7f\u2028\u2029\ufeff\ufffe\uffff]|(?![\t\n])\p{Cc}|\p{Surrogate}/u;

/** A tab within a line, or white space that begins a block or is all of it, may be taken for indentation. */
const isFragile = (value: string): boolean =>
  /^[^\n]*\t[^\n]*$/.test(value) || /^[ \t]*(?:\t|\n|$)/.test(value) || (/[^ -~\n]/.test(value) && FRAGILE.test(value));

/** It begins with an indicator, or holds what ends a plain scalar. */
const isIndicated = (value: string): boolean => /^[ ,[\]{}#&*!|>'"%@`]|^[?-](?: |$)|: | #|[ :]$/.test(value);

const quoted = (value: string): string =>
  value.includes('"') && !value.includes("'") ? `'${value}'` : doubleQuoted(value);

/** Escapes as JSON has them, which YAML reads too; shorter where YAML has a shorter one, and for what JSON leaves as it is. */
const doubleQuoted = (value: string): string =>
  JSON.stringify(value)
    // A space before an escaped line feed would be folded away.
    .replaceAll(/ (?=\\n)|\\(?:u00([\da-f]{2})|.)/g, (found, code: string | undefined) =>
      found === ' ' ? '\\ ' : code === undefined ? found : (SHORT[code] ?? `\\x${code}`),
    )
    .replaceAll(
      /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );

const SHORT: Readonly<Record<string, string>> = { '00': '\\0', '07': '\\a', '0b': '\\v', '1b': '\\e' };

/** `|`, with what it needs to keep spaces before the first line and line feeds after the last. */
const literal = (value: string, indent: string): string => {
  const chomp = !value.endsWith('\n') ? '-' : /\n[\t ]*\n$/.test(value) ? '+' : '';
  const lines = value.replace(/\n$/, '').replaceAll(/\n+(?!\n|$)/g, `$&${indent}`);
  return `|${value.startsWith(' ') ? '2' : ''}${chomp}\n${indent}${lines}`;
};
