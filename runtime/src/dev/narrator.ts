/** Tells what happens to custom resources and what they own, in short lines: many small changes of one object become one line. */
import type { JsonObject } from '../testing/json.ts';
import { at, equal, isObject, listAt, textAt } from '../testing/json.ts';
import type { StoreEvent } from '../testing/store/event-log.ts';
import type { Store } from '../testing/store/store.ts';
import type { Print } from './print.ts';

/** What is to be told of one root object. */
interface Pending {
  readonly who: string;
  readonly where: string;
  readonly facts: string[];
  /** Changed texts by topic, first and last. */
  readonly moves: Map<string, { readonly from: string; to: string; readonly isNew: boolean }>;
  readonly since: number;
  timer: NodeJS.Timeout;
}

const QUIET = 400;
const LONGEST = 2000;
const BUILTIN = /^[^/]*$|^(apps|batch|autoscaling|policy)\/|\.k8s\.io\//;

export class Narrator {
  readonly #print: Print;
  readonly #pending = new Map<string, Pending>();
  /** By uid; deleted ones stay, for what goes after them. */
  readonly #objects = new Map<string, JsonObject>();
  readonly #unsubscribe: () => void;

  constructor(store: Store, print: Print) {
    this.#print = print;
    this.#unsubscribe = store.subscribe((event) => this.#see(event));
  }

  /** Says what is still held back. */
  flush(): void {
    for (const id of Array.from(this.#pending.keys())) this.#tell(id);
  }

  stop(): void {
    this.#unsubscribe();
    for (const { timer } of this.#pending.values()) clearTimeout(timer);
    this.#pending.clear();
  }

  #see(event: StoreEvent): void {
    const { object, previous, type } = event;
    if (event.collection === 'events') return this.#seeWarning(object);
    const uid = textAt(object, 'metadata', 'uid') ?? '';
    this.#objects.set(uid, object);
    const root = this.#rootOf(object);
    if (BUILTIN.test(textAt(root, 'apiVersion') ?? '')) return;
    if (root === object) this.#seeRoot(object, previous, type);
    else this.#seeChild(root, object, previous, type);
  }

  /** Up through the controllers. */
  #rootOf(object: JsonObject): JsonObject {
    const owner = listAt(object, 'metadata', 'ownerReferences').find(
      (each) => isObject(each) && each['controller'] === true,
    );
    const found = this.#objects.get(textAt(owner, 'uid') ?? '');
    return found === undefined || found === object ? object : this.#rootOf(found);
  }

  #seeRoot(object: JsonObject, previous: JsonObject | undefined, type: StoreEvent['type']): void {
    const pending = this.#about(object);
    if (type === 'ADDED') pending.facts.push('created');
    else if (type === 'DELETED') pending.facts.push('deleted');
    else if (
      textAt(previous, 'metadata', 'deletionTimestamp') === undefined &&
      textAt(object, 'metadata', 'deletionTimestamp') !== undefined
    )
      pending.facts.push('is being deleted');
    else if (!equal(at(object, 'spec'), at(previous, 'spec'))) pending.facts.push('spec changed');
    for (const condition of listAt(object, 'status', 'conditions')) {
      const name = textAt(condition, 'type') ?? '';
      const before = listAt(previous, 'status', 'conditions').find((each) => textAt(each, 'type') === name);
      this.#move(pending, name, before === undefined ? undefined : textOf(before), textOf(condition));
    }
  }

  #seeChild(root: JsonObject, object: JsonObject, previous: JsonObject | undefined, type: StoreEvent['type']): void {
    const pending = this.#about(root);
    const name = `${String(object['kind'])}/${textAt(object, 'metadata', 'name') ?? ''}`;
    if (type === 'ADDED') pending.facts.push(`${name} created`);
    else if (type === 'DELETED') pending.facts.push(`${name} deleted`);
    else if (!equal(contentOf(object), contentOf(previous))) pending.facts.push(`${name} changed`);
    if (type === 'DELETED' || listAt(root, 'status', 'conditions').length > 0) return;
    const replicas = at(object, 'status', 'replicas');
    if (replicas !== undefined) this.#move(pending, name, readyOf(previous), readyOf(object) ?? '');
  }

  #seeWarning(event: JsonObject): void {
    if (event['type'] !== 'Warning') return;
    const about = this.#objects.get(textAt(event, 'involvedObject', 'uid') ?? '');
    if (about !== undefined)
      this.#about(this.#rootOf(about)).facts.push(
        `warning ${textAt(event, 'reason') ?? ''}: ${textAt(event, 'message') ?? ''}`,
      );
  }

  #move({ moves }: Pending, topic: string, from: string | undefined, to: string): void {
    const known = moves.get(topic);
    if (known !== undefined) known.to = to;
    else if (from !== to) moves.set(topic, { from: from ?? to, to, isNew: from === undefined });
  }

  #about(root: JsonObject): Pending {
    const id = textAt(root, 'metadata', 'uid') ?? '';
    const known = this.#pending.get(id);
    const now = Date.now();
    if (known !== undefined) {
      clearTimeout(known.timer);
      known.timer = setTimeout(() => this.#tell(id), Math.min(QUIET, Math.max(0, known.since + LONGEST - now)));
      return known;
    }
    const where = [textAt(root, 'metadata', 'namespace'), textAt(root, 'metadata', 'name')]
      .filter((part) => part !== undefined)
      .join('/');
    const pending: Pending = {
      who: String(root['kind']).toLowerCase(),
      where,
      facts: [],
      moves: new Map(),
      since: now,
      timer: setTimeout(() => this.#tell(id), QUIET),
    };
    this.#pending.set(id, pending);
    return pending;
  }

  #tell(id: string): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    clearTimeout(pending.timer);
    this.#pending.delete(id);
    const moves = [...pending.moves].filter(([, { from, to, isNew }]) => isNew || from !== to);
    const told = moves.map(([topic, { from, to }]) => `${topic}: ${from === to ? to : `${from} → ${to}`}`);
    for (const texts of [[...new Set(pending.facts)], told])
      if (texts.length > 0) this.#print(pending.who, `${pending.where}   ${texts.join(', ')}`);
  }
}

const textOf = (condition: unknown): string =>
  textAt(condition as JsonObject, 'message') ?? textAt(condition as JsonObject, 'status') ?? '';

const readyOf = (object: JsonObject | undefined): string | undefined =>
  object === undefined
    ? undefined
    : `${Number(at(object, 'status', 'readyReplicas') ?? 0)}/${Number(at(object, 'spec', 'replicas') ?? 1)} ready`;

/** What a user or a controller wants of the object. */
const contentOf = (object: JsonObject | undefined): JsonObject => {
  const { metadata: _metadata, status: _status, ...content } = object ?? {};
  return content as JsonObject;
};
