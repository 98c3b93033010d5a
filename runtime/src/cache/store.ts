/**
 * The objects of one collection as a reconcile may see them: what the watch brought, overlaid with what our own writes were answered.
 *
 * Guarantees:
 * - Read your writes: once a write was answered, nobody reads an older state of that object.
 * - Every change is told, as the watch brings it, and which reconcile of this process made it (see echoes.ts, writer.ts).
 * - Objects are frozen and shared. `replace` swaps all at once, then tells; until then the old state is read.
 * Caveats: where only some objects are selected, an answer that is no longer selected is not read, and one by fields of which the
 * selector cannot be judged here (`selects`) is read as the watch brings it.
 */
import type { KubernetesObject } from '../object.ts';
import { createEchoes } from './echoes.ts';
import { byNamespace, byOwner, createIndexes, type IndexBy, NAMESPACE, OWNER } from './indexes.ts';
import { covers, type Overlay, reaches } from './overlay.ts';
import { deepFreeze } from './freeze.ts';
import { compareVersions } from './version.ts';

/** `object` is the last state when it is `removed`; `previous` what was read before, undefined for an object that is new. */
export interface Change<T extends KubernetesObject = KubernetesObject> {
  readonly object: T;
  readonly previous: T | undefined;
  readonly removed: boolean;
  /** Whose write in this process this is the echo of (see writer.ts); undefined: others', or not known. */
  readonly writer?: string;
}

export interface Store<T extends KubernetesObject> {
  readonly get: (key: string) => T | undefined;
  readonly values: () => readonly T[];
  /** How many the watch has brought. */
  readonly size: () => number;
  readonly inNamespace: (namespace: string) => readonly T[];
  /** Objects that have an owner reference to this uid. */
  readonly ownedBy: (uid: string) => readonly T[];
  /** Objects that have this value in an index. Errors: `TypeError` when there is no such index. */
  readonly byIndex: (name: string, value: string) => readonly T[];
  /** Adds an index over what is there and what comes; of the same name and function nothing, of another function a `TypeError`. */
  readonly addIndex: (name: string, by: IndexBy<T>) => void;
  /** An object as it would be kept: prepared, or the very one that is kept already. */
  readonly adopt: (object: T) => T;
  /** The whole collection as of `version`. */
  readonly replace: (objects: readonly T[], version: string) => void;
  readonly apply: (object: T) => void;
  readonly remove: (object: T) => void;
  /**
   * A write to `key` begins; to be called with its answer, undefined if it failed. Without a writer its echo is nobody's.
   */
  readonly beginWrite: (key: string, writer?: string) => (result: T | 'deleted' | undefined) => void;
}

export interface StoreOptions<T extends KubernetesObject> {
  readonly changed: (change: Change<T>) => void;
  /** Makes of an object what is kept: frozen. Default: freezes it. */
  readonly prepare?: (object: T) => T;
  /** Whether the collection has an object that a write was answered. Default: all. */
  readonly selects?: (object: T) => boolean;
}

/** `namespace/name`, or `name`. */
export const storeKey = ({
  name,
  namespace,
}: {
  readonly name: string;
  readonly namespace?: string | undefined;
}): string => (namespace === undefined || namespace === '' ? name : `${namespace}/${name}`);

