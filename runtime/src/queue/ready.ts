/**
 * The keys that wait for a worker, in the order in which workers get them.
 *
 * Guarantees:
 * - A higher priority goes first; within one, first in, first out.
 * - With `groupOf`, the groups of one priority (for example namespaces) take turns, so that ten thousand keys of one do not keep one key
 *   of another waiting; within a group, first in, first out.
 * - No priority starves: one that was passed over 16 times gets the next turn, so a low one keeps a sixteenth of the workers however
 *   much comes above it.
 */
import { createFifo, type Fifo, type Linked } from './fifo.ts';

export interface Waiting extends Linked<Waiting> {
  readonly key: string;
  /** Its list, undefined when it does not wait. */
  group: Group | undefined;
}

/** Keys that take their turn together. */
export interface Group extends Linked<Group> {
  readonly name: string;
  readonly level: Level;
  readonly items: Fifo<Waiting>;
}

interface Level {
  readonly priority: number;
  readonly turns: Fifo<Group>;
  readonly groups: Map<string, Group>;
  size: number;
  passedOver: number;
}

export interface Ready {
  readonly push: (item: Waiting, priority: number) => void;
  /** The priority at which an item waits is `item.group.level.priority`. */
  readonly remove: (item: Waiting) => void;
  /** Takes the next one out. */
  readonly shift: () => Waiting | undefined;
  readonly size: () => number;
  /** How many wait, by priority; those that ever had any. */
  readonly depths: () => ReadonlyMap<number, number>;
}

const STARVES_AFTER = 16;

/** Makes an empty order. `groupOf`: which keys take turns; default: all are one group. */
export const createReady = (groupOf: (key: string) => string = () => ''): Ready => {
  /** Highest first; there are only a few. */
  const levels: Level[] = [];
  let size = 0;

  const levelOf = (priority: number): Level => {
    const found = levels.find((level) => level.priority === priority);
    if (found !== undefined) return found;
    const level = { priority, turns: createFifo<Group>(), groups: new Map(), size: 0, passedOver: 0 };
    levels.push(level);
    levels.sort((a, b) => b.priority - a.priority);
    return level;
  };

  const groupIn = (level: Level, name: string): Group => {
    let group = level.groups.get(name);
    if (group === undefined) {
      group = { name, level, items: createFifo<Waiting>(), previous: undefined, next: undefined };
      level.groups.set(name, group);
      level.turns.push(group);
    }
    return group;
  };

  const remove = (item: Waiting): void => {
    const { group } = item;
    if (group === undefined) return;
    group.items.remove(item);
    item.group = undefined;
    group.level.size -= 1;
    size -= 1;
    if (group.items.size() > 0) return;
    group.level.turns.remove(group);
    group.level.groups.delete(group.name);
  };

  const nextLevel = (): Level | undefined => {
    let chosen: Level | undefined;
    for (const level of levels) {
      if (level.size === 0) continue;
      if (chosen === undefined || level.passedOver >= STARVES_AFTER) chosen = level;
    }
    for (const level of levels) if (level.size > 0 && level !== chosen) level.passedOver += 1;
    if (chosen !== undefined) chosen.passedOver = 0;
    return chosen;
  };

  return {
    push: (item, priority) => {
      const level = levelOf(priority);
      item.group = groupIn(level, groupOf(item.key));
      item.group.items.push(item);
      level.size += 1;
      size += 1;
    },
    remove,
    shift: () => {
      const group = nextLevel()?.turns.first();
      const item = group?.items.first();
      if (group === undefined || item === undefined) return undefined;
      remove(item);
      if (group.items.size() > 0) {
        group.level.turns.remove(group);
        group.level.turns.push(group);
      }
      return item;
    },
    size: () => size,
    depths: () => new Map(levels.map((level) => [level.priority, level.size])),
  };
};
