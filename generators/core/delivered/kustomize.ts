/**
 * How kustomize reads YAML, where that differs from kubectl and helm: by go-yaml v3, for which `yes`, `on` and their like are texts,
 * as keys too.
 */
import { visit } from 'yaml';
import type { Source } from '../spec/source.ts';

/** The document with those words as texts. */
export const asKustomize = (source: Source): Source => {
  if (!WORD.test(source.text)) return source;
  const { file, text, document, others, position } = source;
  visit(document, {
    Scalar: (_key, scalar) => {
      if (typeof scalar.value === 'boolean' && scalar.type === 'PLAIN' && !/^true$|^false$/i.test(scalar.source ?? ''))
        scalar.value = scalar.source;
    },
  });
  return { file, text, document, others, position };
};

/** As a whole scalar, or what looks like one: only then the document has to be made, which takes long. */
const WORD = /(?:^|[\s,[{:])(?:y|yes|n|no|on|off)[ \t\r]*(?:[,\]}:#]|$)/im;
