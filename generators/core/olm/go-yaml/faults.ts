/** Where go-yaml's scanner stops, in words for somebody who does not know it. */
import { at, type Cursor, type Mark, Unreadable } from './cursor.ts';

/** The most characters of a key that no `?` stands before. */
export const LONGEST_KEY = 1024;

/** Behind what is or may be a key. */
export const noColon = ({ offset }: Mark, isLong: boolean): Unreadable =>
  isLong
    ? new Unreadable(
        offset,
        `this key has more than ${LONGEST_KEY} characters, and OLM reads none of that length.`,
        'Shorten it.',
      )
    : new Unreadable(
        offset,
        'there is no colon behind this key on its line.',
        'Write a key and its value on one line, with a colon and a space between.',
      );

export const misplaced = ({ offset }: Cursor, what: string): Unreadable =>
  new Unreadable(offset, `${what} cannot begin here.`, 'Begin it on a line of its own, or quote the text.');

export const directive = ({ offset }: Pick<Mark, 'offset'>): Unreadable =>
  new Unreadable(offset, 'OLM reads no directive.', 'Remove the line.');

export const misbegun = (cursor: Cursor): Unreadable => {
  if (at(cursor) === '\t') return tabAt(cursor);
  return new Unreadable(cursor.offset, `nothing begins with ${at(cursor)}.`, 'Quote the text.');
};

export const badHeader = (offset: number): Unreadable =>
  new Unreadable(
    offset,
    'behind | and > there may be one digit from 1 to 9, one of + and -, and a comment.',
    'Begin the text on the next line.',
  );

/** A tab where go-yaml takes spaces alone. */
export const tabAt = ({ offset }: Cursor): Unreadable =>
  new Unreadable(
    offset,
    'OLM takes no tab where a line or its entry begins.',
    'Indent with spaces, and leave empty lines empty.',
  );
