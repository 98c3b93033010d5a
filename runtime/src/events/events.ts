/**
 * Events about objects, for `kubectl describe`. They are what client-go's recorder of events.k8s.io/v1 and kube-rs' `Recorder` write, with series,
 * and are written by the core API, v1 (see event-writer.ts).
 *
 * Expected flow: the first event is created; the second of its kind makes it a series of 2; further ones are counted, and the count written
 * every 10 seconds at most, and once more after the last. A series of which nothing was seen for 6 minutes has ended: the next makes a new event.
 * Guarantees: one object gets at most 25 new events at a time and then one each 5 minutes (client-go's spam filter); recording never
 * throws and never waits (see event-writer.ts).
 * Caveats: events of one kind have the same type, reason, action, message and object. client-go and kube-rs leave the message out of that,
 * and so show for ever the first error of an object, whatever the later ones are.
 */
import { randomBytes } from 'node:crypto';
import type { Client } from '../client/client.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../manager/log.ts';
import type { KubernetesObject } from '../object.ts';
import { microTimestamp } from '../timestamp.ts';
import { createEventWriter, EVENT, type Series } from './event-writer.ts';

export interface EventDetails {
  /** What was done, in CamelCase; default `Reconcile`. */
  readonly action?: string;
  /** Another object that it is about. */
  readonly related?: KubernetesObject;
}

/** Tells the users of the cluster about an object. `reason` is CamelCase, `message` a sentence (cut at 1,024 bytes). */
export interface Events {
  readonly normal: (object: KubernetesObject, reason: string, message: string, details?: EventDetails) => void;
  readonly warning: (object: KubernetesObject, reason: string, message: string, details?: EventDetails) => void;
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

/** A repeat after so long begins a new event. */
const SERIES_ENDS_AFTER = 360_000;
/** From the second repeat on the series is written this often at most. */
const SERIES_EVERY = 10_000;
const BURST = 25;
const REFILL_EVERY = 300_000;
const REMEMBERED = 4096;
/** Bytes; the API server's limit (of an event with an eventTime). */
const LONGEST_MESSAGE = 1024;

/** Makes the recorder of a manager. */
export const createEvents = ({ client, clock, log, controller, instance }: EventOptions): EventRecorder => {
  const writer = createEventWriter(client, log, clock);
  const known = new Map<string, Series>();
  const tokens = new Map<string, { left: number; at: number }>();

  const mayCreate = (uid: string, now: number): boolean => {
    const before = tokens.get(uid) ?? { left: BURST, at: now };
    const refill = Math.floor((now - before.at) / REFILL_EVERY);
    const bucket = { left: Math.min(BURST, before.left + refill), at: before.at + refill * REFILL_EVERY };
    if (bucket.left === 0) return false;
    keep(tokens, uid, { ...bucket, left: bucket.left - 1 });
    return true;
  };

  const repeat = (series: Series, now: number): void => {
    series.count += 1;
    series.last = now;
    if (series.cancel !== undefined) return;
    const due = series.count === 2 ? now : (series.written?.at ?? now) + SERIES_EVERY;
    const write = (): void => {
      series.cancel = undefined;
      writer.write(series);
    };
    if (due <= now) write();
    else series.cancel = clock.schedule(due - now, write);
  };

  const record = (
    type: 'Normal' | 'Warning',
    object: KubernetesObject,
    reason: string,
    message: string,
    { action = 'Reconcile', related }: EventDetails = {},
  ): void => {
    const { name, uid, namespace = 'default' } = object.metadata;
    const text = shortened(message);
    const id = JSON.stringify([uid, type, reason, action, text, related?.metadata.uid]);
    const now = clock.now();
    const series = known.get(id);
    if (series !== undefined && !series.gone && now - series.last < SERIES_ENDS_AFTER) return repeat(series, now);
    if (!mayCreate(uid, now)) return;
    const one: Series = {
      draft: {
        apiVersion: EVENT.apiVersion,
        kind: EVENT.kind,
        metadata: { name: `${eventName(name)}.${randomBytes(6).toString('hex')}`, namespace },
        eventTime: microTimestamp(new Date(now)),
        reportingComponent: controller,
        reportingInstance: instance.slice(0, 128),
        action,
        type,
        reason,
        message: text,
        involvedObject: referenceTo(object),
        ...(related === undefined ? {} : { related: referenceTo(related) }),
      } as Series['draft'],
      count: 1,
      last: now,
      written: undefined,
      gone: false,
      queued: false,
      again: false,
      cancel: undefined,
    };
    keep(known, id, one);
    writer.write(one);
  };

  return {
    normal: (...given) => record('Normal', ...given),
    warning: (...given) => record('Warning', ...given),
    flush: async () => {
      for (const series of known.values()) {
        if (series.cancel === undefined) continue;
        series.cancel();
        series.cancel = undefined;
        writer.write(series);
      }
      await writer.idle();
    },
  };
};

/** The message, cut between two characters where it is longer than the API server takes. */
const shortened = (message: string): string => {
  const bytes = Buffer.from(message);
  if (bytes.length <= LONGEST_MESSAGE) return message;
  let end = LONGEST_MESSAGE - Buffer.byteLength(ELLIPSIS);
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end) + ELLIPSIS;
};

const ELLIPSIS = '…';

const referenceTo = ({ apiVersion, kind, metadata: { name, namespace, uid } }: KubernetesObject): object => ({
  apiVersion,
  kind,
  name,
  uid,
  ...(namespace === undefined ? {} : { namespace }),
});

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
