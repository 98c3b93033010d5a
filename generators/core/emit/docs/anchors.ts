/**
 * Anchors of headings, as GitHub makes them: lower case, without punctuation, a hyphen for each space, and a number where the same
 * was there before. Headings must be named in the order of the document.
 */

/** Gives a heading's anchor by its text, as a reader sees it. */
export type NameAnchor = (heading: string) => string;

/** For the headings of one document. */
export const createAnchors = (): NameAnchor => {
  const taken = new Map<string, number>();
  return (heading) => {
    const wanted = anchorText(heading);
    let anchor = wanted;
    let count = taken.get(wanted) ?? 0;
    while (taken.has(anchor)) {
      count += 1;
      anchor = `${wanted}-${count}`;
    }
    taken.set(wanted, count);
    taken.set(anchor, taken.get(anchor) ?? 0);
    return anchor;
  };
};

const anchorText = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
