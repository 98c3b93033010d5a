import { type JsonValue, jsonText } from '../../model/json.ts';
import type { Path } from '../path.ts';

/** What is wrong with a value, and where in it. */
export interface ValueFault {
  /** From the value that was given. */
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
}

/** A fault without a hint where there is none. */
export const fault = (path: Path, message: string, hint?: string): ValueFault => ({
  path,
  message,
  ...(hint !== undefined && { hint }),
});

/** A value as it appears in a message: on one line, not endless. */
export const show = (value: JsonValue): string => {
  const text = jsonText(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};
