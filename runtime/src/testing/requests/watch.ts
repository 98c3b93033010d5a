/** Watches: the changes of a collection from a revision on, as a stream of events through the request's selectors. */
import { forbiddenField, unsupported } from '../cause.ts';
import type { JsonObject } from '../json.ts';
import { copy, metadataOf } from '../json.ts';
import type { StoreEvent } from '../store/event-log.ts';
import { StatusError, expired } from '../status.ts';
import { checkNotAhead, inScope, parseRevision, selectedObjects } from './list.ts';
import { flag, refuse } from './options.ts';
import type { Api, ResourceRequest } from './request.ts';
import { selectorOf } from './selector.ts';

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: JsonObject;
}

export interface WatchSink {
  readonly send: (event: WatchEvent) => void;
  readonly end: () => void;
}

/** An open watch. */
export interface Watch {
  /** Sends a bookmark, if the client asked for them. */
  readonly bookmark: () => void;
  readonly stop: () => void;
}

/** Starts a watch; throws a StatusError before the first event. */
export function watch(api: Api, request: ResourceRequest, sink: WatchSink): Watch {
  const { resource, query } = request;
  const matches = selectorOf(resource, query);
  const bookmarks = flag(query, 'allowWatchBookmarks');
  const initial = flag(query, 'sendInitialEvents');
  checkInitial(query, initial);
  const text = query.get('resourceVersion') ?? '';
  const fromNow = initial || text === '' || text === '0';
  const revision = text === '' || text === '0' ? api.store.revision : parseRevision(text);
  checkNotAhead(api, revision);

  const deliver = (event: StoreEvent) => {
    if (event.collection !== resource.collection || !inScope(request, event.key)) return;
    const seen = translate(event, matches, resource.rules.present);
    if (seen !== undefined) sink.send({ type: seen.type, object: seen.object });
  };
  if (!fromNow && revision < api.store.log.compacted) {
    sink.send({
      type: 'ERROR',
      object: expired(`too old resource version: ${revision} (${api.store.log.compacted})`).status,
    });
    sink.end();
    return { bookmark: () => undefined, stop: () => undefined };
  }
  if (fromNow) for (const object of selectedObjects(api, request)) sink.send({ type: 'ADDED', object });
  if (!fromNow) for (const event of api.store.log.since(revision)) deliver(event);
  const bookmark = (end = false) => {
    const metadata = {
      resourceVersion: String(api.store.revision),
      ...(end && { annotations: { 'k8s.io/initial-events-end': 'true' } }),
    };
    sink.send({ type: 'BOOKMARK', object: { kind: resource.kind, apiVersion: resource.apiVersion, metadata } });
  };
  if (initial && bookmarks) bookmark(true);
  const stop = api.store.subscribe(deliver);
  return { bookmark: () => (bookmarks ? bookmark() : undefined), stop };
}

function checkInitial(query: URLSearchParams, initial: boolean): void {
  const match = query.get('resourceVersionMatch') ?? '';
  if (!query.has('sendInitialEvents')) {
    if (match !== '')
      refuse('ListOptions', [
        forbiddenField(
          'resourceVersionMatch',
          'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
        ),
      ]);
    return;
  }
  if (match !== 'NotOlderThan')
    refuse('ListOptions', [
      forbiddenField('resourceVersionMatch', 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'),
      ...(match === '' ? [] : [unsupported('resourceVersionMatch', match, ['NotOlderThan'])]),
    ]);
  if (initial && query.has('continue'))
    throw new StatusError(422, 'Invalid', 'sendInitialEvents is forbidden with continue', {});
}

/** An object that leaves the selection is deleted to the watcher, one that enters it is added. */
function translate(
  event: StoreEvent,
  matches: (object: JsonObject) => boolean,
  present: (object: JsonObject) => JsonObject,
): WatchEvent | undefined {
  const object = present(event.object);
  const is = event.type !== 'DELETED' && matches(object);
  const was = event.previous !== undefined && matches(present(event.previous));
  if (is) return { type: was ? 'MODIFIED' : 'ADDED', object };
  if (!was) return undefined;
  if (event.type === 'DELETED' || event.previous === undefined) return { type: 'DELETED', object };
  const last = copy(present(event.previous));
  metadataOf(last)['resourceVersion'] = String(event.revision);
  return { type: 'DELETED', object: last };
}
