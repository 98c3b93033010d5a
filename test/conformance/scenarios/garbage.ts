/** What goes with its owner or its namespace, and what stays. */
import { configMap, namespace } from '../harness/objects.ts';
import { MERGE, type Json, type Recorder, type Scenario } from '../harness/scenario.ts';

const NS = '/api/v1/namespaces';

const ownedBy = (...owners: readonly Json[]): Json => ({
  ownerReferences: owners.map((owner) => {
    const { name, uid } = owner['metadata'] as { name: string; uid: string };
    return { apiVersion: 'v1', kind: 'ConfigMap', name, uid, blockOwnerDeletion: true };
  }),
});

const names = async (api: Recorder, path: string): Promise<string[]> => {
  const { items } = (await api.quietly('GET', path)) as { items: { metadata: { name: string } }[] };
  return items.map(({ metadata }) => metadata.name).filter((name) => name !== 'kube-root-ca.crt');
};

export const garbage: readonly Scenario[] = [
  {
    name: 'garbage',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('garbage'));
      const maps = `${NS}/garbage/configmaps`;
      const create = (name: string, metadata: Json = {}) => api.quietly('POST', maps, configMap(name, {}, metadata));
      const owner = await create('owner');
      const other = await create('other');
      const child = await create('child', ownedBy(owner));
      await create('grandchild', ownedBy(child));
      await create('shared', ownedBy(owner, other));
      await api.quietly('DELETE', `${maps}/owner`);
      await api.untilGone(`${maps}/child`);
      await api.untilGone(`${maps}/grandchild`);
      const shared = await api.until(
        `${maps}/shared`,
        (body) => (body['metadata'] as { ownerReferences?: unknown[] }).ownerReferences?.length === 1,
      );
      api.note(
        'one owner left',
        ((shared['metadata'] as Json)['ownerReferences'] as Json[]).map(({ name }) => name),
      );
      await api.quietly('DELETE', `${maps}/other`, {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: 'Orphan',
      });
      await api.untilGone(`${maps}/other`);
      const orphan = await api.until(
        `${maps}/shared`,
        (body) => (body['metadata'] as Json)['ownerReferences'] === undefined,
      );
      api.note('orphan', (orphan['metadata'] as Json)['name']);
      const front = await create('front');
      await create('held', { ...ownedBy(front), finalizers: ['example.com/hold'] });
      const waiting = await api.quietly('DELETE', `${maps}/front`, {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: 'Foreground',
      });
      api.note('foreground waits', {
        finalizers: (waiting['metadata'] as Json)['finalizers'],
        deleting: (waiting['metadata'] as Json)['deletionTimestamp'] !== undefined,
      });
      await api.until(`${maps}/held`, (body) => (body['metadata'] as Json)['deletionTimestamp'] !== undefined);
      api.note('still there', (await names(api, maps)).sort());
      await api.quietly('PATCH', `${maps}/held`, { metadata: { finalizers: null } }, { type: MERGE });
      await api.untilGone(`${maps}/front`);
      api.note('left', await names(api, maps));
      const nobody = { metadata: { name: 'nobody', uid: '22222222-2222-2222-2222-222222222222' } };
      await create('stray', ownedBy(nobody));
      await api.untilGone(`${maps}/stray`);
    },
  },
  {
    name: 'namespaces',
    run: async (api) => {
      await api.do('create', 'POST', NS, namespace('namespaces'));
      await api.until(`${NS}/namespaces/serviceaccounts/default`, (body) => body['kind'] === 'ServiceAccount');
      const maps = `${NS}/namespaces/configmaps`;
      await api.quietly('POST', maps, configMap('kept', {}, { finalizers: ['example.com/keep'] }));
      await api.quietly('POST', maps, configMap('plain'));
      const deleted = await api.quietly('DELETE', `${NS}/namespaces`);
      api.note('terminating', {
        phase: (deleted['status'] as Json)['phase'],
        finalizers: (deleted['spec'] as Json)['finalizers'],
        deleting: (deleted['metadata'] as Json)['deletionTimestamp'] !== undefined,
      });
      await api.untilGone(`${maps}/plain`);
      await api.do('nothing new', 'POST', maps, configMap('new'));
      await api.quietly('PATCH', `${maps}/kept`, { metadata: { finalizers: null } }, { type: MERGE });
      await api.untilGone(`${NS}/namespaces`);
      await api.do('gone', 'GET', `${NS}/namespaces`);
    },
  },
];
