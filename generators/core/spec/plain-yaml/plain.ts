/**
 * Whether js-yaml is certain to read a text as the `yaml` package does. Some of the patterns also match text that both read alike;
 * that costs time only.
 */
import { type Event, EVENT_ID, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';

/** Whether the text has nothing that tells without being read that it is not. */
export const isPlainText = (text: string): boolean => STRANGE.every((strange) => !strange.test(text));

const STRANGE: readonly RegExp[] = [
  // Other line breaks, byte order marks, directives, ends of documents.
  /[\r\x85\u2028\u2029\ufeff]|^(?:%|\.\.\.)/m,
  // What looks like a marker or a directive, on the first line behind spaces, or behind a tab in flow style.
  /^ +[-%]|\t *(?:---|\.\.\.)/,
  // An escaped line break, and an empty line behind it.
  /\\\n[ \t]*\n/,
  // A character beyond Unicode.
  /\\U(?!000|0010)/,
];

/** Whether what js-yaml found in the text has no anchors, aliases and tags, nor what is read otherwise in scalars and between them. */
export const isPlain = (text: string, events: readonly Event[]): boolean => {
  const isJson = /^\s*\{/.test(text);
  let end = 0;
  let last: ScalarEvent | undefined;
  for (const event of events) {
    if (event.type === EVENT_ID.ALIAS) return false;
    if ('tagStart' in event && (event.tagStart !== -1 || event.anchorStart !== -1)) return false;
    if (event.type !== EVENT_ID.SCALAR || event.valueStart === -1) continue;
    const between = text.slice(end, isQuoted(event) ? event.valueStart - 1 : event.valueStart);
    if (isStrangeBetween(between, isJson) || isStrangeScalar(text, event)) return false;
    last = event;
    end = event.valueEnd;
  }
  const isEnded = text.endsWith('\n') || last === undefined || !isBlock(last);
  return isEnded && !isStrangeBetween(`${text.slice(end)}\n`, isJson);
};

/**
 * Tabs, but for those that indent JSON; in flow style, comments that begin in the first column; what ends where the next scalar
 * begins, without anything that tells the two apart.
 */
const isStrangeBetween = (text: string, isJson: boolean): boolean =>
  (!isJson && text.includes('\t')) ||
  (text.includes('\n#') && /^ *[,\]}]/m.test(text)) ||
  /[\]}"'] *(?:\?|$)/.test(text);

/** Tabs in plain and quoted scalars of several lines; blanks in the lines behind the last that has content. */
const isStrangeScalar = (text: string, event: ScalarEvent): boolean => {
  if (event.fast) return false;
  const written = text.slice(event.valueStart, event.valueEnd);
  return isBlock(event) ? /\n[^\n]/.test(`\n${written}`.slice(written.trimEnd().length)) : written.includes('\t');
};

const isQuoted = ({ style }: ScalarEvent): boolean =>
  style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;

const isBlock = ({ style }: ScalarEvent): boolean =>
  style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK;
