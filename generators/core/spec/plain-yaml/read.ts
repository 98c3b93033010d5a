/**
 * YAML read at once, to values: by js-yaml, which makes no tree and so takes a fraction of the time of the `yaml` package. Given
 * text, gives exactly what `yaml` and `value.ts` make of it, or undefined where that is not certain: anchors, tags, merges, what the
 * two libraries read otherwise, all that is wrong. So it never reports: who gets undefined reads again with `source.ts`. That the two
 * read alike is tested with hostile text.
 */
import { constructFromEvents, type Event, parseEvents } from 'js-yaml';
import type { JsonValue } from '../../model/json.ts';
import { isPlain, isPlainText } from './plain.ts';
import { schema } from './schema.ts';

/** The other reader decides whether more is too much. */
const MAX_DEPTH = 150;

export interface PlainYaml {
  /** Of each document; there is none where there is but white space and comments. */
  readonly values: readonly JsonValue[];
  /** What the text consists of, with offsets: documents, mappings, lists, scalars, and their ends. */
  readonly events: readonly Event[];
}

/** What the text says. */
export const readPlainYaml = (text: string): PlainYaml | undefined => {
  if (!isPlainText(text)) return undefined;
  try {
    const events = parseEvents(text, { maxDepth: MAX_DEPTH });
    if (!isPlain(text, events)) return undefined;
    return { values: constructFromEvents(events, { source: text, schema }) as JsonValue[], events };
  } catch {
    return undefined;
  }
};
