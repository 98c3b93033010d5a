/**
 * Events about objects (events.k8s.io/v1), for `kubectl describe`.
 *
 * Guarantees: repeats of an event are counted in its series instead of making new ones; one object gets at most 25 new events at a time
 * and then one each 5 minutes (client-go's spam filter); recording never throws and never waits.
 */
import { randomBytes } from 'node:crypto';
import type { Client } from '../client/client.ts';
import { NotFound } from '../client/errors.ts';
import type { Clock } from '../clock.ts';
import { kind } from '../kind.ts';
import type { Logger } from '../manager/log.ts';
import type { KubernetesObject } from '../object.ts';
import { microTimestamp } from './conditions.ts';

/** Tells the users of the cluster about an object. `reason` is CamelCase, `message` a sentence. */
export interface Events {
  readonly normal: (object: KubernetesObject, reason: string, message: string) => void;
  readonly warning: (object: KubernetesObject, reason: string, message: string) => void;
}

export interface EventRecorder extends Events {
  /** Resolves when what was recorded is written, or could not be. */
  readonly flush: () => Promise<void>;
}

export interface EventOptions {
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Logger;
  /** The operator's name. */
  readonly controller: string;
  /** This process, for example the pod's name. */
  readonly instance: string;
}

interface Event extends KubernetesObject {
  readonly type: string;
}

const EVENT = kind<Event>({
  group: 'events.k8s.io',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  scope: 'Namespaced',
});

/** A repeat after so long begins a new event. */
const SERIES_ENDS_AFTER = 360_000;
/** From the second repeat on the series is written this often at most. */
const SERIES_EVERY = 10_000;
const BURST = 25;
const REFILL_EVERY = 300_000;
const REMEMBERED = 4096;
/** The API server's limit. */
const LONGEST_NOTE = 1024;

interface Series {
  readonly name: string;
  readonly namespace: string;
  count: number;
  last: number;
  written: number;
  /** Writes of one series come one after the other. */
  writing: Promise<void>;
}

/** Makes the recorder of a manager. */
export const createEvents = ({ client, clock, log, controller, instance }: EventOptions): EventRecorder => {
  const series = new Map<string, Series>();
  const tokens = new Map<string, { left: number; at: number }>();
  const pending = new Set<Promise<void>>();

  const mayCreate = (uid: string, now: number): boolean => {
    const known = tokens.get(uid) ?? { left: BURST, at: now };
    const refill = Math.floor((now - known.at) / REFILL_EVERY);
    const bucket = { left: Math.min(BURST, known.left + refill), at: known.at + refill * REFILL_EVERY };
    if (bucket.left === 0) return false;
    keep(tokens, uid, { ...bucket, left: bucket.left - 1 });
    return true;
  };

  const queue = (one: Series, write: () => Promise<unknown>): void => {
    const writing = one.writing.then(write).then(
      () => {},
      (error: unknown) => log.warn('An event could not be written.', { error }),
    );
    one.writing = writing;
    pending.add(writing);
    void writing.then(() => pending.delete(writing));
  };

  const record = (type: 'Normal' | 'Warning', object: KubernetesObject, reason: string, message: string): void => {
    const { name, uid, namespace = 'default' } = object.metadata;
    const note = message.length > LONGEST_NOTE ? `${message.slice(0, LONGEST_NOTE - 1)}…` : message;
    const id = JSON.stringify([uid, type, reason, note]);
    const now = clock.now();
    const known = series.get(id);
    if (known !== undefined && now - known.last < SERIES_ENDS_AFTER) {
      known.count += 1;
      known.last = now;
      if (known.count > 2 && now - known.written < SERIES_EVERY) return;
      known.written = now;
      const patch = { series: { count: known.count, lastObservedTime: microTimestamp(new Date(now)) } };
      return queue(known, () =>
        client.patch(EVENT, known, patch).catch((error: unknown) => {
          // It lived its hour.
          if (!(error instanceof NotFound)) throw error;
          series.delete(id);
        }),
      );
    }
    if (!mayCreate(uid, now)) return;
    const suffix = randomBytes(6).toString('hex');
    const one: Series = {
      name: `${eventName(name)}.${suffix}`,
      namespace,
      count: 1,
      last: now,
      written: now,
      writing: Promise.resolve(),
    };
    keep(series, id, one);
    const draft = {
      apiVersion: EVENT.apiVersion,
      kind: EVENT.kind,
      metadata: { name: one.name, namespace },
      eventTime: microTimestamp(new Date(now)),
      reportingController: controller,
      reportingInstance: instance.slice(0, 128),
      action: 'Reconcile',
      type,
      reason,
      note,
      regarding: {
        apiVersion: object.apiVersion,
        kind: object.kind,
        name,
        uid,
        ...(object.metadata.namespace === undefined ? {} : { namespace }),
      },
    };
    queue(one, () => client.create(EVENT, draft));
  };

  return {
    normal: (object, reason, message) => record('Normal', object, reason, message),
    warning: (object, reason, message) => record('Warning', object, reason, message),
    flush: async () => {
      await Promise.all(pending);
    },
  };
};

/** What an Event's name may begin with: names of some kinds (`system:node`) are more than a DNS name. */
const eventName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .slice(0, 240)
    .replace(/^[-.]+|[-.]+$/g, '')
    .replace(/-*\.[-.]*/g, '.') || 'object';

/** Sets an entry and lets go of the oldest when there are too many. */
const keep = <V>(map: Map<string, V>, key: string, value: V): void => {
  map.delete(key);
  map.set(key, value);
  if (map.size <= REMEMBERED) return;
  const oldest = map.keys().next().value;
  if (oldest !== undefined) map.delete(oldest);
};
