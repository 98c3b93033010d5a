import type { Kind } from '../kind.ts';
import { isBuiltIn } from './built-in.ts';
import type { Controller } from './controller.ts';

/** Default of a controller that has a cleanup: `group/finalizer`; undefined for kinds of Kubernetes itself, which are anybody's. */
export const defaultFinalizer = (kind: Kind): string | undefined =>
  isBuiltIn(kind) ? undefined : `${kind.group}/finalizer`;

/** A domain, a slash, a name: the only form that the API server takes of a finalizer of others than itself. */
export const isFinalizer = (text: string): boolean =>
  /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(text);

/** Errors: `TypeError` when two controllers of a kind share a finalizer: who is done first would let the object go without the other. */
export const checkFinalizers = (controllers: readonly Controller[]): void => {
  const owners = new Map<string, string>();
  for (const { name, kind, finalizer } of controllers) {
    if (finalizer === undefined) continue;
    const id = JSON.stringify([kind.group, kind.kind, finalizer]);
    const other = owners.get(id);
    if (other !== undefined)
      throw new TypeError(
        `The controllers ${JSON.stringify(other)} and ${JSON.stringify(name)} both clean up ${kind.kind} by the finalizer ${JSON.stringify(finalizer)}: who is done first would let the object go without the other. Give one of them another: controller(…, { finalizer: "${kind.group}/${name}" }).`,
      );
    owners.set(id, name);
  }
};
