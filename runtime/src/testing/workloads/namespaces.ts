/** Namespaces: each has its default ServiceAccount; a deleted one is emptied and then goes. */
import type { JsonObject } from '../json.ts';
import { textAt } from '../json.ts';
import type { Api } from '../requests/request.ts';
import type { StoreEvent } from '../store/event-log.ts';
import { internalCreate, internalDelete } from './internal.ts';

export function namespaceEvent(api: Api, event: StoreEvent): void {
  if (event.collection === 'namespaces') {
    const namespace = api.store.get('namespaces', event.key);
    if (namespace === undefined) return;
    if (textAt(namespace, 'metadata', 'deletionTimestamp') !== undefined) empty(api, namespace);
    else if (event.type === 'ADDED')
      internalCreate(api, {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace: event.key },
      });
  } else if (event.type === 'DELETED' && event.key.includes('/')) {
    const namespace = api.store.get('namespaces', event.key.split('/')[0] ?? '');
    if (namespace !== undefined && textAt(namespace, 'metadata', 'deletionTimestamp') !== undefined)
      empty(api, namespace);
  }
}

function contents(api: Api, name: string): JsonObject[] {
  const namespaced = api.store
    .collections()
    .filter((collection) => api.registry.byCollection(collection)?.namespaced === true);
  return namespaced.flatMap((collection) =>
    api.store
      .list(collection)
      .filter(([key]) => key.startsWith(`${name}/`))
      .map(([, object]) => object),
  );
}

function empty(api: Api, namespace: JsonObject): void {
  const name = textAt(namespace, 'metadata', 'name') ?? '';
  for (const object of contents(api, name))
    if (textAt(object, 'metadata', 'deletionTimestamp') === undefined) internalDelete(api, object);
  if (contents(api, name).length === 0) api.store.remove('namespaces', name);
}
