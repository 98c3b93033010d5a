/** Columns of `kubectl get` for the kinds that operators look at; other kinds show their age. */
import type { Column } from '../resources/resource.ts';

/** Name and JSON path; braces hold the paths of a text with several, `0` stands for what is missing. */
const PATHS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  deployments: {
    Ready: '{.status.readyReplicas}/{.spec.replicas}',
    'Up-to-date': '{.status.updatedReplicas}',
    Available: '{.status.availableReplicas}',
  },
  statefulsets: { Ready: '{.status.readyReplicas}/{.spec.replicas}' },
  daemonsets: {
    Desired: '{.status.desiredNumberScheduled}',
    Ready: '{.status.numberReady}',
    Available: '{.status.numberAvailable}',
  },
  replicasets: { Desired: '{.spec.replicas}', Current: '{.status.replicas}', Ready: '{.status.readyReplicas}' },
  jobs: { Completions: '{.status.succeeded}/{.spec.completions}' },
  pods: { Status: '.status.phase' },
  services: { Type: '.spec.type', 'Cluster-IP': '.spec.clusterIP', Port: '.spec.ports[0].port' },
  persistentvolumeclaims: { Status: '.status.phase', Capacity: '.status.capacity.storage' },
  namespaces: { Status: '.status.phase' },
  events: {
    Type: '.type',
    Reason: '.reason',
    Object: '{.involvedObject.kind}/{.involvedObject.name}',
    Message: '.message',
  },
  leases: { Holder: '.spec.holderIdentity' },
};

const column = (name: string, jsonPath: string, type = 'string'): Column => ({
  name,
  type,
  format: '',
  description: '',
  priority: 0,
  jsonPath,
});

export const columnsOf = (plural: string): readonly Column[] => [
  ...Object.entries(PATHS[plural] ?? {}).map(([name, path]) => column(name, path)),
  column('Age', '.metadata.creationTimestamp', 'date'),
];
