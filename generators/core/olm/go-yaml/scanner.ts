/**
 * A text of YAML to its tokens: go-yaml v2's scanner (scannerc.go), rule for rule, which is the one of libyaml for YAML 1.1. Given one
 * document as apimachinery's YAMLReader cuts it. Throws Unreadable where go-yaml stops, when it comes there.
 */
import {
  at,
  cursorAt,
  END,
  isBlankOrEnd,
  isBreak,
  isDocumentIndicator,
  type Mark,
  markOf,
  readBreak,
  skip,
  skipComment,
} from './cursor.ts';
import { LONGEST_KEY, misbegun, misplaced, noColon } from './faults.ts';
import { scanAnchor, scanDirective, scanTag } from './scan-name.ts';
import { type Context, scanBlock, scanPlain, scanQuoted } from './scan-scalar.ts';
import type { Indicator, Token } from './token.ts';

export interface Scanner {
  /** The next token, which stays the next one. */
  readonly peek: () => Token;
  readonly next: () => Token;
}

/** What may turn out to be the key of a mapping when a colon follows: on one line, in no more than 1,024 characters. */
interface SimpleKey {
  isPossible: boolean;
  /** No colon came in time. */
  isTooLate?: boolean;
  /** It must be one: it stands where a key of a block does. */
  readonly isRequired: boolean;
  /** The number of its first token. */
  readonly token: number;
  readonly mark: Mark;
}

/** What each character begins in flow and, but for the comma and what closes, in blocks. */
const FLOW: Readonly<Record<string, Indicator>> = {
  '[': 'flow sequence start',
  '{': 'flow mapping start',
  ']': 'flow sequence end',
  '}': 'flow mapping end',
  ',': 'flow entry',
};

