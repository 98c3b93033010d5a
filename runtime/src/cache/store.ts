/**
 * The objects of one collection as a reconcile may see them: what the watch brought, overlaid with what our own writes were answered.
 *
 * Guarantees:
 * - Read your writes: once a write was answered, nobody reads an older state of that object.
 * - Every change by others is told, as the watch brings it; the echo of an own write is not (see echoes.ts).
 * - Objects are frozen and shared. `replace` swaps all at once, then tells.
 */
import type { KubernetesObject } from '../object.ts';
import { createEchoes } from './echoes.ts';
import { deepFreeze } from './freeze.ts';
import { createIndex, type Index } from './multi-index.ts';
import { compareVersions } from './version.ts';

/** `object` is the last state when it is `removed`; `previous` what was read before, undefined for an object that is new. */
export interface Change<T extends KubernetesObject> {
  readonly object: T;
  readonly previous: T | undefined;
  readonly removed: boolean;
}

export interface Store<T extends KubernetesObject> {
  readonly get: (key: string) => T | undefined;
  readonly values: () => readonly T[];
  readonly inNamespace: (namespace: string) => readonly T[];
  /** Objects that have an owner reference to this uid. */
  readonly ownedBy: (uid: string) => readonly T[];
  /** The whole collection as of `version`. */
  readonly replace: (objects: readonly T[], version: string) => void;
  readonly apply: (object: T) => void;
  readonly remove: (object: T) => void;
  /** A write to `key` begins; to be called with its answer, undefined if it failed. */
  readonly beginWrite: (key: string) => (result: T | 'deleted' | undefined) => void;
}

export interface StoreOptions<T extends KubernetesObject> {
  readonly changed: (change: Change<T>) => void;
  /** Prepares an object before it is frozen, in place. */
  readonly transform?: (object: T) => void;
}

/** `namespace/name`, or `name`. */
export const storeKey = ({
  name,
  namespace,
}: {
  readonly name: string;
  readonly namespace?: string | undefined;
}): string => (namespace === undefined || namespace === '' ? name : `${namespace}/${name}`);

/** What an own write was answered: the object, or that the one with this uid is gone. */
interface Overlay<T> {
  /** undefined: deleted. */
  readonly object: T | undefined;
  readonly uid: string;
}

