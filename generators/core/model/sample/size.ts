/** How large a sample may become: it is there for people to read, and a schema may ask for any number of items. */
import { type JsonValue, jsonText } from '../json.ts';

/** Whether so many of a value are more than anybody would read. Then there is none: its author has to show what is meant. */
export const isTooMuch = (count: number, value: JsonValue): boolean =>
  count > MOST_ITEMS || count * jsonText(value).length > MOST_CHARACTERS;

const MOST_ITEMS = 100;
const MOST_CHARACTERS = 16_384;