export const createScanner = (text: string): Scanner => {
  const cursor = cursorAt(text);
  const tokens: Token[] = [];
  let taken = 0;
  let indent = -1;
  const indents: number[] = [];
  const none = (): SimpleKey => ({
    isPossible: false,
    isRequired: false,
    token: taken + tokens.length,
    mark: markOf(cursor),
  });
  /** One for each level of flow. */
  const keys: SimpleKey[] = [none()];
  /** By their tokens. As in go-yaml, an empty list or mapping in flow loses the one that it may be. */
  const keyOfToken = new Map<number, SimpleKey>();
  let isKeyAllowed = true;

  const isFlow = (): boolean => keys.length > 1;
  const context = (): Context => ({ indent, isFlow: isFlow() });
  const add = (type: Indicator, start = markOf(cursor)): void => void tokens.push({ type, start });

  /** Before the token of a number, where that is still to be taken. */
  const insert = (token: Token, number = -1): void =>
    void tokens.splice(number < taken ? tokens.length : number - taken, 0, token);

  const isValid = (key: SimpleKey): boolean => {
    if (!key.isPossible) return false;
    if (key.mark.line === cursor.line && cursor.index <= key.mark.index + LONGEST_KEY) return true;
    if (key.isRequired) throw noColon(key.mark, key.mark.line === cursor.line);
    [key.isPossible, key.isTooLate] = [false, true];
    return false;
  };

  const dropKey = (): void => {
    const key = keys.at(-1)!;
    if (!key.isPossible) return;
    if (key.isRequired) throw noColon(key.mark, false);
    key.isPossible = false;
    keyOfToken.delete(key.token);
  };

  const saveKey = (): void => {
    if (!isKeyAllowed) return;
    dropKey();
    const isRequired = !isFlow() && indent === cursor.column;
    const key = { ...none(), isPossible: true, isRequired };
    keys[keys.length - 1] = key;
    keyOfToken.set(key.token, key);
  };

  /** Opens a block where the column is further right; `number` is that of the token that it stands before. */
  const roll = (type: Indicator, mark: Mark, number?: number): void => {
    if (isFlow() || indent >= mark.column) return;
    indents.push(indent);
    indent = mark.column;
    insert({ type, start: mark }, number);
  };

  const unroll = (column: number): void => {
    if (isFlow()) return;
    for (; indent > column; indent = indents.pop()!) add('block end');
  };

  const fetchDocumentIndicator = (): void => {
    unroll(-1);
    dropKey();
    isKeyAllowed = false;
    add(at(cursor) === '-' ? 'document start' : 'document end');
    skip(cursor, 3);
  };

  const fetchDirective = (): void => {
    unroll(-1);
    dropKey();
    isKeyAllowed = false;
    tokens.push(scanDirective(cursor));
  };

  const fetchEnd = (): void => {
    if (cursor.column !== 0) {
      cursor.column = 0;
      cursor.line++;
    }
    unroll(-1);
    dropKey();
    isKeyAllowed = false;
    add('stream end');
  };

  const fetchFlow = (type: Indicator): void => {
    if (type.endsWith('start')) {
      saveKey();
      keys.push(none());
    } else dropKey();
    if (type.endsWith('end') && isFlow()) keyOfToken.delete(keys.pop()!.token);
    isKeyAllowed = !type.endsWith('end');
    add(type);
    skip(cursor);
  };

  const fetchEntry = (type: 'block entry' | 'key'): void => {
    if (!isFlow()) {
      if (!isKeyAllowed) throw misplaced(cursor, type === 'key' ? 'a key' : 'an entry of a list');
      roll(type === 'key' ? 'block mapping start' : 'block sequence start', markOf(cursor));
    }
    dropKey();
    isKeyAllowed = type === 'block entry' || !isFlow();
    add(type);
    skip(cursor);
  };

  const fetchValue = (): void => {
    const key = keys.at(-1)!;
    if (isValid(key)) {
      insert({ type: 'key', start: key.mark }, key.token);
      roll('block mapping start', key.mark, key.token);
      key.isPossible = false;
      keyOfToken.delete(key.token);
      isKeyAllowed = false;
    } else {
      if (!isFlow()) {
        if (!isKeyAllowed)
          throw key.isTooLate ? noColon(key.mark, key.mark.line === cursor.line) : misplaced(cursor, 'a mapping');
        roll('block mapping start', markOf(cursor));
      }
      isKeyAllowed = !isFlow();
    }
    add('value');
    skip(cursor);
  };

  const fetchName = (): void => {
    saveKey();
    isKeyAllowed = false;
    tokens.push(at(cursor) === '!' ? scanTag(cursor) : scanAnchor(cursor));
  };

  const fetchBlock = (): void => {
    dropKey();
    isKeyAllowed = true;
    tokens.push(scanBlock(cursor, context()));
  };

  const fetchQuoted = (): void => {
    saveKey();
    isKeyAllowed = false;
    tokens.push(scanQuoted(cursor));
  };

  const fetchPlain = (): void => {
    saveKey();
    const { token, endsLine } = scanPlain(cursor, context());
    isKeyAllowed = endsLine;
    tokens.push(token);
  };

  const skipToToken = (): void => {
    // Where a key may begin, a tab is no white space.
    const isSpace = (char: string): boolean => char === ' ' || (char === '\t' && (isFlow() || !isKeyAllowed));
    for (;;) {
      while (isSpace(at(cursor))) skip(cursor);
      skipComment(cursor);
      if (!isBreak(at(cursor))) return;
      readBreak(cursor);
      if (!isFlow()) isKeyAllowed = true;
    }
  };

  const fetch = (): void => {
    skipToToken();
    unroll(cursor.column);
    const char = at(cursor);
    const isAlone = isBlankOrEnd(at(cursor, 1));
    if (char === END) return fetchEnd();
    if (cursor.column === 0 && char === '%') return fetchDirective();
    if (isDocumentIndicator(cursor)) return fetchDocumentIndicator();
    if (FLOW[char] !== undefined) return fetchFlow(FLOW[char]);
    if (char === '-' && isAlone) return fetchEntry('block entry');
    if (char === '?' && (isFlow() || isAlone)) return fetchEntry('key');
    if (char === ':' && (isFlow() || isAlone)) return fetchValue();
    if ('*&!'.includes(char)) return fetchName();
    if ((char === '|' || char === '>') && !isFlow()) return fetchBlock();
    if (char === '"' || char === "'") return fetchQuoted();
    if (char === '\t' || '|>%@`'.includes(char)) throw misbegun(cursor);
    return fetchPlain();
  };

  /** Until it is sure that the next token is no key. */
  const fill = (): void => {
    const mayBeKey = (): boolean => {
      const key = keyOfToken.get(taken);
      return key !== undefined && isValid(key);
    };
    while (tokens.length === 0 || mayBeKey()) fetch();
  };

  const peek = (): Token => {
    fill();
    return tokens[0]!;
  };
  return {
    peek,
    next: () => {
      const token = peek();
      tokens.shift();
      taken++;
      return token;
    },
  };
};
