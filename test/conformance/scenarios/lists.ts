/** Lists: selectors, pages, forms. */
import { configMap, namespace } from '../harness/objects.ts';
import type { Json, Recorder, Scenario } from '../harness/scenario.ts';

const NS = '/api/v1/namespaces';

async function names(api: Recorder, step: string, path: string): Promise<Json> {
  const body = await api.quietly('GET', path);
  const items = body['items'] as { metadata: { name: string } }[] | undefined;
  const { remainingItemCount, continue: more } = (body['metadata'] ?? {}) as Json;
  const shown =
    items === undefined
      ? { code: body['code'], reason: body['reason'], message: body['message'] }
      : items.map(({ metadata }) => metadata.name).filter((name) => name !== 'kube-root-ca.crt');
  api.note(`${step}: ${path}`, {
    shown,
    ...(remainingItemCount !== undefined && { remainingItemCount }),
    more: more !== undefined,
  });
  return body;
}

export const lists: readonly Scenario[] = [
  {
    name: 'list',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('list'));
      const maps = `${NS}/list/configmaps`;
      for (const [name, labels] of [
        ['a', { app: 'x', tier: 'one' }],
        ['b', { app: 'x', tier: 'two' }],
        ['c', { app: 'y' }],
        ['d', {}],
      ] as const) {
        await api.quietly('POST', maps, configMap(name, {}, { labels }));
      }
      await api.do('one', 'GET', `${maps}?fieldSelector=metadata.name=a`);
      const selectors = [
        'app=x',
        'app==x',
        'app!=x',
        'app',
        '!app',
        'app in (x,y)',
        'app notin (x)',
        'app=x,tier=two',
        'app=x,tier notin (two)',
        '',
      ];
      for (const selector of selectors)
        await names(api, 'labels', `${maps}?labelSelector=${encodeURIComponent(selector)}`);
      for (const selector of [
        'metadata.name=b',
        'metadata.name!=b',
        'metadata.namespace=list',
        'metadata.name=b,metadata.namespace=list',
      ]) {
        await names(api, 'fields', `${maps}?fieldSelector=${encodeURIComponent(selector)}`);
      }
      await names(api, 'unknown field', `${maps}?fieldSelector=data.x%3D1`);
      const page = await names(api, 'first page', `${maps}?limit=2&labelSelector=app`);
      const token = encodeURIComponent(String((page['metadata'] as Json)['continue']));
      await api.quietly('POST', maps, configMap('aa', {}, { labels: { app: 'x' } }));
      await api.quietly('DELETE', `${maps}/c`);
      const rest = (await api.quietly('GET', `${maps}?limit=2&labelSelector=app&continue=${token}`)) as {
        items: { metadata: { name: string } }[];
      };
      api.note(
        'rest of the snapshot',
        rest.items.map(({ metadata }) => metadata.name),
      );
      const broken = await api.quietly('GET', `${maps}?continue=nonsense`);
      api.note('broken token', { code: broken['code'], reason: broken['reason'] });
      await names(api, 'bad selector', `${maps}?labelSelector=${encodeURIComponent('a b c')}`);
    },
  },
  {
    name: 'forms',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('forms'));
      const maps = `${NS}/forms/configmaps`;
      await api.quietly('POST', maps, configMap('one', { a: '1' }));
      await api.do('metadata', 'GET', `${maps}/one`, undefined, {
        accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
      });
      await api.do('metadata list', 'GET', `${maps}?fieldSelector=metadata.name=one`, undefined, {
        accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
      });
      const refused = await api.quietly('GET', maps, undefined, { accept: 'image/png' });
      api.note('not acceptable', { code: refused['code'], reason: refused['reason'] });
      await api.do('match without version', 'GET', `${maps}?resourceVersionMatch=Exact`);
    },
  },
  {
    name: 'discovery',
    run: async (api) => {
      await api.do('apps', 'GET', '/apis/apps');
      const groups = (await api.quietly('GET', '/apis'))['groups'] as { name: string }[];
      api.note(
        'groups',
        ['apps', 'batch', 'coordination.k8s.io', 'rbac.authorization.k8s.io'].filter((name) =>
          groups.some((group) => group.name === name),
        ),
      );
      for (const path of [
        '/api/v1',
        '/apis/apps/v1',
        '/apis/batch/v1',
        '/apis/coordination.k8s.io/v1',
        '/apis/networking.k8s.io/v1',
        '/apis/policy/v1',
      ]) {
        const { resources } = (await api.quietly('GET', path)) as { resources: Json[] };
        const shown = resources
          .filter(({ name }) => !String(name).includes('/') || /\/(status|scale)$/.test(String(name)))
          .map(({ name, namespaced, kind, shortNames, group, version }) => ({
            name,
            namespaced,
            kind,
            shortNames,
            group,
            version,
          }))
          .sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1));
        api.note(path, shown);
      }
    },
  },
];
