/** What a change does to a file's text, as people and `patch` read it. */
import { createTwoFilesPatch } from 'diff';
import type { Change } from './change.ts';

/** A unified diff with three lines of context; empty when nothing changes, one line for what is no text. */
export const diffOf = ({ path, before, after, action }: Change): string => {
  if (after === undefined && action !== 'delete') return '';
  const [old, next] = [before ?? Buffer.alloc(0), after ?? Buffer.alloc(0)];
  if (old.equals(next)) return '';
  const [from, to] = [
    before === undefined ? '/dev/null' : `a/${path}`,
    after === undefined ? '/dev/null' : `b/${path}`,
  ];
  if (old.includes(0) || next.includes(0)) return `Binary files ${from} and ${to} differ\n`;
  const patch = createTwoFilesPatch(from, to, old.toString(), next.toString(), undefined, undefined, { context: 3 });
  return patch.slice(patch.indexOf('---'));
};