/** Makes an empty store. */
export const createStore = <T extends KubernetesObject>({
  changed,
  prepare = deepFreeze,
  selects = () => true,
}: StoreOptions<T>): Store<T> => {
  const base = new Map<string, T>();
  const overlays = new Map<string, Overlay<T>>();
  /** Objects that we are writing to; at which version they went meanwhile: an answer older than that comes too late. */
  const writing = new Map<string, { count: number; goneAt: string | undefined }>();
  const echoes = createEchoes<T>(changed);

  const get = (key: string): T | undefined => {
    const overlay = overlays.size === 0 ? undefined : overlays.get(key);
    return overlay === undefined ? base.get(key) : overlay.object;
  };

  const keys = (): Iterable<string> =>
    overlays.size === 0 ? base.keys() : new Set([...base.keys(), ...overlays.keys()]);

  /**
   * What was known before a change: from the watch, for between that and an answer that is newer there may have been changes of others,
   * which a predicate has to see; else from an answer.
   */
  const known = (key: string): T | undefined => base.get(key) ?? get(key);

  /** Makes a change of what is read under `key`, and brings the indexes after it. */
  const change = (key: string, act: () => void): void => {
    const before = get(key);
    act();
    const after = get(key);
    if (before !== after) indexes.move(key, before, after);
  };

  /** What is kept now; undefined when it was no news. */
  const put = (key: string, object: T): T | undefined => {
    const before = base.get(key);
    if (
      before !== undefined &&
      before.metadata.uid === object.metadata.uid &&
      compareVersions(before.metadata.resourceVersion, object.metadata.resourceVersion) >= 0
    )
      return undefined;
    const kept = prepare(object);
    const overlay = overlays.get(key);
    change(key, () => {
      base.set(key, kept);
      if (overlay !== undefined && covers(kept, overlay)) overlays.delete(key);
    });
    return kept;
  };

  const drop = (key: string, version: string): void => {
    const write = writing.get(key);
    if (write !== undefined) write.goneAt = version;
    change(key, () => {
      base.delete(key);
      const overlay = overlays.get(key);
      if (overlay !== undefined && reaches(version, overlay)) overlays.delete(key);
    });
  };

  const overlay = (key: string, made: Overlay<T>): void => change(key, () => overlays.set(key, made));

  const answered = (key: string, result: T | 'deleted', uid: string | undefined): void => {
    const before = get(key);
    if (result === 'deleted') {
      // By now there may be another one of that name.
      if (uid !== undefined && before?.metadata.uid === uid)
        overlay(key, { object: undefined, uid, version: undefined });
      return;
    }
    const { uid: written, resourceVersion: version } = result.metadata;
    const seen = before?.metadata.resourceVersion ?? writing.get(key)?.goneAt;
    if (seen !== undefined && compareVersions(version, seen) <= 0) return;
    if (selects(result)) overlay(key, { object: prepare(result), uid: written, version });
    else if (before?.metadata.uid === written) overlay(key, { object: undefined, uid: written, version });
  };

  const indexes = createIndexes<T>(() => [...keys()].map((key) => [key, get(key)]));
  const byIndex = (name: string, value: string): T[] => indexes.keys(name, value).flatMap((key) => get(key) ?? []);

  return {
    get,
    values: () => {
      if (overlays.size === 0) return [...base.values()];
      return [...keys()].flatMap((key) => get(key) ?? []);
    },
    size: () => base.size,
    inNamespace: (namespace) => {
      indexes.add(NAMESPACE, byNamespace);
      return byIndex(NAMESPACE, namespace);
    },
    ownedBy: (uid) => {
      indexes.add(OWNER, byOwner);
      return byIndex(OWNER, uid);
    },
    byIndex,
    addIndex: indexes.add,
    adopt: (object) => {
      const { uid, resourceVersion } = object.metadata;
      const kept = base.get(storeKey(object.metadata));
      return kept?.metadata.uid === uid && kept.metadata.resourceVersion === resourceVersion ? kept : prepare(object);
    },
    replace: (objects, version) => {
      const gone = new Map(base);
      const changes: Change<T>[] = [];
      for (const object of objects) {
        const key = storeKey(object.metadata);
        const previous = known(key);
        gone.delete(key);
        const kept = put(key, object);
        if (kept !== undefined) changes.push({ object: kept, previous, removed: false });
      }
      for (const [key, object] of gone) {
        const previous = known(key);
        drop(key, version);
        changes.push({ object, previous, removed: true });
      }
      // An object that we made and somebody deleted before the watch could show it.
      for (const [key, one] of overlays) {
        if (!reaches(version, one)) continue;
        change(key, () => overlays.delete(key));
        const { object } = one;
        if (object !== undefined && !base.has(key)) changes.push({ object, previous: object, removed: true });
      }
      // Between the old state and the new one others may have written too: nothing here is just an echo.
      for (const one of changes) changed(one);
    },
    apply: (object) => {
      const key = storeKey(object.metadata);
      const previous = known(key);
      const kept = put(key, object);
      if (kept !== undefined) echoes.tell(key, { object: kept, previous, removed: false });
    },
    remove: (object) => {
      const key = storeKey(object.metadata);
      const previous = known(key);
      drop(key, object.metadata.resourceVersion);
      echoes.tell(key, { object: prepare(object), previous, removed: true });
    },
    beginWrite: (key, writer) => {
      const end = writer === undefined ? undefined : echoes.begin(key, writer);
      const { uid, resourceVersion: known } = get(key)?.metadata ?? {};
      const write = writing.get(key) ?? { count: 0, goneAt: undefined };
      write.count += 1;
      writing.set(key, write);
      return (result) => {
        if (result !== undefined) answered(key, result, uid);
        write.count -= 1;
        if (write.count === 0) writing.delete(key);
        const version = result === undefined || result === 'deleted' ? undefined : result.metadata.resourceVersion;
        // What was there before was not made by it.
        end?.(version === known ? undefined : version, base.get(key)?.metadata.resourceVersion);
      };
    },
  };
};
