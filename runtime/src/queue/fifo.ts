/**
 * A doubly linked list, first in, first out: every operation takes the same time however long the list is. A `Map` in order of insertion
 * would do the same, but finding its first entry after many were deleted passes over all the holes.
 */

/** What is in a list carries its neighbours itself; it is in one list at most. */
export interface Linked<T> {
  previous: T | undefined;
  next: T | undefined;
}

export interface Fifo<T extends Linked<T>> {
  /** At the end. */
  readonly push: (node: T) => void;
  /** From wherever it is; it must be in this list. */
  readonly remove: (node: T) => void;
  readonly first: () => T | undefined;
  readonly size: () => number;
}

/** Makes an empty list. */
export const createFifo = <T extends Linked<T>>(): Fifo<T> => {
  let head: T | undefined;
  let tail: T | undefined;
  let size = 0;
  return {
    push: (node) => {
      node.previous = tail;
      node.next = undefined;
      if (tail === undefined) head = node;
      else tail.next = node;
      tail = node;
      size += 1;
    },
    remove: (node) => {
      if (node.previous === undefined) head = node.next;
      else node.previous.next = node.next;
      if (node.next === undefined) tail = node.previous;
      else node.next.previous = node.previous;
      node.previous = undefined;
      node.next = undefined;
      size -= 1;
    },
    first: () => head,
    size: () => size,
  };
};
