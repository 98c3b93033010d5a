/** DELETE of one object, or of all that are selected. */
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import { NotFound } from './errors.ts';
import type { DeleteAllOfOptions, DeleteOptions } from './options.ts';
import { collectionPath, objectPath, type ObjectKey, ownKey, withQuery } from './path.ts';
import { limits, type Requests } from './request.ts';
import { fieldSelectorText, selectorText } from './selectors.ts';
import type { Status } from './status.ts';

const deleteOptions = ({ propagation, preconditions, gracePeriodSeconds }: DeleteOptions, isDry: boolean) => ({
  apiVersion: 'v1',
  kind: 'DeleteOptions',
  propagationPolicy: propagation,
  preconditions,
  gracePeriodSeconds,
  dryRun: isDry ? ['All'] : undefined,
});

/** false when there was no such object. */
export const deleteOne = async (
  { send, observer, isDry }: Requests,
  kind: Kind,
  key: ObjectKey,
  options: DeleteOptions = {},
): Promise<boolean> => {
  const end = isDry(options) ? undefined : observer?.begin(kind, ownKey(kind, key), true);
  const body = deleteOptions(options, isDry(options));
  try {
    const path = objectPath(kind, key);
    const answer = await send<Status | KubernetesObject>({ method: 'DELETE', path, body, ...limits(options) });
    // An object that waits for finalizers is answered itself.
    end?.('metadata' in answer && 'kind' in answer && answer.kind === kind.kind ? finalizing(answer) : 'deleted');
    return true;
  } catch (error) {
    end?.(undefined);
    if (error instanceof NotFound && !error.unknownResource) return false;
    throw error;
  }
};

/** Some kinds (those with a graceful period, custom resources) answer the object also when it is gone at once. */
const finalizing = (object: KubernetesObject): KubernetesObject | undefined =>
  (object.metadata.finalizers?.length ?? 0) > 0 ? object : undefined;

/** The server deletes one after another; those that are made meanwhile may stay. */
export const deleteAllOf = async (
  { send, isDry }: Requests,
  kind: Kind,
  options: DeleteAllOfOptions = {},
): Promise<void> => {
  const { namespace, labels, fields } = options;
  if (kind.scope === 'Namespaced' && namespace === undefined)
    throw new TypeError(`${kind.kind}: the server deletes within one namespace only, so a namespace must be given.`);
  const path = withQuery(collectionPath(kind, namespace), {
    labelSelector: selectorText(labels),
    fieldSelector: fieldSelectorText(fields),
  });
  await send({ method: 'DELETE', path, body: deleteOptions(options, isDry(options)), ...limits(options) });
};
