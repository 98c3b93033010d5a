/** A Markdown document as its reader meets it: headings with GitHub's anchors, links, tables. */

/** Anchors of all headings, in order. The rule is GitHub's: https://github.com/gjtorikian/html-pipeline, toc_filter. */
export const anchors = (markdown: string): readonly string[] => {
  const seen: Record<string, number> = Object.create(null);
  return headings(markdown).map((heading) => {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replace(/ /g, '-');
    let unique = slug;
    while (unique in seen) unique = `${slug}-${(seen[slug] = seen[slug]! + 1)}`;
    seen[unique] = 0;
    return unique;
  });
};

/** The texts of all headings. */
export const headings = (markdown: string): readonly string[] =>
  [...withoutFences(markdown).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => plain(heading!));

/** Where the links to sections lead. */
export const targets = (markdown: string): readonly string[] =>
  [...withoutFences(markdown).matchAll(/\]\(#([^)]*)\)/g)].map(([, target]) => target!);

/** The cells of every table, row by row: what GitHub would show, a line break as `\n`. */
export const tables = (markdown: string): readonly (readonly string[])[][] =>
  [...withoutFences(markdown).matchAll(/(?:^\|.*\|\n)+/gm)].map(([rows]) =>
    rows
      .trimEnd()
      .split('\n')
      .map((row) =>
        row
          .slice(1, -1)
          .split(/(?<!\\)\|/)
          .map((cell) => plain(cell.trim())),
      )
      .filter(([first]) => first !== '---'),
  );

/** HTML in a document: every tag that is not within a code span. */
export const tags = (markdown: string): readonly string[] =>
  [
    ...withoutFences(markdown)
      .replaceAll(/(?<!\\)`[^`]*`/g, '')
      .matchAll(/(?<!\\)<(?!https?:)[^>]*>/g),
  ].map(([tag]) => tag);

const withoutFences = (markdown: string): string => markdown.replaceAll(/^(`{3,})[^]*?^\1$/gm, '');

const ENTITIES: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&' };

const plain = (inline: string): string =>
  inline
    .replaceAll(/\[(`[^`]*`)\]\([^)]*\)/g, '$1')
    .split(/((?<!\\)`[^`]*`)/)
    .map((part, i) =>
      i % 2 === 1
        ? part.slice(1, -1)
        : part
            .replaceAll('<br>', '\n')
            .replaceAll(/<\/?code>/g, '')
            .replaceAll(/(?<!\\)\[(.*?)(?<!\\)\]\([^)]*\)/g, '$1')
            .replaceAll(/<(https?:[^>]*)>/g, '$1')
            .replaceAll(/&#(\d+);|&(\w+);/g, (_, number?: string, name?: string) =>
              number === undefined ? ENTITIES[name!]! : String.fromCodePoint(Number(number)),
            )
            .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1'),
    )
    .join('');
