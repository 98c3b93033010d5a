/**
 * All objects of the embedded server, in memory. Given: objects to write, complete but for their resourceVersion. Gives: every change
 * as an event in one order; one counter of revisions for all kinds. Promises: stored objects are frozen, never changed in place.
 */
import type { JsonObject } from '../json.ts';
import { copy, metadataOf } from '../json.ts';
import { EventLog, type StoreEvent } from './event-log.ts';

export type Listener = (event: StoreEvent) => void;

/** A collection's name: `deployments.apps`, the same for all versions of a kind. */
export type Collection = string;

export class Store {
  readonly #collections = new Map<Collection, Map<string, JsonObject>>();
  readonly #listeners = new Set<Listener>();
  readonly log: EventLog;
  #revision = 1;

  constructor(logSize: number) {
    this.log = new EventLog(logSize);
  }

  /** The revision of the last write. */
  get revision(): number {
    return this.#revision;
  }

  get(collection: Collection, key: string): JsonObject | undefined {
    return this.#collections.get(collection)?.get(key);
  }

  /** In order of keys: by namespace, then name. */
  list(collection: Collection): (readonly [string, JsonObject])[] {
    return [...(this.#collections.get(collection) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  collections(): readonly Collection[] {
    return [...this.#collections.keys()];
  }

  /** As `list`, at an earlier revision; undefined when the log does not reach back to it. */
  listAt(collection: Collection, revision: number): (readonly [string, JsonObject])[] | undefined {
    if (revision < this.log.compacted) return undefined;
    const objects = new Map(this.#collections.get(collection));
    for (const event of this.log.since(revision).toReversed()) {
      if (event.collection !== collection) continue;
      if (event.previous === undefined) objects.delete(event.key);
      else objects.set(event.key, event.previous);
    }
    return [...objects].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Adds or replaces; answers the object as stored. */
  put(collection: Collection, key: string, object: JsonObject): JsonObject {
    const objects = this.#collections.get(collection) ?? new Map<string, JsonObject>();
    this.#collections.set(collection, objects);
    const previous = objects.get(key);
    const stored = this.#stamp(object);
    objects.set(key, stored);
    this.#emit({
      type: previous === undefined ? 'ADDED' : 'MODIFIED',
      collection,
      key,
      object: stored,
      previous,
      revision: this.#revision,
    });
    return stored;
  }

  /** Removes; the event and the answer show the object as it was, with the revision of its removal. */
  remove(collection: Collection, key: string): JsonObject | undefined {
    const previous = this.#collections.get(collection)?.get(key);
    if (previous === undefined) return undefined;
    this.#collections.get(collection)?.delete(key);
    const object = this.#stamp(previous);
    this.#emit({ type: 'DELETED', collection, key, object, previous, revision: this.#revision });
    return object;
  }

  /** Calls `listener` after every write, in order; answers how to stop. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #stamp(object: JsonObject): JsonObject {
    this.#revision += 1;
    const stamped = copy(object);
    metadataOf(stamped)['resourceVersion'] = String(this.#revision);
    return freeze(stamped);
  }

  #emit(event: StoreEvent): void {
    this.log.append(event);
    for (const listener of Array.from(this.#listeners)) listener(event);
  }
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const child of Object.values(value)) freeze(child);
  return Object.freeze(value);
}
