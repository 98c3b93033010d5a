/**
 * Tells changes that others made, and not those that we made ourselves.
 *
 * The watch often brings a change before the write that made it is answered. So while a write to an object is under way, changes of
 * that object wait; its answer names the resourceVersion that is the echo. Changes of any other resourceVersion are told, late but never dropped.
 */
import type { KubernetesObject } from '../object.ts';
import type { Change } from './store.ts';
import { compareVersions } from './version.ts';

export interface Echoes<T extends KubernetesObject> {
  readonly tell: (key: string, change: Change<T>) => void;
  /** A write begins; to be called with the resourceVersion of its answer, and that which the watch has come to. */
  readonly begin: (key: string) => (version: string | undefined, seen: string | undefined) => void;
}

interface Writing<T extends KubernetesObject> {
  count: number;
  waiting: Change<T>[];
  /** Answered, and not brought by the watch yet. */
  readonly own: Set<string>;
}

/** Passes changes on to `changed`. */
export const createEchoes = <T extends KubernetesObject>(changed: (change: Change<T>) => void): Echoes<T> => {
  const writings = new Map<string, Writing<T>>();

  const pass = (key: string, writing: Writing<T>, change: Change<T>): void => {
    const { resourceVersion } = change.object.metadata;
    const echo = !change.removed && writing.own.has(resourceVersion);
    for (const version of writing.own) if (compareVersions(resourceVersion, version) >= 0) writing.own.delete(version);
    forget(key, writing);
    if (!echo) changed(change);
  };

  const forget = (key: string, { count, own }: Writing<T>): void => {
    if (count === 0 && own.size === 0) writings.delete(key);
  };

  return {
    tell: (key, change) => {
      const writing = writings.get(key);
      if (writing === undefined) changed(change);
      else if (writing.count > 0) writing.waiting.push(change);
      else pass(key, writing, change);
    },
    begin: (key) => {
      const writing = writings.get(key) ?? { count: 0, waiting: [], own: new Set<string>() };
      writing.count += 1;
      writings.set(key, writing);
      return (version, seen) => {
        if (version !== undefined) writing.own.add(version);
        writing.count -= 1;
        if (writing.count > 0) return;
        const { waiting } = writing;
        writing.waiting = [];
        for (const change of waiting) pass(key, writing, change);
        // A write that changed nothing has no echo.
        if (seen !== undefined)
          for (const own of writing.own) if (compareVersions(seen, own) >= 0) writing.own.delete(own);
        forget(key, writing);
      };
    },
  };
};
