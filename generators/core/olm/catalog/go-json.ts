/** JSON as Go's encoding/json prints it: some marks of HTML and of JavaScript's line ends are escaped. */
import { jsonText } from '../../model/json.ts';

/** Compact, the keys in the order of the object. */
export const goJson = (value: unknown): string => jsonText(value).replaceAll(/[<>&\u2028\u2029]/g, escaped);

const escaped = (mark: string): string => `\\u${mark.codePointAt(0)!.toString(16).padStart(4, '0')}`;
