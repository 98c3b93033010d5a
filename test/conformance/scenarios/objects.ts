/** Creating, reading, changing and deleting objects; who may overwrite whom. */
import { configMap, namespace } from '../harness/objects.ts';
import { JSON_PATCH, MERGE, STRATEGIC, type Json, type Scenario } from '../harness/scenario.ts';

const NS = '/api/v1/namespaces';

export const objects: readonly Scenario[] = [
  {
    name: 'create',
    run: async (api) => {
      await api.do('namespace', 'POST', NS, namespace('create'));
      const maps = `${NS}/create/configmaps`;
      await api.do('create', 'POST', maps, configMap('one', { a: '1' }, { labels: { app: 'x' }, annotations: {} }));
      await api.do('again', 'POST', maps, configMap('one'));
      await api.do('read', 'GET', `${maps}/one`);
      await api.do('missing', 'GET', `${maps}/two`);
      await api.do('no namespace', 'POST', `${NS}/nowhere/configmaps`, configMap('one'));
      await api.do('bad name', 'POST', maps, configMap('One_'));
      await api.do('no name', 'POST', maps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} });
      await api.do('bad label', 'POST', maps, configMap('bad', {}, { labels: { 'a b': 'c d' } }));
      await api.do('wrong kind', 'POST', maps, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } });
      await api.do('other namespace', 'POST', maps, configMap('x', {}, { namespace: 'default' }));
      await api.do('with resourceVersion', 'POST', maps, configMap('x', {}, { resourceVersion: '5' }));
      await api.do('dry run', 'POST', `${maps}?dryRun=All`, configMap('dry'));
      await api.do('not there', 'GET', `${maps}/dry`);
      await api.do('unknown field', 'POST', maps, { ...configMap('unknown'), colour: 'red' });
      await api.do('unknown field, strict', 'POST', `${maps}?fieldValidation=Strict`, {
        ...configMap('strict'),
        colour: 'red',
      });
      await api.do('wrong type', 'POST', maps, { ...configMap('typed'), data: { a: 1 } });
      await api.do('empty body', 'POST', maps, '');
      const generated = await api.quietly('POST', maps, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { generateName: 'gen-' },
      });
      api.note('generated name', /^gen-[a-z0-9]{5}$/.test((generated['metadata'] as { name: string }).name));
    },
  },
  {
    name: 'update',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('update'));
      const maps = `${NS}/update/configmaps`;
      const created = await api.do('create', 'POST', maps, configMap('one', { a: '1' }));
      const changed = { ...created, data: { a: '2' } };
      await api.do('update', 'PUT', `${maps}/one`, changed);
      await api.do('stale', 'PUT', `${maps}/one`, changed);
      await api.do('without version', 'PUT', `${maps}/one`, configMap('one', { a: '3' }));
      await api.do('the same', 'PUT', `${maps}/one`, configMap('one', { a: '3' }));
      await api.do('other name', 'PUT', `${maps}/one`, configMap('two'));
      await api.do('missing', 'PUT', `${maps}/two`, configMap('two'));
      await api.do(
        'other uid',
        'PUT',
        `${maps}/one`,
        configMap('one', {}, { uid: '00000000-0000-0000-0000-000000000000' }),
      );
      await api.do('dry run', 'PUT', `${maps}/one?dryRun=All`, configMap('one', { dry: 'run' }));
      await api.do('unchanged', 'GET', `${maps}/one`);
      await api.do('no such method', 'PUT', maps, configMap('one'));
      await api.do('no such resource', 'GET', '/api/v1/namespaces/update/nothings');
      await api.do('no such group', 'GET', '/apis/nothing.example.com/v1/nothings');
    },
  },
  {
    name: 'patch',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('patch'));
      const maps = `${NS}/patch/configmaps`;
      await api.quietly('POST', maps, configMap('one', { a: '1', b: '2' }));
      await api.do('merge', 'PATCH', `${maps}/one`, { data: { a: null, c: '3' } }, { type: MERGE });
      await api.do('merge of nothing', 'PATCH', `${maps}/one`, { data: { c: '3' } }, { type: MERGE });
      await api.do('json', 'PATCH', `${maps}/one`, [{ op: 'replace', path: '/data/b', value: '9' }], {
        type: JSON_PATCH,
      });
      const failed = await api.quietly('PATCH', `${maps}/one`, [{ op: 'test', path: '/data/b', value: '1' }], {
        type: JSON_PATCH,
      });
      api.note('test fails', { code: failed['code'], reason: failed['reason'] });
      await api.do(
        'strategic',
        'PATCH',
        `${maps}/one`,
        { metadata: { finalizers: ['example.com/a'] } },
        { type: STRATEGIC },
      );
      await api.do(
        'strategic adds',
        'PATCH',
        `${maps}/one`,
        { metadata: { finalizers: ['example.com/b'] } },
        { type: STRATEGIC },
      );
      await api.do('merge replaces', 'PATCH', `${maps}/one`, { metadata: { finalizers: null } }, { type: MERGE });
      await api.do(
        'stale',
        'PATCH',
        `${maps}/one`,
        { metadata: { resourceVersion: '1' }, data: { z: '1' } },
        { type: MERGE },
      );
      await api.do('missing', 'PATCH', `${maps}/two`, { data: {} }, { type: MERGE });
      const unsupported = await api.quietly('PATCH', `${maps}/one`, '{}', { type: 'application/unknown' });
      api.note('unknown patch', { code: unsupported['code'], reason: unsupported['reason'] });
    },
  },
  {
    name: 'delete',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('delete'));
      const maps = `${NS}/delete/configmaps`;
      await api.quietly('POST', maps, configMap('one'));
      await api.do('delete', 'DELETE', `${maps}/one`);
      await api.do('again', 'DELETE', `${maps}/one`);
      const kept = await api.quietly('POST', maps, configMap('kept', {}, { finalizers: ['example.com/keep'] }));
      await api.do(
        'other uid',
        'DELETE',
        `${maps}/kept`,
        options({ preconditions: { uid: '00000000-0000-0000-0000-000000000000' } }),
      );
      await api.do('other version', 'DELETE', `${maps}/kept`, options({ preconditions: { resourceVersion: '1' } }));
      const { uid } = kept['metadata'] as { uid: string };
      await api.do('with finalizer', 'DELETE', `${maps}/kept`, options({ preconditions: { uid } }));
      await api.do('again with finalizer', 'DELETE', `${maps}/kept`);
      await api.do(
        'no new finalizers',
        'PATCH',
        `${maps}/kept`,
        { metadata: { finalizers: ['example.com/keep', 'example.com/more'] } },
        { type: MERGE },
      );
      await api.do('still writable', 'PATCH', `${maps}/kept`, { data: { a: '1' } }, { type: MERGE });
      await api.do('last finalizer', 'PATCH', `${maps}/kept`, { metadata: { finalizers: [] } }, { type: MERGE });
      await api.do('gone', 'GET', `${maps}/kept`);
      await api.do('bad policy', 'DELETE', `${maps}/one`, options({ propagationPolicy: 'Never' }));
      for (const [name, app] of [
        ['a', 'x'],
        ['b', 'x'],
        ['c', 'y'],
      ] as const)
        await api.quietly('POST', maps, configMap(name, {}, { labels: { app } }));
      const collection = await api.quietly('DELETE', `${maps}?labelSelector=app=x`);
      api.note('collection', { kind: collection['kind'], code: collection['code'], status: collection['status'] });
      const left = (await api.quietly('GET', maps))['items'] as { metadata: { name: string } }[];
      api.note(
        'left',
        left.map(({ metadata }) => metadata.name).filter((name) => name.length === 1),
      );
    },
  },
];

const options = (more: Json): Json => ({ apiVersion: 'v1', kind: 'DeleteOptions', ...more });