/** Makes an empty store. */
export const createStore = <T extends KubernetesObject>({ changed, transform }: StoreOptions<T>): Store<T> => {
  const base = new Map<string, T>();
  const overlays = new Map<string, Overlay<T>>();
  /** Objects that we are writing to; at which version they went meanwhile: an answer older than that comes too late. */
  const writing = new Map<string, { count: number; goneAt: string | undefined }>();
  const echoes = createEchoes<T>(changed);
  const owners = createIndex<T>((object) => object.metadata.ownerReferences?.map(({ uid }) => uid) ?? []);
  const namespaces = createIndex<T>(({ metadata: { namespace } }) => (namespace === undefined ? [] : [namespace]));

  const get = (key: string): T | undefined => {
    const overlay = overlays.size === 0 ? undefined : overlays.get(key);
    return overlay === undefined ? base.get(key) : overlay.object;
  };

  /**
   * What was known before a change: from the watch, for between that and an answer that is newer there may have been changes of others,
   * which a predicate has to see; else from an answer.
   */
  const known = (key: string): T | undefined => base.get(key) ?? get(key);

  const prepare = (object: T): T => {
    if (Object.isFrozen(object)) return object;
    transform?.(object);
    return deepFreeze(object);
  };

  /** Makes a change of what is read under `key`, and brings the indexes after it. */
  const change = (key: string, act: () => void): void => {
    const before = get(key);
    act();
    const after = get(key);
    if (before === after) return;
    owners.move(key, before, after);
    namespaces.move(key, before, after);
  };

  const put = (key: string, object: T): boolean => {
    const before = base.get(key);
    if (
      before !== undefined &&
      before.metadata.uid === object.metadata.uid &&
      compareVersions(before.metadata.resourceVersion, object.metadata.resourceVersion) >= 0
    )
      return false;
    const overlay = overlays.get(key);
    change(key, () => {
      base.set(key, prepare(object));
      if (overlay !== undefined && covers(object, overlay)) overlays.delete(key);
    });
    return true;
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

  const answered = (key: string, result: T | 'deleted', uid: string | undefined): void => {
    const before = get(key);
    if (result === 'deleted') {
      // By now there may be another one of that name.
      if (uid !== undefined && before?.metadata.uid === uid)
        change(key, () => overlays.set(key, { object: undefined, uid }));
      return;
    }
    const seen = before?.metadata.resourceVersion ?? writing.get(key)?.goneAt;
    const newer = seen === undefined || compareVersions(result.metadata.resourceVersion, seen) > 0;
    if (newer) change(key, () => overlays.set(key, { object: prepare(result), uid: result.metadata.uid }));
  };

  const read = (index: Index<T>, value: string): T[] =>
    index.keys(value).flatMap((key) => {
      const object = get(key);
      return object === undefined ? [] : [object];
    });

  return {
    get,
    values: () => {
      if (overlays.size === 0) return [...base.values()];
      return [...new Set([...base.keys(), ...overlays.keys()])].flatMap((key) => get(key) ?? []);
    },
    inNamespace: (namespace) => read(namespaces, namespace),
    ownedBy: (uid) => read(owners, uid),
    replace: (objects, version) => {
      const gone = new Map(base);
      const changes: Change<T>[] = [];
      for (const object of objects) {
        const key = storeKey(object.metadata);
        const previous = known(key);
        gone.delete(key);
        if (put(key, object)) changes.push({ object, previous, removed: false });
      }
      for (const [key, object] of gone) {
        const previous = known(key);
        drop(key, version);
        changes.push({ object, previous, removed: true });
      }
      // An object that we made and somebody deleted before the watch could show it.
      for (const [key, overlay] of overlays) {
        if (!reaches(version, overlay)) continue;
        change(key, () => overlays.delete(key));
        const { object } = overlay;
        if (object !== undefined && !base.has(key)) changes.push({ object, previous: object, removed: true });
      }
      // Between the old state and the new one others may have written too: nothing here is just an echo.
      for (const one of changes) changed(one);
    },
    apply: (object) => {
      const key = storeKey(object.metadata);
      const previous = known(key);
      if (put(key, object)) echoes.tell(key, { object, previous, removed: false });
    },
    remove: (object) => {
      const key = storeKey(object.metadata);
      const previous = known(key);
      drop(key, object.metadata.resourceVersion);
      echoes.tell(key, { object: prepare(object), previous, removed: true });
    },
    beginWrite: (key) => {
      const end = echoes.begin(key);
      const uid = get(key)?.metadata.uid;
      const write = writing.get(key) ?? { count: 0, goneAt: undefined };
      write.count += 1;
      writing.set(key, write);
      return (result) => {
        if (result !== undefined) answered(key, result, uid);
        write.count -= 1;
        if (write.count === 0) writing.delete(key);
        const version = result === undefined || result === 'deleted' ? undefined : result.metadata.resourceVersion;
        end(version, base.get(key)?.metadata.resourceVersion);
      };
    },
  };
};

/** Whether the watch has come as far as the answer. */
const covers = <T extends KubernetesObject>({ metadata }: T, overlay: Overlay<T>): boolean =>
  overlay.object === undefined
    ? metadata.uid !== overlay.uid
    : compareVersions(metadata.resourceVersion, overlay.object.metadata.resourceVersion) >= 0;

/** Whether a collection as of `version` tells more than the answer. */
const reaches = <T extends KubernetesObject>(version: string, { object }: Overlay<T>): boolean =>
  object === undefined || compareVersions(version, object.metadata.resourceVersion) >= 0;
