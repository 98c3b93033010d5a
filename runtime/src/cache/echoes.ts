/**
 * Tells changes with who made them, if it was this process.
 *
 * The watch often brings a change before the write that made it is answered. So while a write to an object is under way, changes of
 * that object wait; its answer names the resourceVersion that is the echo. Every change is told, late but never dropped.
 */
import type { KubernetesObject } from '../object.ts';
import type { Change } from './store.ts';
import { compareVersions } from './version.ts';

export interface Echoes<T extends KubernetesObject> {
  readonly tell: (key: string, change: Change<T>) => void;
  /** A write begins; to be called with the resourceVersion of its answer, and that which the watch has come to. */
  readonly begin: (key: string, writer: string) => (version: string | undefined, seen: string | undefined) => void;
}

interface Writing<T extends KubernetesObject> {
  count: number;
  waiting: Change<T>[];
  /** Answered, and not brought by the watch yet: who wrote which version. */
  readonly own: Map<string, string>;
}

/** Passes changes on to `changed`. */
export const createEchoes = <T extends KubernetesObject>(changed: (change: Change<T>) => void): Echoes<T> => {
  const writings = new Map<string, Writing<T>>();

  const pass = (key: string, writing: Writing<T>, change: Change<T>): void => {
    const { resourceVersion } = change.object.metadata;
    const writer = change.removed ? undefined : writing.own.get(resourceVersion);
    settle(writing, resourceVersion);
    forget(key, writing);
    changed(writer === undefined ? change : { ...change, writer });
  };

  const settle = ({ own }: Writing<T>, seen: string): void => {
    for (const version of own.keys()) if (compareVersions(seen, version) >= 0) own.delete(version);
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
    begin: (key, writer) => {
      const writing = writings.get(key) ?? { count: 0, waiting: [], own: new Map<string, string>() };
      writing.count += 1;
      writings.set(key, writing);
      return (version, seen) => {
        if (version !== undefined) writing.own.set(version, writer);
        writing.count -= 1;
        if (writing.count > 0) return;
        const { waiting } = writing;
        writing.waiting = [];
        for (const change of waiting) pass(key, writing, change);
        // A write that changed nothing has no echo.
        if (seen !== undefined) settle(writing, seen);
        forget(key, writing);
      };
    },
  };
};
