/** Objects of built-in kinds that break a rule. NS is the scenario's namespace. */
import { object, pod, selector } from './builtin-parts.ts';
import type { Json } from '../harness/scenario.ts';

export const REFUSED: readonly (readonly [step: string, path: string, object: Json])[] = [
  ['empty deployment', 'apis/apps/v1/namespaces/NS/deployments', object('apps/v1', 'Deployment', {}, 'bad')],
  [
    'selector against labels',
    'apis/apps/v1/namespaces/NS/deployments',
    object('apps/v1', 'Deployment', { spec: { selector: { matchLabels: { app: 'other' } }, template: pod } }, 'bad'),
  ],
  [
    'no image',
    'apis/apps/v1/namespaces/NS/deployments',
    object(
      'apps/v1',
      'Deployment',
      { spec: { selector, template: { ...pod, spec: { containers: [{ name: 'main' }] } } } },
      'bad',
    ),
  ],
  [
    'bad container name',
    'apis/apps/v1/namespaces/NS/deployments',
    object(
      'apps/v1',
      'Deployment',
      { spec: { selector, template: { ...pod, spec: { containers: [{ name: 'Main', image: 'x' }] } } } },
      'bad',
    ),
  ],
  [
    'same container twice',
    'apis/apps/v1/namespaces/NS/deployments',
    object(
      'apps/v1',
      'Deployment',
      {
        spec: {
          selector,
          template: {
            ...pod,
            spec: {
              containers: [
                { name: 'a', image: 'x' },
                { name: 'a', image: 'x' },
              ],
            },
          },
        },
      },
      'bad',
    ),
  ],
  [
    'port out of range',
    'apis/apps/v1/namespaces/NS/deployments',
    object(
      'apps/v1',
      'Deployment',
      {
        spec: {
          selector,
          template: { ...pod, spec: { containers: [{ name: 'a', image: 'x', ports: [{ containerPort: 70_000 }] }] } },
        },
      },
      'bad',
    ),
  ],
  [
    'no such volume',
    'apis/apps/v1/namespaces/NS/deployments',
    object(
      'apps/v1',
      'Deployment',
      {
        spec: {
          selector,
          template: {
            ...pod,
            spec: { containers: [{ name: 'a', image: 'x', volumeMounts: [{ name: 'v', mountPath: '/v' }] }] },
          },
        },
      },
      'bad',
    ),
  ],
  [
    'negative replicas',
    'apis/apps/v1/namespaces/NS/deployments',
    object('apps/v1', 'Deployment', { spec: { replicas: -1, selector, template: pod } }, 'bad'),
  ],
  [
    'restart policy',
    'apis/apps/v1/namespaces/NS/deployments',
    object(
      'apps/v1',
      'Deployment',
      { spec: { selector, template: { ...pod, spec: { ...pod.spec, restartPolicy: 'Never' } } } },
      'bad',
    ),
  ],
  [
    'replicas of wrong type',
    'apis/apps/v1/namespaces/NS/deployments',
    object('apps/v1', 'Deployment', { spec: { replicas: 'two' } }, 'bad'),
  ],
  [
    'service without ports',
    'api/v1/namespaces/NS/services',
    object('v1', 'Service', { spec: { selector: { app: 'x' } } }, 'bad'),
  ],
  [
    'unnamed ports',
    'api/v1/namespaces/NS/services',
    object('v1', 'Service', { spec: { ports: [{ port: 80 }, { port: 81 }] } }, 'bad'),
  ],
  ['service port', 'api/v1/namespaces/NS/services', object('v1', 'Service', { spec: { ports: [{ port: 0 }] } }, 'bad')],
  [
    'service name',
    'api/v1/namespaces/NS/services',
    object('v1', 'Service', { spec: { ports: [{ port: 80 }] } }, '1bad'),
  ],
  ['config key', 'api/v1/namespaces/NS/configmaps', object('v1', 'ConfigMap', { data: { 'a b': 'c' } }, 'bad')],
  [
    'quantity',
    'api/v1/namespaces/NS/persistentvolumeclaims',
    object(
      'v1',
      'PersistentVolumeClaim',
      { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: 'lots' } } } },
      'bad',
    ),
  ],
  [
    'job policy',
    'apis/batch/v1/namespaces/NS/jobs',
    object('batch/v1', 'Job', { spec: { template: { spec: { containers: [{ name: 'main', image: 'x' }] } } } }, 'bad'),
  ],
];
