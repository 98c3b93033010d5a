/** Status and scale: what each may write, and what generation counts. */
import { crd, deployment, install, namespace } from '../harness/objects.ts';
import { APPLY, MERGE, type Json, type Scenario } from '../harness/scenario.ts';

const NS = '/api/v1/namespaces';

const scale = {
  specReplicasPath: '.spec.size',
  statusReplicasPath: '.status.ready',
  labelSelectorPath: '.status.selector',
};
const widgetCrd = (group: string): Json =>
  crd(
    group,
    {
      spec: { type: 'object', properties: { size: { type: 'integer' }, name: { type: 'string' } } },
      status: { type: 'object', properties: { ready: { type: 'integer' }, selector: { type: 'string' } } },
    },
    { subresources: { status: {}, scale } },
  );

export const subresources: readonly Scenario[] = [
  {
    name: 'status',
    run: async (api) => {
      const group = 'status.conformance.io';
      await install(api, widgetCrd(group));
      await api.quietly('POST', NS, namespace('status'));
      const path = `/apis/${group}/v1/namespaces/status/widgets`;
      const widget = {
        apiVersion: `${group}/v1`,
        kind: 'Widget',
        metadata: { name: 'one' },
        spec: { size: 1 },
        status: { ready: 1 },
      };
      await api.do('create drops status', 'POST', path, widget);
      await api.do(
        'update drops status',
        'PATCH',
        `${path}/one`,
        { spec: { size: 2 }, status: { ready: 2 } },
        { type: MERGE },
      );
      await api.do(
        'status drops spec',
        'PATCH',
        `${path}/one/status`,
        { spec: { size: 9 }, metadata: { labels: { a: 'b' } }, status: { ready: 2 } },
        { type: MERGE },
      );
      await api.do('same status', 'PATCH', `${path}/one/status`, { status: { ready: 2 } }, { type: MERGE });
      await api.do('metadata only', 'PATCH', `${path}/one`, { metadata: { labels: { a: 'b' } } }, { type: MERGE });
      const live = await api.do('read status', 'GET', `${path}/one/status`);
      await api.do('put status', 'PUT', `${path}/one/status`, { ...live, status: { ready: 3 } });
      await api.do('stale status', 'PUT', `${path}/one/status`, { ...live, status: { ready: 4 } });
      await api.do('wrong status', 'PATCH', `${path}/one/status`, { status: { ready: 'many' } }, { type: MERGE });
      await api.do(
        'apply status',
        'PATCH',
        `${path}/one/status?fieldManager=me&force=true`,
        { apiVersion: `${group}/v1`, kind: 'Widget', metadata: { name: 'one' }, status: { ready: 5 } },
        { type: APPLY },
      );
      await api.do('remove status', 'PATCH', `${path}/one/status`, { status: null }, { type: MERGE });
      await api.do('no such subresource', 'GET', `${path}/one/nothing`);
      await api.do('delete status', 'DELETE', `${path}/one/status`);
    },
  },
  {
    name: 'scale',
    run: async (api) => {
      const group = 'scale.conformance.io';
      await install(api, widgetCrd(group));
      await api.quietly('POST', NS, namespace('scale'));
      const path = `/apis/${group}/v1/namespaces/scale/widgets`;
      await api.quietly('POST', path, {
        apiVersion: `${group}/v1`,
        kind: 'Widget',
        metadata: { name: 'one' },
        spec: { size: 1 },
      });
      await api.quietly('PATCH', `${path}/one/status`, { status: { ready: 1, selector: 'app=one' } }, { type: MERGE });
      const live = await api.do('read', 'GET', `${path}/one/scale`);
      await api.do('replace', 'PUT', `${path}/one/scale`, { ...live, spec: { replicas: 3 } });
      await api.do('stale', 'PUT', `${path}/one/scale`, { ...live, spec: { replicas: 4 } });
      await api.do('patch', 'PATCH', `${path}/one/scale`, { spec: { replicas: 2 } }, { type: MERGE });
      await api.do('the object', 'GET', `${path}/one`);
      await api.quietly('POST', '/apis/apps/v1/namespaces/scale/deployments', deployment('web'));
      const deployments = '/apis/apps/v1/namespaces/scale/deployments';
      await api.do('deployment', 'GET', `${deployments}/web/scale`);
      await api.do('patch deployment', 'PATCH', `${deployments}/web/scale`, { spec: { replicas: 5 } }, { type: MERGE });
      await api.do('negative', 'PATCH', `${deployments}/web/scale`, { spec: { replicas: -1 } }, { type: MERGE });
      await api.do('the deployment', 'GET', `${deployments}/web`);
    },
  },
  {
    name: 'scale-apply',
    run: async (api) => {
      const group = 'scale-apply.conformance.io';
      await install(api, widgetCrd(group));
      await api.quietly('POST', NS, namespace('scale-apply'));
      const widgets = `/apis/${group}/v1/namespaces/scale-apply/widgets`;
      const deployments = '/apis/apps/v1/namespaces/scale-apply/deployments';
      const widget = { apiVersion: `${group}/v1`, kind: 'Widget', metadata: { name: 'one' }, spec: { size: 1 } };
      await api.quietly('POST', widgets, widget);
      await api.quietly('POST', deployments, deployment('one'));
      const apply = (step: string, path: string, manager: string, replicas: number, more = '') =>
        api.do(
          step,
          'PATCH',
          `${path}/one/scale?fieldManager=${manager}${more}`,
          { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'one' }, spec: { replicas } },
          { type: APPLY },
        );
      await apply('of another', deployments, 'me', 3);
      await apply('taken over', deployments, 'me', 3, '&force=true');
      await api.do('owned', 'GET', `${deployments}/one`);
      await apply('of one who applied it', deployments, 'you', 4);
      await apply('the same of both', deployments, 'you', 3);
      await apply('changed by force', deployments, 'me', 5, '&force=true');
      await apply('negative', deployments, 'me', -1);
      await apply('tried only', deployments, 'me', 7, '&dryRun=All');
      await apply('without a manager', deployments, '', 3);
      await api.do('at last', 'GET', `${deployments}/one`);
      await apply('of another, custom', widgets, 'me', 3);
      await apply('which the server cannot', widgets, 'me', 3, '&force=true');
      await api.do('as before', 'GET', `${widgets}/one`);
    },
  },
  {
    name: 'deployment-status',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('deployment-status'));
      const path = '/apis/apps/v1/namespaces/deployment-status/deployments';
      await api.quietly('POST', path, { ...deployment('web'), status: { replicas: 7 } });
      const condition = { type: 'Available', status: 'True', reason: 'Test', message: 'yes' };
      await api.do(
        'status',
        'PATCH',
        `${path}/web/status`,
        { status: { observedGeneration: 1, replicas: 2, readyReplicas: 0, conditions: [condition] } },
        { type: MERGE },
      );
      await api.do(
        'spec through status',
        'PATCH',
        `${path}/web/status`,
        { spec: { replicas: 9 }, metadata: { labels: { x: 'y' }, annotations: { x: 'y' } } },
        { type: MERGE },
      );
      await api.do('status through spec', 'PATCH', `${path}/web`, { status: { replicas: 9 } }, { type: MERGE });
      await api.do('spec', 'PATCH', `${path}/web`, { spec: { replicas: 3 } }, { type: MERGE });
      await api.do('labels', 'PATCH', `${path}/web`, { metadata: { labels: { x: 'z' } } }, { type: MERGE });
    },
  },
];
