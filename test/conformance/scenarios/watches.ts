/** Watches: where they start, what they bring, and through which selector. */
import { configMap, namespace } from '../harness/objects.ts';
import { MERGE, type Json, type Scenario } from '../harness/scenario.ts';

const NS = '/api/v1/namespaces';
const versionOf = (body: Json): string => (body['metadata'] as { resourceVersion: string }).resourceVersion;

export const watches: readonly Scenario[] = [
  {
    name: 'watch',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('watch'));
      const maps = `${NS}/watch/configmaps`;
      const app = (name: string, value: string) => configMap(name, {}, { labels: { app: value } });
      const first = await api.quietly('POST', maps, app('one', 'x'));
      const start = versionOf(first);
      const changes = async () => {
        await api.quietly('PATCH', `${maps}/one`, { data: { a: '1' } }, { type: MERGE });
        await api.quietly('PATCH', `${maps}/one`, { metadata: { labels: { app: 'y' } } }, { type: MERGE });
        await api.quietly('PATCH', `${maps}/one`, { metadata: { labels: { app: 'x' } } }, { type: MERGE });
        await api.quietly('POST', maps, app('two', 'y'));
        await api.quietly('PATCH', `${maps}/two`, { metadata: { finalizers: ['example.com/keep'] } }, { type: MERGE });
        await api.quietly('DELETE', `${maps}/two`);
        await api.quietly('PATCH', `${maps}/two`, { metadata: { finalizers: null } }, { type: MERGE });
        await api.quietly('DELETE', `${maps}/one`);
      };
      await api.watch('all, live', `${maps}?watch=1&resourceVersion=${start}`, 8, changes);
      await api.watch('labels, from before', `${maps}?watch=1&labelSelector=app%3Dx&resourceVersion=${start}`, 4);
      await api.watch('one name', `${maps}?watch=1&fieldSelector=metadata.name%3Dtwo&resourceVersion=${start}`, 4);
    },
  },
  {
    name: 'watch-initial',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('watch-initial'));
      const maps = `${NS}/watch-initial/configmaps`;
      await api.quietly('POST', maps, configMap('one', {}, { labels: { app: 'x' } }));
      await api.watch('from nothing', `${maps}?watch=1&labelSelector=app`, 1);
      await api.watch('from zero', `${maps}?watch=1&labelSelector=app&resourceVersion=0`, 1);
      const list = `${maps}?watch=1&labelSelector=app&allowWatchBookmarks=true&sendInitialEvents=true`;
      const events = await api.watch('initial events', `${list}&resourceVersionMatch=NotOlderThan`, 2);
      api.note(
        'types',
        events.map(({ type }) => type),
      );
      await api.do('without match', 'GET', list);
      await api.do(
        'match without initial',
        'GET',
        `${maps}?watch=1&resourceVersionMatch=NotOlderThan&resourceVersion=1`,
      );
    },
  },
  {
    name: 'watch-list',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('watch-list'));
      const maps = `${NS}/watch-list/configmaps`;
      await api.quietly('POST', maps, configMap('one', {}, { labels: { app: 'x' } }));
      await api.quietly('POST', maps, configMap('two', {}, { labels: { app: 'x' } }));
      const old = versionOf(await api.quietly('POST', maps, configMap('three')));
      const path = `${maps}?watch=true&labelSelector=app%3Dx&sendInitialEvents=true&resourceVersionMatch=NotOlderThan`;
      const changes = async () => {
        await api.quietly('PATCH', `${maps}/one`, { metadata: { labels: { app: 'y' } } }, { type: MERGE });
        await api.quietly('POST', maps, configMap('four', {}, { labels: { app: 'x' } }));
      };
      const accept = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json';
      const form = { accept };
      await api.watch('metadata, then changes', `${path}&allowWatchBookmarks=true`, 5, changes, form);
      await api.watch('not older than', `${path}&allowWatchBookmarks=true&resourceVersion=${old}`, 3);
      await api.watch('of nothing', `${path.replace('%3Dx', '%3Dnone')}&allowWatchBookmarks=true`, 1);
      await api.watch('without bookmarks', path, 2);
      await api.do('exactly', 'GET', `${path.replace('NotOlderThan', 'Exact')}&allowWatchBookmarks=true`);
      await api.do('a list', 'GET', path.replace('watch=true&', ''));
    },
  },
];
