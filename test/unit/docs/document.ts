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

/** What a reader sees: in one pass, as what is escaped must not be read again. */
const plain = (inline: string): string =>
  inline
    .replaceAll(/\[(`[^`]*`|(?:\\.|[^\]\\])*)\]\((?:#|https?:)[^)]*\)/g, '$1')
    .replaceAll(
      /`([^`]*)`|\\([!-/:-@[-`{-~])|<(br)>|<\/?code>|&#(\d+);|&(\w+);|<(https?:[^>]*)>/g,
      (_, code?: string, mark?: string, lineBreak?: string, number?: string, name?: string, url?: string) => {
        if (lineBreak !== undefined) return '\n';
        if (number !== undefined) return String.fromCodePoint(Number(number));
        return code ?? mark ?? url ?? (name === undefined ? '' : ENTITIES[name]!);
      },
    );
