/**
 * A document of YAML as OLM reads it: by go-yaml v2, which is in sigs.k8s.io/yaml. What YAML allows and what go-yaml reads are two
 * things, in both directions: no library of ours refuses a tab in an empty line, a key of 1,025 characters or half of a character in
 * quotes, nor takes U+2028 for the end of a line. So this is its scanner and parser over again. Pure.
 */
import type { JsonValue } from '../../model/json.ts';
import type { Path } from '../../spec/path.ts';
import type { Offsets } from '../../spec/plain-yaml/places.ts';
import { Unreadable } from './cursor.ts';
import { parseDocument } from './parser.ts';
import { createScanner } from './scanner.ts';
import { type OddKey, valuesOf } from './values.ts';

export interface GoYaml {
  /** Null where there is nothing but comments, too. */
  readonly value: JsonValue;
  readonly odd: readonly OddKey[];
  /** Where something stands behind the document, which is passed over. */
  readonly rest?: number;
  /** undefined where there is nothing at the path. */
  readonly offsetsOf: (path: Path) => Offsets | undefined;
}

/** The first document of a text. */
export const readGoYaml = (text: string): GoYaml | Unreadable => {
  try {
    const { root, rest } = parseDocument(createScanner(text.endsWith('\n') ? text : `${text}\n`));
    if (root === undefined) return { value: null, odd: [], offsetsOf: () => undefined };
    const { value, places, odd } = valuesOf(root);
    const offsetsOf = (path: Path): Offsets | undefined => {
      let offsets: Offsets | undefined = { value: root.offset };
      let part: unknown = value;
      for (const step of path) {
        offsets = places.get(part as object)?.get(String(step));
        if (offsets === undefined) return undefined;
        part = (part as Readonly<Record<string, unknown>>)[step];
      }
      return offsets;
    };
    return { value, odd, offsetsOf, ...(rest !== undefined && { rest }) };
  } catch (error) {
    if (error instanceof Unreadable) return error;
    throw error;
  }
};
