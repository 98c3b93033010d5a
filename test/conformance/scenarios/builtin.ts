/** Built-in kinds: what the server makes of them, and what it refuses. */
import { deployment, namespace } from '../harness/objects.ts';
import { CREATED } from './builtin-created.ts';
import { object } from './builtin-parts.ts';
import { REFUSED } from './builtin-refused.ts';
import { MERGE, type Json, type Scenario } from '../harness/scenario.ts';

const NS = '/api/v1/namespaces';
export const builtin: readonly Scenario[] = [
  {
    name: 'builtin-created',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('builtin-created'));
      for (const [path, each] of CREATED) {
        const text = JSON.stringify(each).replaceAll('"NS"', '"builtin-created"');
        await api.do(String(each['kind']), 'POST', `/${path.replace('NS', 'builtin-created')}`, JSON.parse(text));
      }
      await api.do('event in the other group', 'GET', '/apis/events.k8s.io/v1/namespaces/builtin-created/events/e');
      await api.do('event in the core group', 'GET', '/api/v1/namespaces/builtin-created/events/f');
      const review = {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes: { verb: 'get', resource: 'pods' } },
      };
      const answer = await api.quietly('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', review);
      api.note('access', (answer['status'] as Json)['allowed']);
    },
  },
  {
    name: 'builtin-refused',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('builtin-refused'));
      for (const [step, path, each] of REFUSED)
        await api.do(step, 'POST', `/${path.replace('NS', 'builtin-refused')}`, each);
    },
  },
  {
    name: 'builtin-changed',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('builtin-changed'));
      const deployments = '/apis/apps/v1/namespaces/builtin-changed/deployments';
      const services = '/api/v1/namespaces/builtin-changed/services';
      const jobs = '/apis/batch/v1/namespaces/builtin-changed/jobs';
      await api.quietly('POST', deployments, deployment('web'));
      await api.do(
        'selector is immutable',
        'PATCH',
        `${deployments}/web`,
        { spec: { selector: { matchLabels: { app: 'web', x: 'y' } }, template: { metadata: { labels: { x: 'y' } } } } },
        { type: MERGE },
      );
      await api.do('replaced without defaults', 'PUT', `${deployments}/web`, deployment('web'));
      await api.do('replicas to zero', 'PATCH', `${deployments}/web`, { spec: { replicas: 0 } }, { type: MERGE });
      await api.quietly('POST', services, object('v1', 'Service', { spec: { ports: [{ port: 80 }] } }, 'web'));
      await api.do(
        'service replaced without its address',
        'PUT',
        `${services}/web`,
        object('v1', 'Service', { spec: { ports: [{ port: 81 }] } }, 'web'),
      );
      await api.quietly(
        'POST',
        jobs,
        object(
          'batch/v1',
          'Job',
          { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'x:1' }] } } } },
          'once',
        ),
      );
      const refused = await api.quietly(
        'PATCH',
        `${jobs}/once`,
        [{ op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'y:1' }],
        { type: 'application/json-patch+json' },
      );
      api.note('job template is immutable', {
        code: refused['code'],
        field: (refused['details'] as { causes: { field: string }[] }).causes.map(({ field }) => field),
      });
      const leases = '/apis/coordination.k8s.io/v1/namespaces/builtin-changed/leases';
      await api.do(
        'lease created by update',
        'PUT',
        `${leases}/l`,
        object('coordination.k8s.io/v1', 'Lease', { spec: { holderIdentity: 'a' } }, 'l'),
      );
      await api.do(
        'lease needs a version',
        'PUT',
        `${leases}/l`,
        object('coordination.k8s.io/v1', 'Lease', { spec: { holderIdentity: 'b' } }, 'l'),
      );
      await api.do('lease goes', 'DELETE', `${leases}/l`);
      await api.do('lease that went is not made again by its uid', 'PUT', `${leases}/l`, {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: {
          name: 'l',
          namespace: 'builtin-changed',
          uid: '00000000-0000-4000-8000-000000000000',
          resourceVersion: '1',
        },
      });
      await api.do('default namespace stays', 'DELETE', '/api/v1/namespaces/default');
    },
  },
];
