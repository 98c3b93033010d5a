/**
 * Writes events to the API server, behind the reconciles that record them.
 *
 * Guarantees: four requests at a time at most, and 1,000 events that wait (client-go's limit; more are dropped): a storm of failures does
 * not take the connections away from the reconciles. Writes of one event come one after the other, each of its state at that moment. While the
 * API server is out of reach or does not know us, which is when most reconciles fail, events are counted and wait: a few are tried after 1 s, 2 s,
 * … 30 s, and all once that works.
 */
import { createBackoff } from '../backoff.ts';
import type { Client } from '../client/client.ts';
import { AlreadyExists, NotFound, Unauthorized } from '../client/errors.ts';
import type { Clock } from '../clock.ts';
import { kind } from '../kind.ts';
import type { Logger } from '../manager/log.ts';
import type { KubernetesObject, NewDraft } from '../object.ts';
import { ConnectionError } from '../transport/connection-error.ts';
import { microTimestamp } from '../timestamp.ts';

interface Event extends KubernetesObject {
  readonly type: string;
}

/**
 * The core API's: the same objects in the same storage as those of events.k8s.io/v1. Rights on events.k8s.io are not asked for because OLM's
 * validators take them for rights on its v1beta1, which is gone (operator-framework/api before v0.45): RBAC names no versions.
 */
export const EVENT = kind<Event>({
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  scope: 'Namespaced',
});

/** One event, and how often it was seen. Times in milliseconds since the epoch. */
export interface Series {
  readonly draft: NewDraft<Event> & { readonly metadata: { readonly name: string; readonly namespace: string } };
  count: number;
  last: number;
  /** What was written last; undefined: nothing yet. */
  written: { readonly count: number; readonly at: number } | undefined;
  /** The API server has it no longer, or never took it. */
  gone: boolean;
  /** Waits to be written, or is being written. */
  queued: boolean;
  /** Was to be written while it was. */
  again: boolean;
  /** Ends the wait for its next write. */
  cancel: (() => void) | undefined;
}

export interface EventWriter {
  /** Has the event written as it is then. */
  readonly write: (series: Series) => void;
  /** Resolves when nothing waits any more, or nothing can be written. It is the end: what cannot be written from then on is let go of. */
  readonly idle: () => Promise<void>;
}

const AT_ONCE = 4;
const WAITING = 1000;
const OUTAGE = { first: 1_000, longest: 30_000 };

/** Makes a writer. */
export const createEventWriter = (client: Client, log: Logger, clock: Clock): EventWriter => {
  const waiting: Series[] = [];
  let idle: (() => void)[] = [];
  let active = 0;
  const backoff = createBackoff(clock, OUTAGE);
  /** Ends the wait for the API server. */
  let cancel: (() => void) | undefined;
  let ending = false;

  /** Whether it need not be tried again. */
  const send = async (series: Series): Promise<boolean> => {
    const { draft, count, last, written } = series;
    const repeats = count < 2 ? {} : { series: { count, lastObservedTime: microTimestamp(new Date(last)) } };
    try {
      if (written === undefined) await client.create(EVENT, { ...draft, ...repeats });
      else if (written.count < count) await client.patch(EVENT, draft.metadata, repeats);
    } catch (error) {
      if (error instanceof ConnectionError || error instanceof Unauthorized) {
        log.debug('Events cannot be written at present; they wait.', { error });
        return false;
      }
      // It lived its hour.
      if (error instanceof NotFound && written !== undefined) series.gone = true;
      else if (!(error instanceof AlreadyExists)) {
        series.gone = written === undefined;
        log.warn('An event could not be written.', { error });
      }
    }
    series.written = { count, at: clock.now() };
    return true;
  };

  const pump = (): void => {
    while (active < AT_ONCE) {
      const series = cancel === undefined ? waiting.shift() : undefined;
      if (series === undefined) break;
      active += 1;
      void send(series).then((done) => {
        active -= 1;
        if (done) {
          backoff.reset();
          series.queued = false;
          if (series.again && series.written?.count !== series.count) write(series);
        } else if (ending) {
          for (const one of [series, ...waiting.splice(0)]) one.queued = false;
        } else {
          waiting.unshift(series);
          cancel ??= clock.schedule(backoff.next(), resume);
        }
        pump();
      });
    }
    if (active > 0) return;
    for (const resolve of idle) resolve();
    idle = [];
  };

  const resume = (): void => {
    cancel?.();
    cancel = undefined;
    pump();
  };

  const write = (series: Series): void => {
    series.again = series.queued;
    if (series.queued) return;
    if (waiting.length >= WAITING) {
      series.gone = series.written === undefined;
      return log.debug('An event was dropped: too many wait to be written.');
    }
    series.queued = true;
    waiting.push(series);
    pump();
  };

  return {
    write,
    idle: () => {
      ending = true;
      resume();
      return active === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve));
    },
  };
};
