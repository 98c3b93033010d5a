/**
 * Flux's post-build substitution of one text: `${VAR}`, and the functions of github.com/fluxcd/pkg/envsubst (v1.7, of
 * kustomize-controller 1.9). Given a text, gives its parts, or why Flux would refuse it; given values too, what Flux makes of it.
 *
 * As there: only braces count, `$VAR` is text; `$${` stands for `${`; `${VAR-x}`, `${VAR+x}` and `${VAR?x}` do not exist; `:+` and
 * `:?` do what `:-` does; lengths and offsets are in bytes; arguments are evaluated whether they are needed or not.
 */
import { FUNCTIONS } from './functions.ts';

/** Literal text, or a variable and what is done with it. */
export type Part = string | Call;

export interface Call {
  readonly variable: string;
  /** '' for the value as it is. */
  readonly operator: string;
  readonly args: readonly Part[];
}

export type Parsed =
  | { readonly ok: true; readonly parts: readonly Part[] }
  /** `reason` is a part of a sentence; `offset` is into the text. */
  | { readonly ok: false; readonly reason: string; readonly offset: number };

/** Whether a substitution would change the text, or fail on it. */
export const isSubstituted = (text: string): boolean => text.includes('${') || text.includes('$$');

/** The parts of a text. */
export const parseSubstitution = (text: string): Parsed => {
  try {
    return { ok: true, parts: readText(new Cursor(text)) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { ok: false, reason: error.message, offset: error.offset };
  }
};

/** Every variable that is read; `isNeeded` where nothing stands in for it. */
export const variablesOf = (parts: readonly Part[]): readonly { readonly name: string; readonly isNeeded: boolean }[] =>
  parts.flatMap((part) =>
    typeof part === 'string'
      ? []
      : [{ name: part.variable, isNeeded: !DEFAULTS.has(part.operator) }, ...variablesOf(part.args)],
  );

/** What becomes of the parts. A variable without a value is empty: ask `variablesOf` first. */
export const evaluate = (parts: readonly Part[], valueOf: (name: string) => string | undefined): string =>
  parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const args = part.args.map((arg) => evaluate([arg], valueOf));
      return (FUNCTIONS[part.operator] ?? FUNCTIONS[''])!(valueOf(part.variable) ?? '', args);
    })
    .join('');

/** Those that say themselves what stands for a variable without a value. */
const DEFAULTS: ReadonlySet<string> = new Set(['=', ':=', ':-', ':?', ':+']);

class Malformed extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get next(): string {
    return this.text[this.at] ?? '';
  }

  starts(word: string): boolean {
    return this.text.startsWith(word, this.at);
  }

  /** What the pattern, a sticky one, matches here; '' for nothing. */
  take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [found = ''] = pattern.exec(this.text) ?? [];
    this.at += found.length;
    return found;
  }

  fail(reason: string): never {
    throw new Malformed(reason, this.at);
  }
}

const readText = (cursor: Cursor): readonly Part[] => {
  const parts: Part[] = [];
  let literal = '';
  while (cursor.next !== '') {
    if (cursor.starts('${')) {
      if (literal !== '') parts.push(literal);
      literal = '';
      parts.push(readCall(cursor));
      continue;
    }
    literal += cursor.next;
    cursor.at += cursor.starts('$$') ? 2 : 1;
  }
  return literal === '' ? parts : [...parts, literal];
};

const NAME = /[\p{L}\p{Nd}_]+/uy;

/** From `${` to its brace. */
const readCall = (cursor: Cursor): Call => {
  cursor.at += 2;
  if (cursor.next === '#') {
    cursor.at++;
    return closed(cursor, { variable: readName(cursor), operator: '#', args: [] });
  }
  const variable = readName(cursor);
  if (/^(?::[-=?+]|=)/.test(cursor.text.slice(cursor.at, cursor.at + 2))) return readDefault(cursor, variable);
  switch (cursor.next) {
    case ':':
      return readSubstring(cursor, variable);
    case ',':
    case '^':
      return closed(cursor, { variable, operator: cursor.take(/[,^]{1,2}/y), args: [] });
    case '/':
      return readReplacement(cursor, variable);
    case '#':
    case '%':
      return closed(cursor, {
        variable,
        operator: cursor.take(/##?|%%?/y),
        args: [readParameter(cursor, /[^}]/y, false)],
      });
    default:
      return closed(cursor, { variable, operator: '', args: [] });
  }
};

const readName = (cursor: Cursor): string => {
  const name = cursor.take(NAME);
  return name === '' ? cursor.fail('there is no name of a variable after "${"') : name;
};

const closed = (cursor: Cursor, call: Call): Call => {
  if (cursor.next !== '}') cursor.fail(`"}" is missing after ${JSON.stringify(call.variable)}`);
  cursor.at++;
  return call;
};

const readDefault = (cursor: Cursor, variable: string): Call => {
  const operator = cursor.take(/:[-=?+]|=/y);
  const args: Part[] = [];
  while (cursor.next !== '}') args.push(readParameter(cursor, /[^}]/y, false));
  return closed(cursor, { variable, operator, args });
};

const readSubstring = (cursor: Cursor, variable: string): Call => {
  cursor.at++;
  const args = [readParameter(cursor, /[^:}]/y, false)];
  if (cursor.take(/:+/y) !== '') args.push(readParameter(cursor, /[^}]/y, false));
  return closed(cursor, { variable, operator: ':', args });
};

const readReplacement = (cursor: Cursor, variable: string): Call => {
  const operator = cursor.take(/\/[/#%]?/y);
  const pattern = cursor.next === '/' ? '' : readParameter(cursor, /[^/]/y, true);
  if (cursor.take(/\/+/y) === '') cursor.fail('there is no "/" between what is replaced and what replaces it');
  const args = cursor.next === '}' ? [pattern] : [pattern, readParameter(cursor, /[^}]/y, true)];
  return closed(cursor, { variable, operator, args });
};

/** One argument: a variable, or text up to the next one or to what `accepted` does not match. */
const readParameter = (cursor: Cursor, accepted: RegExp, escapes: boolean): Part => {
  if (cursor.starts('${')) return readCall(cursor);
  let text = '';
  while (cursor.next !== '' && !cursor.starts('${')) {
    if (escapes && cursor.take(/\$(?=\$)|\\(?=[/\\])/y) !== '') {
      text += cursor.next;
      cursor.at++;
      continue;
    }
    const char = cursor.take(accepted);
    if (char === '') break;
    text += char;
  }
  return text === '' ? cursor.fail('an argument is missing') : text;
};
