/** What a controller's lists may hold. Who writes JavaScript, or imports in a circle, is told where instead of by what it breaks. */
import type { Kind } from '../kind.ts';

type Lists = Readonly<Record<'owns' | 'watches' | 'sources' | 'predicates', readonly unknown[] | undefined>>;

/** What is wrong with the kind or the lists of a controller; undefined: nothing. */
export const listFault = (kind: Kind | undefined, lists: Lists): string | undefined => {
  if (typeof kind?.plural !== 'string') return `the kind is ${describe(kind)}. ${WAY_OUT}`;
  for (const [name, list] of Object.entries(lists)) {
    if (list === undefined) continue;
    if (!Array.isArray(list)) return `"${name}" is no list. Put what it is in brackets: ${name}: […].`;
    const index = list.findIndex((one) => !isThere(one));
    if (index !== -1) return `"${name}[${index}]" is ${describe(list[index])}. ${WAY_OUT}`;
  }
  return undefined;
};

const WAY_OUT =
  'Give what kind(…) answered, and look whether it is imported by its name, from a file that does not import this one.';

/** Something, and if it says of which kind it is, that is there too. */
const isThere = (one: unknown): boolean =>
  (typeof one === 'object' && one !== null && !('kind' in one && one.kind === undefined)) || typeof one === 'function';

const describe = (value: unknown): string =>
  typeof value === 'object' && value !== null ? 'without a kind' : String(value);
