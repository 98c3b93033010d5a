/** Waiting for an object to be as a test expects, and a useful error when it never is. */
import { stringify } from 'yaml';
import type { KubernetesObject } from '../object.ts';

export interface UntilOptions {
  /** Milliseconds to wait at most. Default 10 000. */
  readonly timeout?: number;
}

export interface Waiting<T extends KubernetesObject> {
  /** `Deployment default/memcached` */
  readonly what: string;
  /** undefined: it does not exist. */
  readonly read: () => Promise<T | undefined>;
  /** Calls back after every change in the cluster; answers how to stop. */
  readonly onChange: (listener: () => void) => () => void;
  /** More for the error: what the operator logged. */
  readonly context: () => string;
}

const TIMEOUT = 10_000;

/** Resolves with the first answer of `accept` that is not undefined, asked now and after every change. */
export async function waitFor<T extends KubernetesObject, Result>(
  { what, read, onChange, context }: Waiting<T>,
  accept: (object: T | undefined) => Result | undefined,
  expected: string,
  { timeout = TIMEOUT }: UntilOptions = {},
): Promise<Result> {
  let wake: () => void = () => {};
  let changed = true;
  let late = false;
  const stop = onChange(() => {
    changed = true;
    wake();
  });
  const timer = setTimeout(() => {
    late = true;
    wake();
  }, timeout);
  let last: T | undefined;
  try {
    for (;;) {
      changed = false;
      const object = await read();
      last = object ?? last;
      const result = accept(object);
      if (result !== undefined) return result;
      if (late) throw new Error(explain(what, expected, timeout, object, last, context()));
      if (!changed) await new Promise<void>((resolve) => void (wake = resolve));
    }
  } finally {
    clearTimeout(timer);
    stop();
  }
}

function explain(
  what: string,
  expected: string,
  timeout: number,
  present: KubernetesObject | undefined,
  last: KubernetesObject | undefined,
  context: string,
): string {
  const state =
    present !== undefined
      ? `It is now:\n${show(present)}`
      : last === undefined
        ? 'It was never there.'
        : `It is gone. Last it was:\n${show(last)}`;
  return [`${what}: waited ${timeout / 1000} s for ${expected}.`, state, context]
    .filter((part) => part !== '')
    .join('\n');
}

function show(object: KubernetesObject): string {
  const { managedFields: _managedFields, ...metadata } = object.metadata;
  return stringify({ ...object, metadata })
    .replaceAll(/^/gm, '  ')
    .trimEnd();
}
