/** One object of each built-in kind that operators meet. NS is the scenario's namespace. */
import { deployment } from '../harness/objects.ts';
import { object, pod, selector } from './builtin-parts.ts';
import type { Json } from '../harness/scenario.ts';

export const CREATED: readonly (readonly [path: string, object: Json])[] = [
  ['apis/apps/v1/namespaces/NS/deployments', deployment('one')],
  [
    'apis/apps/v1/namespaces/NS/deployments',
    {
      ...deployment('two'),
      spec: { ...(deployment('two')['spec'] as Json), replicas: 0, minReadySeconds: 0, strategy: { type: 'Recreate' } },
    },
  ],
  [
    'apis/apps/v1/namespaces/NS/statefulsets',
    object('apps/v1', 'StatefulSet', {
      spec: {
        serviceName: 'x',
        selector,
        // A claim's volume may be mounted, and takes the place of one of its name.
        template: {
          ...pod,
          spec: {
            containers: pod.spec.containers.map((main) => ({
              ...main,
              volumeMounts: [{ name: 'd', mountPath: '/d' }],
            })),
            volumes: [{ name: 'd', emptyDir: {} }],
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: 'd' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        ],
      },
    }),
  ],
  ['apis/apps/v1/namespaces/NS/daemonsets', object('apps/v1', 'DaemonSet', { spec: { selector, template: pod } })],
  ['apis/apps/v1/namespaces/NS/replicasets', object('apps/v1', 'ReplicaSet', { spec: { selector, template: pod } })],
  [
    'apis/batch/v1/namespaces/NS/jobs',
    object('batch/v1', 'Job', {
      spec: {
        template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'example.com/main:1' }] } },
      },
    }),
  ],
  [
    'apis/batch/v1/namespaces/NS/cronjobs',
    object('batch/v1', 'CronJob', {
      spec: {
        schedule: '* * * * *',
        jobTemplate: {
          spec: {
            template: {
              spec: { restartPolicy: 'OnFailure', containers: [{ name: 'main', image: 'example.com/main:1' }] },
            },
          },
        },
      },
    }),
  ],
  [
    'api/v1/namespaces/NS/services',
    object('v1', 'Service', { spec: { selector: { app: 'x' }, ports: [{ port: 80 }] } }),
  ],
  [
    'api/v1/namespaces/NS/services',
    object(
      'v1',
      'Service',
      { spec: { clusterIP: 'None', selector: { app: 'x' }, ports: [{ name: 'a', port: 80, targetPort: 'http' }] } },
      'headless',
    ),
  ],
  [
    'api/v1/namespaces/NS/services',
    object('v1', 'Service', { spec: { type: 'NodePort', ports: [{ port: 80 }] } }, 'node'),
  ],
  [
    'api/v1/namespaces/NS/services',
    object('v1', 'Service', { spec: { type: 'ExternalName', externalName: 'example.com' } }, 'external'),
  ],
  ['api/v1/namespaces/NS/secrets', object('v1', 'Secret', { stringData: { a: 'b' }, data: { c: 'ZA==' } })],
  ['api/v1/namespaces/NS/serviceaccounts', object('v1', 'ServiceAccount', {})],
  [
    'api/v1/namespaces/NS/persistentvolumeclaims',
    object('v1', 'PersistentVolumeClaim', {
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1024Mi' } } },
    }),
  ],
  [
    'api/v1/namespaces/NS/events',
    object('v1', 'Event', {
      metadata: { name: 'e', namespace: 'NS' },
      involvedObject: { kind: 'Pod', name: 'x', namespace: 'NS' },
      reason: 'R',
      message: 'm',
      type: 'Normal',
    }),
  ],
  [
    'apis/events.k8s.io/v1/namespaces/NS/events',
    object('events.k8s.io/v1', 'Event', {
      metadata: { name: 'f', namespace: 'NS' },
      eventTime: '2026-01-01T00:00:00.000000Z',
      reportingController: 'example.com/x',
      reportingInstance: 'i',
      action: 'Test',
      reason: 'R',
      regarding: { kind: 'Pod', name: 'x', namespace: 'NS' },
      note: 'm',
      type: 'Normal',
    }),
  ],
  [
    'apis/coordination.k8s.io/v1/namespaces/NS/leases',
    object('coordination.k8s.io/v1', 'Lease', { spec: { holderIdentity: 'a', leaseDurationSeconds: 15 } }),
  ],
  [
    'apis/rbac.authorization.k8s.io/v1/namespaces/NS/roles',
    object('rbac.authorization.k8s.io/v1', 'Role', {
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    }),
  ],
  [
    'apis/rbac.authorization.k8s.io/v1/namespaces/NS/rolebindings',
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
      roleRef: { kind: 'Role', name: 'one' },
      subjects: [
        { kind: 'ServiceAccount', name: 'one' },
        { kind: 'User', name: 'u' },
      ],
    }),
  ],
  [
    'apis/networking.k8s.io/v1/namespaces/NS/networkpolicies',
    object('networking.k8s.io/v1', 'NetworkPolicy', {
      spec: { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] },
    }),
  ],
  [
    'apis/networking.k8s.io/v1/namespaces/NS/ingresses',
    object('networking.k8s.io/v1', 'Ingress', {
      spec: { defaultBackend: { service: { name: 'x', port: { number: 80 } } } },
    }),
  ],
  [
    'apis/policy/v1/namespaces/NS/poddisruptionbudgets',
    object('policy/v1', 'PodDisruptionBudget', { spec: { maxUnavailable: 1, selector } }),
  ],
];
