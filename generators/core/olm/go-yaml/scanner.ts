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
  type Unreadable,
} from './cursor.ts';
import { misbegun, misplaced, noColon } from './faults.ts';
import { scanAnchor, scanDirective, scanTag } from './scan-name.ts';
import { type Context, scanBlock, scanPlain, scanQuoted } from './scan-scalar.ts';
import { createSimpleKeys } from './simple-keys.ts';
import type { Indicator, Token } from './token.ts';

export interface Scanner {
  /** The next token, which stays the next one. */
  readonly peek: () => Token;
  readonly next: () => Token;
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
  const keys = createSimpleKeys(cursor);
  const { isFlow } = keys;
  let isKeyAllowed = true;

  /** Of the token that is scanned next. */
  const nextNumber = (): number => taken + tokens.length;
  const context = (): Context => ({ indent, isFlow: isFlow() });
  const add = (type: Indicator, start = markOf(cursor)): void => void tokens.push({ type, start });

  /** Before the token of a number, where that is still to be taken. */
  const insert = (token: Token, number = -1): void =>
    void tokens.splice(number < taken ? tokens.length : number - taken, 0, token);

  const saveKey = (): void => {
    if (isKeyAllowed) keys.save(nextNumber(), !isFlow() && indent === cursor.column);
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
    keys.drop();
    isKeyAllowed = false;
    add(at(cursor) === '-' ? 'document start' : 'document end');
    skip(cursor, 3);
  };

  const fetchDirective = (): void => {
    unroll(-1);
    keys.drop();
    isKeyAllowed = false;
    tokens.push(scanDirective(cursor));
  };

  const fetchEnd = (): void => {
    if (cursor.column !== 0) {
      cursor.column = 0;
      cursor.line++;
    }
    unroll(-1);
    keys.drop();
    isKeyAllowed = false;
    add('stream end');
  };

  const fetchFlow = (type: Indicator): void => {
    if (type.endsWith('start')) {
      saveKey();
      keys.open(nextNumber());
    } else keys.drop();
    if (type.endsWith('end')) keys.close();
    isKeyAllowed = !type.endsWith('end');
    add(type);
    skip(cursor);
  };

  const fetchEntry = (type: 'block entry' | 'key'): void => {
    if (!isFlow()) {
      if (!isKeyAllowed) throw misplaced(cursor, type === 'key' ? 'a key' : 'an entry of a list');
      roll(type === 'key' ? 'block mapping start' : 'block sequence start', markOf(cursor));
    }
    keys.drop();
    isKeyAllowed = type === 'block entry' || !isFlow();
    add(type);
    skip(cursor);
  };

  const noMapping = (): Unreadable => {
    const { isTooLate, mark } = keys.current();
    return isTooLate ? noColon(mark, mark.line === cursor.line) : misplaced(cursor, 'a mapping');
  };

  const fetchValue = (): void => {
    const key = keys.take();
    if (key !== undefined) {
      insert({ type: 'key', start: key.mark }, key.token);
      roll('block mapping start', key.mark, key.token);
      isKeyAllowed = false;
    } else {
      if (!isFlow()) {
        if (!isKeyAllowed) throw noMapping();
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
    keys.drop();
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
    while (tokens.length === 0 || keys.mayBegin(taken)) fetch();
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
