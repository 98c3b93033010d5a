/** Characters that mean something in YAML, by their codes, and where a line ends. */

export const TAB = 9;
export const LINE_FEED = 10;
export const SPACE = 32;
export const QUOTE = 34;
export const HASH = 35;
export const APOSTROPHE = 39;
export const COMMA = 44;
export const DASH = 45;
export const COLON = 58;
export const GREATER = 62;
export const BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSING_BRACKET = 93;
export const BRACE = 123;
export const PIPE = 124;
export const CLOSING_BRACE = 125;

/** The line feed that ends the line, or the end of the text. */
export const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
};

/** The first character that is no space. */
export const afterSpaces = (text: string, at: number): number => {
  let next = at;
  while (text.charCodeAt(next) === SPACE) next++;
  return next;
};

/** Whether what follows an indicator makes it one: a blank, or the end of the text, whose code is NaN. */
export const isBlank = (code: number): boolean => !(code > SPACE) && code !== TAB;

/** Without the spaces at the end: what else JavaScript takes for white space is text to YAML. */
export const withoutTrailing = (text: string): string => {
  let end = text.length;
  while (text.charCodeAt(end - 1) === SPACE) end--;
  return text.slice(0, end);
};

/** Without the spaces at both ends. */
export const withoutSpaces = (text: string): string => withoutTrailing(text.slice(afterSpaces(text, 0)));
