/**
 * Characters that end a line in YAML 1.1, as go-yaml and so the API server reads it, and do not in YAML 1.2: NEL, LS and PS. At the end
 * of a block scalar they are chomped with the line feeds. Elsewhere in one they stay as they are, but for NEL, which is a line feed.
 */
import { type Document, isScalar, visit } from 'yaml';

/** Whether a text has any: what is read without a tree is read wrongly then. */
export const hasOldLineBreaks = (text: string): boolean => /[\u0085\u2028\u2029]/.test(text);

/** Makes the values of block scalars what go-yaml reads. */
export const readOldLineBreaks = (document: Document.Parsed, text: string): void => {
  if (!hasOldLineBreaks(text)) return;
  visit(document, {
    Scalar: (_key, node) => {
      if (!isScalar(node) || typeof node.value !== 'string' || node.type?.startsWith('BLOCK_') !== true || !node.range)
        return;
      const [, indicators = ''] = /^[|>]([-+\d]*)/.exec(text.slice(node.range[0], node.range[0] + 4)) ?? [];
      node.value = chomped(node.value.replaceAll('\u0085', '\n'), indicators);
    },
  });
};

const chomped = (value: string, indicators: string): string => {
  if (indicators.includes('+')) return value;
  const end = /[\n\u2028\u2029]+$/.exec(value);
  if (end === null) return value;
  // All of them, or all but the first.
  return value.slice(0, indicators.includes('-') ? end.index : end.index + 1);
};
