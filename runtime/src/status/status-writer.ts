/**
 * Writes what a reconcile states about an object's status, and only what differs.
 *
 * Guarantees: keys that are given are owned whole (what is no longer in them is removed), others are left alone; no write when
 * nothing differs; conditions of other types survive also when somebody writes them at the same moment.
 */
import type { Client } from '../client/client.ts';
import { NotFound } from '../client/errors.ts';
import { difference as differenceOf } from '../client/merge-patch.ts';
import type { ObjectKey } from '../client/path.ts';
import type { Clock } from '../clock.ts';
import type { Kind } from '../kind.ts';
import type { Condition, KubernetesObject } from '../object.ts';
import { mergeConditions } from './merge-conditions.ts';
import { fieldOf, type Json, type JsonObject } from '../json.ts';
import type { DesiredConditions } from '../controller/reconcile.ts';

export interface StatusWriter {
  readonly set: (object: KubernetesObject, desired: Readonly<Record<string, unknown>>) => Promise<void>;
  /** The object is gone. */
  readonly forget: (uid: string) => void;
}

export interface StatusOptions {
  readonly kind: Kind;
  readonly client: Client;
  /** Reads the object as it is known. */
  readonly read: (key: ObjectKey) => KubernetesObject | undefined;
  readonly clock: Clock;
  readonly fieldManager: string;
}

/** Makes the status writer of a kind. */
export const createStatusWriter = ({ kind, client, read, clock, fieldManager }: StatusOptions): StatusWriter => {
  /** What was written last, and the version it made: a server that prunes some of it must not be asked for ever. */
  const written = new Map<string, { readonly patch: string; readonly version: string }>();
  return {
    forget: (uid) => void written.delete(uid),
    set: async (object, desired) => {
      const { name, namespace, uid } = object.metadata;
      const current = read({ name, namespace }) ?? object;
      if (current.metadata.uid !== uid) return;
      const status = currentStatus(current);
      const patch = statusPatch(status, desired, {
        generation: object.metadata.generation,
        now: new Date(clock.now()),
      });
      if (patch === undefined) return;
      const text = JSON.stringify(patch, (key, value: unknown) => (key === 'lastTransitionTime' ? undefined : value));
      const last = written.get(uid);
      if (last?.patch === text && last.version === current.metadata.resourceVersion) return;
      // It must be what we saw: a merge patch replaces a list as a whole, with the conditions of others in it; and by now another
      // object may have that name (the server does not compare uids in a patch of a status).
      const lock = { metadata: { resourceVersion: current.metadata.resourceVersion } };
      try {
        const answer = await client.patch(
          kind,
          { name, namespace },
          { ...lock, status: patch },
          { subresource: 'status', fieldManager },
        );
        written.set(uid, { patch: text, version: answer.metadata.resourceVersion });
      } catch (error) {
        if (!(error instanceof NotFound)) throw error;
        if (error.unknownResource)
          throw new Error(
            `${kind.kind} has no status subresource, so its status cannot be written. Add "subresources: {status: {}}" to the CRD.`,
            { cause: error },
          );
      }
    },
  };
};

const currentStatus = (object: KubernetesObject): JsonObject =>
  (object as { readonly status?: JsonObject }).status ?? {};

/** The merge patch that brings `current` to `desired`; undefined when there is nothing to do. */
export const statusPatch = (
  current: JsonObject,
  { conditions, ...desired }: Readonly<Record<string, unknown>>,
  context: { readonly generation: number | undefined; readonly now: Date },
): JsonObject | undefined => {
  let patch: Record<string, Json> | undefined;
  const change = (name: string, value: Json): void => {
    const difference = differenceOf(fieldOf(current, name), value);
    if (difference !== undefined) (patch ??= {})[name] = difference;
  };
  for (const name of Object.keys(desired)) change(name, desired[name] as Json);
  if (conditions !== undefined) {
    const before = (current['conditions'] ?? []) as unknown as readonly Condition[];
    change('conditions', mergeConditions(before, conditions as DesiredConditions, context) as unknown as Json);
  }
  return patch;
};
