/** managedFields after writes that are no applies. */
import { configMap, crd, deployment, install, namespace } from '../harness/objects.ts';
import { APPLY, JSON_PATCH, MERGE, type Scenario } from '../harness/scenario.ts';

const NS = '/api/v1/namespaces';

export const owners: readonly Scenario[] = [
  {
    name: 'managers',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('managers'));
      const maps = `${NS}/managers/configmaps`;
      await api.do('created without a manager', 'POST', maps, configMap('one', { a: '1', b: '2' }));
      await api.do(
        'by another',
        'PATCH',
        `${maps}/one?fieldManager=you`,
        { data: { b: '3', c: '4' } },
        { type: MERGE },
      );
      await api.do(
        'removed by a third',
        'PATCH',
        `${maps}/one?fieldManager=third`,
        { data: { a: null } },
        { type: MERGE },
      );
      await api.do(
        'label by JSON patch',
        'PATCH',
        `${maps}/one?fieldManager=third`,
        [{ op: 'add', path: '/metadata/labels', value: { app: 'x' } }],
        { type: JSON_PATCH },
      );
      await api.do('back to the first', 'PATCH', `${maps}/one`, { data: { c: '5' } }, { type: MERGE });
      const live = await api.quietly('GET', `${maps}/one`);
      await api.do('replaced without managedFields', 'PUT', `${maps}/one?fieldManager=four`, {
        ...live,
        metadata: { name: 'one', namespace: 'managers' },
        data: { c: '6' },
      });
      await api.do(
        'applied over updates',
        'PATCH',
        `${maps}/one?fieldManager=me&force=true`,
        configMap('one', { c: '7' }),
        { type: APPLY },
      );
    },
  },
  {
    name: 'managers-of-kinds',
    run: async (api) => {
      const group = 'managers.conformance.io';
      await install(
        api,
        crd(group, {
          spec: {
            type: 'object',
            properties: {
              size: { type: 'integer', default: 1 },
              list: { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } },
            },
          },
          status: {
            type: 'object',
            properties: {
              conditions: {
                type: 'array',
                'x-kubernetes-list-type': 'map',
                'x-kubernetes-list-map-keys': ['type'],
                items: {
                  type: 'object',
                  required: ['type'],
                  properties: { type: { type: 'string' }, status: { type: 'string' } },
                },
              },
            },
          },
        }),
      );
      await api.quietly('POST', NS, namespace('managers-of-kinds'));
      const path = `/apis/${group}/v1/namespaces/managers-of-kinds/widgets`;
      await api.do('custom', 'POST', `${path}?fieldManager=me`, {
        apiVersion: `${group}/v1`,
        kind: 'Widget',
        metadata: { name: 'one' },
        spec: { list: [{ a: '1' }] },
      });
      await api.do(
        'its status',
        'PATCH',
        `${path}/one/status?fieldManager=me`,
        { status: { conditions: [{ type: 'Ready', status: 'True' }] } },
        { type: MERGE },
      );
      await api.do(
        'its status again',
        'PATCH',
        `${path}/one/status?fieldManager=you`,
        {
          status: {
            conditions: [
              { type: 'Ready', status: 'False' },
              { type: 'More', status: 'True' },
            ],
          },
        },
        { type: MERGE },
      );
      await api.do(
        'deployment',
        'POST',
        `/apis/apps/v1/namespaces/managers-of-kinds/deployments?fieldManager=me`,
        deployment('web'),
      );
      await api.do(
        'its image',
        'PATCH',
        `/apis/apps/v1/namespaces/managers-of-kinds/deployments/web?fieldManager=you`,
        { spec: { template: { spec: { containers: [{ name: 'main', image: 'example.com/main:2.0' }] } } } },
        { type: 'application/strategic-merge-patch+json' },
      );
      await api.do(
        'lease',
        'POST',
        '/apis/coordination.k8s.io/v1/namespaces/managers-of-kinds/leases?fieldManager=me',
        {
          apiVersion: 'coordination.k8s.io/v1',
          kind: 'Lease',
          metadata: { name: 'l' },
          spec: { holderIdentity: 'a', leaseDurationSeconds: 15, acquireTime: '2026-01-01T00:00:00.000000Z' },
        },
      );
    },
  },
];
