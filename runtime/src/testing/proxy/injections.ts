/** The faults in force, each counting whom it has spared and hit. */
import { type Fault, type Injection, isMeant, isOfWatches, type Where } from './fault.ts';
import type { ProxiedRequest } from './request.ts';

export interface Injections {
  readonly add: (fault: Fault, where: Where) => Injection;
  /** The faults that this request meets, in the order in which they were injected; each counts it. */
  readonly take: (request: ProxiedRequest) => readonly Fault[];
  /** The fault that this watch meets at its next event, or `now`, whether one comes or not; counts it. */
  readonly takeOfWatch: (request: ProxiedRequest, when: 'now' | 'event') => Fault | undefined;
  /** Whether events of this watch are held at present. */
  readonly holds: (request: ProxiedRequest) => boolean;
  readonly clear: () => void;
}

interface Entry {
  readonly injection: Injection;
  readonly isFor: (request: ProxiedRequest) => boolean;
  readonly count: (request: ProxiedRequest) => boolean;
}

const WHEN: Readonly<Record<string, 'now' | 'event'>> = {
  gone: 'now',
  end: 'now',
  truncate: 'event',
  malform: 'event',
};

/** Calls `changed` when faults of watches come or go. */
export const createInjections = (changed: () => void): Injections => {
  const entries = new Set<Entry>();
  const ofWatches = (request: ProxiedRequest) =>
    [...entries].filter(({ injection, isFor }) => isOfWatches(injection.fault) && isFor(request));
  return {
    add: (fault, where) => {
      const { skip = 0, times = Infinity } = where;
      const { promise: hit, resolve } = Promise.withResolvers<ProxiedRequest>();
      let met = 0;
      let hits = 0;
      const remove = (): void => {
        if (entries.delete(entry)) changed();
      };
      const entry: Entry = {
        injection: { fault, remove, hits: () => hits, hit },
        isFor: (request) => isMeant(where, request),
        count: (request) => {
          met += 1;
          if (met <= skip) return false;
          hits += 1;
          resolve(request);
          if (hits >= times) entries.delete(entry);
          return true;
        },
      };
      entries.add(entry);
      changed();
      return entry.injection;
    },
    take: (request) =>
      [...entries]
        .filter(({ injection, isFor, count }) => !isOfWatches(injection.fault) && isFor(request) && count(request))
        .map(({ injection }) => injection.fault),
    takeOfWatch: (request, when) =>
      ofWatches(request).find(({ injection, count }) => WHEN[injection.fault.type] === when && count(request))
        ?.injection.fault,
    holds: (request) =>
      ofWatches(request).some(({ injection, count }) => injection.fault.type === 'hold' && count(request)),
    clear: () => {
      entries.clear();
      changed();
    },
  };
};
