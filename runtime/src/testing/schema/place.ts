/** Where a value stands in an object, as messages and causes name it. */

/** Where a value stands: `prefix` only shows in `field`, not in messages (the server validates `status` on its own). */
export interface Place {
  readonly prefix: string;
  readonly path: string;
}

export const fieldOf = ({ prefix, path }: Place): string =>
  [prefix, path.replace(/^\./, '')].filter((part) => part !== '').join('.') || '<nil>';
