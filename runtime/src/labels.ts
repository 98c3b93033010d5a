/** Labels that tie children to their owner, kept within what a label value may be. */
import { createHash } from 'node:crypto';

const LIMIT = 63;

/**
 * An object's name as the value of a label. Names may have 253 characters, label values 63: a longer name is cut, and a hash of
 * the whole name keeps it unique.
 */
export const labelValue = (name: string): string => {
  if (name.length <= LIMIT) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 10);
  return `${name.slice(0, LIMIT - hash.length - 1)}-${hash}`;
};
