/** One line about what `check --against` has found. */
import type { Evolution } from './evolution.ts';
import { SPEC_FILE } from './draft.ts';

/** Nothing breaks; what is new is counted. */
export const compatible = ({ against, added }: Evolution): string => {
  const news = [counted(added.apis, 'API'), counted(added.versions, 'version'), counted(added.fields, 'field')].filter(
    (part) => part !== '',
  );
  return `Nothing breaks since ${against}${news.length === 0 ? '' : `; new: ${news.join(', ')}`}.`;
};

/** Something does, and all else is well. */
export const breaking = ({ against }: Evolution, count: number): string =>
  `${counted(count, 'change')} since ${against} ${count === 1 ? 'breaks' : 'break'} somebody. All files are as ${SPEC_FILE} says.`;

const counted = (count: number, noun: string): string =>
  count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
