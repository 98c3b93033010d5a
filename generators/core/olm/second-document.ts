/** What stands behind the first document of a file, which OLM v0 and opm do not read. Pure. */
import { isObject, type JsonObject } from '../model/json.ts';
import { firstDocument } from './first-document.ts';
import { Unreadable } from './go-yaml/cursor.ts';
import { readGoYaml } from './go-yaml/read.ts';

export interface Second {
  readonly message: string;
  readonly hint: string;
  readonly offset: number;
}

/** Another document, or what is none; undefined where there are but comments and null. `from` is where it begins. */
export const secondDocument = (text: string, from: number | undefined): Second | undefined => {
  if (from === undefined) return undefined;
  for (let begin = from; begin < text.length;) {
    const rest = text.slice(begin);
    const { text: own, rest: next, odd } = firstDocument(rest);
    const read = readGoYaml(odd === undefined ? own : rest);
    if (read instanceof Unreadable || read.value !== null) {
      const kind = !(read instanceof Unreadable) && isObject(read.value) ? read.value['kind'] : undefined;
      return {
        message: `a second document begins here${typeof kind === 'string' ? `, of kind ${kind}` : ''}; of a file OLM v0 and opm read only the first one.`,
        hint: 'Give it a file of its own.',
        offset: begin + beginOf(read, own),
      };
    }
    begin = next === undefined ? text.length : begin + next;
  }
  return undefined;
};

/** Where its first key or value stands. */
const beginOf = (read: ReturnType<typeof readGoYaml>, text: string): number => {
  const root = read instanceof Unreadable ? undefined : read.offsetsOf([])?.value;
  return root ?? Math.max(0, text.search(/\S/));
};

/**
 * What is wrong with comments and null behind the `---` that ends a document. The validators decode a ClusterServiceVersion and a
 * CustomResourceDefinition twice: as an object, then, with the reader set back to the file's beginning, as the type that it is
 * (loadBundle). What that reader has read beyond the `---` comes before the file then, and makes another document of it unless it is
 * whole lines of comments.
 */
export const readAgain = (text: string, from: number | undefined, { kind }: JsonObject): Second | undefined => {
  if (from === undefined || (kind !== 'ClusterServiceVersion' && kind !== 'CustomResourceDefinition')) return undefined;
  const rest = text.slice(from);
  if (/^(?:---[^\n]*\n)?(?: *(?:#[^\n]*)?\r?\n)* *$/.test(rest)) return undefined;
  return {
    message: "what stands behind this document is no other one, and OLM's validators put it before this one.",
    hint: 'Remove it, and the --- before it.',
    offset: from + Math.max(0, rest.search(/\S/)),
  };
};
