/**
 * How templates are compiled, here and when bundling. No HTML escapes: texts are TypeScript, Markdown, Dockerfiles, and each value
 * goes through the helper of its language. No logic either: blocks are not known.
 */
export const TEMPLATE_OPTIONS = {
  strict: true,
  noEscape: true,
  knownHelpersOnly: true,
  preventIndent: true,
  knownHelpers: {
    string: true,
    name: true,
    word: true,
    words: true,
    prose: true,
    text: true,
    if: false,
    unless: false,
    each: false,
    with: false,
    lookup: false,
    log: false,
  },
} as const;
