/** Adds APIs to the text of a spec. What was there stays as it was, to the character. */
import { isSeq, type Node } from 'yaml';
import { endOfLastItem } from '../spec/edit-in-place.ts';
import { placeOf, type Source } from '../spec/source.ts';
import type { ApiSpec } from '../spec/spec.ts';
import { apiEntries, flowEntry } from './spec-text.ts';

/** The new text. */
export const addEntries = (source: Source, apis: readonly ApiSpec[]): string => {
  const { text } = source;
  const { node } = placeOf(source.document, ['spec', 'apis']);
  if (!isSeq(node) || !node.range) return text;
  if (node.flow === true) {
    const at = (node.items.at(-1) as Node).range![1];
    return `${text.slice(0, at)}, ${apis.map(flowEntry).join(', ')}${text.slice(at)}`;
  }
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const column = source.position(node.range[0]).column - 1;
  const at = endOfLastItem(text, node, column);
  const before = text.slice(0, at);
  const entries = apiEntries(apis, ' '.repeat(column));
  const blank = /(?:^|\n)\r?\n$/.test(before) ? '' : newline;
  return `${before}${before.endsWith('\n') ? '' : newline}${blank}${entries.replaceAll('\n', newline)}${text.slice(at)}`;
};
