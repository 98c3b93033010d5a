/**
 * Waits until one object is as wanted: by a watch of it, never by asking again and again; kube-rs' `await_condition`.
 *
 * Guarantees: every state that the watch brings is looked at, and what is there already first. Connections that break are made again.
 * Errors: `WaitTimeout`; the signal's reason; `TypeError` for what cannot be waited for; `Forbidden` and whatever else waiting will not change. A kind that is not installed is waited for.
 */
import type { Client } from '../client/client.ts';
import { BadRequest, Forbidden, Invalid, MethodNotAllowed, NotAcceptable } from '../client/errors.ts';
import type { DeleteOptions } from '../client/options.ts';
import { type ObjectKey, ownKey } from '../client/path.ts';
import { type Clock, LONGEST_TIMER, systemClock } from '../clock.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import { type Duration, milliseconds } from '../duration.ts';
import { isDeleted, type WaitCondition } from './conditions.ts';

export interface WaitOptions {
  /** `'2m'` or milliseconds, at most; `Infinity`: as long as it takes. Default 30 s, as `kubectl wait`. */
  readonly timeout?: Duration;
  readonly signal?: AbortSignal | undefined;
  /** What the timeout goes by; default: the machine's clock. */
  readonly clock?: Clock;
}

/** The object did not become as wanted in time. */
export class WaitTimeout extends Error {
  override readonly name = 'WaitTimeout';
  /** As it was last; undefined: there was none. */
  readonly object: KubernetesObject | undefined;

  constructor(what: string, timeout: number, object: KubernetesObject | undefined, failure: Error | undefined) {
    const state = object === undefined ? 'it is not there' : `it is there, but not as wanted`;
    super(
      `${what}: waited ${timeout / 1000} s, and ${failure === undefined ? state : `it cannot be watched: ${failure.message}`}.`,
      failure === undefined ? undefined : { cause: failure },
    );
    this.object = object;
  }
}

/** Waiting will not change these. */
const FINAL = [BadRequest, Forbidden, Invalid, MethodNotAllowed, NotAcceptable];

/** The object once `condition` holds of it; undefined when the condition holds of there being none. */
export async function waitFor<T extends KubernetesObject>(
  client: Client,
  kind: Kind<T>,
  key: ObjectKey,
  condition: (object: T | undefined) => object is T,
  options?: WaitOptions,
): Promise<T>;
export async function waitFor<T extends KubernetesObject>(
  client: Client,
  kind: Kind<T>,
  key: ObjectKey,
  condition: WaitCondition<T>,
  options?: WaitOptions,
): Promise<T | undefined>;
export async function waitFor<T extends KubernetesObject>(
  client: Client,
  kind: Kind<T>,
  key: ObjectKey,
  condition: WaitCondition<T>,
  { timeout: patience = 30_000, signal, clock = systemClock }: WaitOptions = {},
): Promise<T | undefined> {
  signal?.throwIfAborted();
  const { name, namespace } = ownKey(kind, key);
  const timeout = patience === Infinity ? Infinity : milliseconds(patience);
  const late = new AbortController();
  const cancel = timeout <= LONGEST_TIMER ? clock.schedule(timeout, () => late.abort()) : undefined;
  const stop = signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]);
  let object: T | undefined;
  let failure: Error | undefined;
  try {
    for await (const change of client.watch(kind, { namespace, fields: { 'metadata.name': name }, signal: stop })) {
      if (change.type === 'failed') {
        if (FINAL.some((type) => change.error instanceof type)) throw change.error;
        failure = change.error;
        continue;
      }
      failure = undefined;
      if (change.type === 'replace') object = change.objects.find(({ metadata }) => metadata.name === name);
      else object = change.type === 'apply' ? change.object : undefined;
      if (condition(object)) return object;
    }
  } finally {
    cancel?.();
  }
  signal?.throwIfAborted();
  const what = `${kind.kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
  throw new WaitTimeout(what, timeout, object, failure);
}

/** Deletes an object and waits until it is gone, its finalizers have run and all; false when there was none. kube-rs' `delete_and_finalize`. */
export const deleteAndWait = async <T extends KubernetesObject>(
  client: Client,
  kind: Kind<T>,
  key: ObjectKey,
  { timeout, clock, signal, ...options }: DeleteOptions & WaitOptions = {},
): Promise<boolean> => {
  const uid = options.preconditions?.uid ?? (await client.get(kind, key, { signal }))?.metadata.uid;
  if (uid === undefined) return false;
  const preconditions = { ...options.preconditions, uid };
  if (!(await client.delete(kind, key, { ...options, preconditions, signal }))) return false;
  const limits = { ...(timeout !== undefined && { timeout }), ...(clock !== undefined && { clock }) };
  await waitFor<T>(client, kind, key, isDeleted(uid), { ...limits, signal });
  return true;
};
