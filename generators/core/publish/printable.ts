/** What somebody else says, as it may reach a terminal: on one line, not endless, with nothing in it that a terminal would obey. */
export const printable = (text: string): string =>
  JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll(
      /[\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069]/g,
      (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`,
    );

const LONGEST = 300;
