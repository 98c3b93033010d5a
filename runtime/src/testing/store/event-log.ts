/** The last writes, as many as watches may go back; older ones are compacted, as etcd does. */
import type { JsonObject } from '../json.ts';

export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly collection: string;
  readonly key: string;
  readonly object: JsonObject;
  readonly previous: JsonObject | undefined;
  readonly revision: number;
}

export class EventLog {
  readonly #size: number;
  #events: StoreEvent[] = [];
  #compacted = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** Nothing is known of revisions before this one. */
  get compacted(): number {
    return this.#compacted;
  }

  append(event: StoreEvent): void {
    this.#events.push(event);
    if (this.#events.length > this.#size * 2) this.compact(this.#events.at(-this.#size)?.revision ?? event.revision);
  }

  /** Events after `revision`, in order. */
  since(revision: number): StoreEvent[] {
    return this.#events.filter((event) => event.revision > revision);
  }

  /** Forgets everything before `revision`: watches and pages from there get 410 Expired. */
  compact(revision: number): void {
    this.#compacted = Math.max(this.#compacted, revision);
    this.#events = this.#events.filter((event) => event.revision > this.#compacted);
  }
}
