/**
 * Where the first document of a file ends for OLM: at the first line that begins with `---` and is not the first one of the file
 * (apimachinery pkg/util/yaml/decoder.go, YAMLReader, which cuts at line feeds before any YAML is read). Pure.
 */

export interface FirstDocument {
  /** From the beginning of the file. */
  readonly text: string;
  /** Where the line begins that ends it; absent where the file does. */
  readonly separator?: number;
  /** Where the rest begins. */
  readonly rest?: number;
  /** Where a line begins with `---` and has more than a comment behind it, before or at the end of the document: OLM reads nothing then. */
  readonly odd?: number;
}

const SEPARATOR = /(?<=^|\n)---([^\n]*)(?:\n|$)/g;

export const firstDocument = (text: string): FirstDocument => {
  for (const { index, 0: line, 1: behind = '' } of text.matchAll(SEPARATOR)) {
    if (!/^[^\S\ufeff]*(?:#|$)/.test(behind.replaceAll('\u0085', ' '))) return { text: '', odd: index };
    if (index > 0) return { text: text.slice(0, index), separator: index, rest: index + line.length };
  }
  return { text };
};
