/** A Markdown document as its reader meets it: headings with GitHub's anchors, links, tables, HTML; as markdown-it reads it. */
import MarkdownIt, { type Token } from 'markdown-it';

/** GitHub's dialect, HTML included. A link is what begins with a scheme. */
const parser = new MarkdownIt({ html: true, linkify: true });
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

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
export const headings = (markdown: string): readonly string[] => {
  const tokens = parser.parse(markdown, {});
  return tokens.flatMap(({ type }, i) => (type === 'heading_open' ? [shown(tokens[i + 1]!)] : []));
};

/** Where all links and pictures lead. */
export const links = (markdown: string): readonly string[] =>
  inline(markdown).flatMap((token) => [token.attrGet('href') ?? token.attrGet('src') ?? []].flat().map(String));

/** Where the links to sections lead. */
export const targets = (markdown: string): readonly string[] =>
  links(markdown).flatMap((href) => (href.startsWith('#') ? [decodeURIComponent(href.slice(1))] : []));

/** The cells of every table, row by row, a line break as `\n`. Throws for a row with more or fewer cells than the head. */
export const tables = (markdown: string): readonly (readonly string[])[][] => {
  const lines = markdown.split('\n');
  const tokens = parser.parse(markdown, {});
  const found: string[][][] = [];
  for (const [i, { type, map }] of tokens.entries()) {
    if (type === 'table_open') found.push([]);
    if (type === 'tr_open') found.at(-1)!.push([]);
    if (type === 'th_open' || type === 'td_open')
      found
        .at(-1)!
        .at(-1)!
        .push(shown(tokens[i + 1]!));
    if (type === 'tr_open' && map !== null) assertCells(lines[map[0]]!, found.at(-1)![0]!.length);
  }
  return found;
};

/** A reader leaves out what a row has too much, and fills in what it has too little; so it is read below a wider head, with a mark at its end. */
const assertCells = (row: string, expected: number): void => {
  if (expected === 0) return;
  const wide = Array.from({ length: expected + 20 }, () => '---').join('|');
  const cells = parser.parse(`|${wide}|\n|${wide}|\n${row} END |`, {}).flatMap(({ type, content }, i, all) => {
    return type === 'inline' && all[i - 1]?.type === 'td_open' ? [content] : [];
  });
  const count = cells.indexOf('END');
  if (count !== expected) throw new Error(`${count} cells where the head has ${expected}: ${row}`);
};

/** HTML in a document: every tag and comment, as it stands there. */
export const tags = (markdown: string): readonly string[] => [
  ...parser.parse(markdown, {}).flatMap(({ type, content }) => (type === 'html_block' ? [content] : [])),
  ...inline(markdown).flatMap(({ type, content }) => (type === 'html_inline' ? [content] : [])),
];

const inline = (markdown: string): readonly Token[] =>
  parser.parse(markdown, {}).flatMap(({ children }) => children ?? []);

/** What a reader sees: a line break as `\n`, emphasis by name; code and links as their text. */
const shown = (token: Token): string => (token.children ?? []).map(shownInline).join('').replaceAll('\u00a0', ' ');

const shownInline = ({ type, tag, nesting, content }: Token): string => {
  if (type === 'softbreak') return ' ';
  if (type === 'hardbreak' || content === '<br>') return '\n';
  if (type === 'html_inline') return /^<\/?code>$/.test(content) ? '' : content;
  if (nesting === 0 || tag === 'a') return content;
  return nesting > 0 ? `<${tag}>` : `</${tag}>`;
};
