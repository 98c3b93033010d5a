/** The operators that OLM is to install, and where: each install mode, kinds in namespaces and in none. */
import { kind, type Kind, type KubernetesObject } from 'k8s-operator-runtime';
import { ConfigMap, Deployment, Namespace, Service } from 'k8s-operator-runtime/kinds';
import { ALL, type InstallMode } from '../../olm/operator-group.ts';
import { Memcached } from '../memcached.ts';

/** Of an object. */
export type Key = { readonly namespace?: string; readonly name: string };

/** What a test knows of a kind: an object of it, and what becomes of it. */
export interface Subject {
  readonly own: Kind<KubernetesObject>;
  readonly children: readonly { readonly kind: Kind<KubernetesObject>; readonly suffix?: string }[];
  /** With a child that the API server refuses. */
  readonly refused?: { readonly name: string; readonly spec: object };
  /** Takes another child for the one before. */
  readonly change?: object;
}

const ofKind = (group: string, name: string, plural: string, version: string, scope: 'Namespaced' | 'Cluster') =>
  kind<KubernetesObject>({ group, version, kind: name, plural, scope });
const as = (child: unknown): Kind<KubernetesObject> => child as Kind<KubernetesObject>;

export const objectOf = (
  { apiVersion, kind: name }: Kind<KubernetesObject>,
  key: Key,
  spec: object,
): KubernetesObject => ({ apiVersion, kind: name, metadata: key, spec }) as unknown as KubernetesObject;

const MEMCACHED: Subject = {
  own: as(Memcached),
  children: [{ kind: as(Deployment) }, { kind: as(Service) }],
  refused: { name: 'refused', spec: { image: '' } },
};
const BACKUP: Subject = {
  own: ofKind('backup.example.com', 'Backup', 'backups', 'v1', 'Namespaced'),
  children: [{ kind: as(ConfigMap), suffix: '-first' }],
  refused: { name: 'refused', spec: { target: 'No Name' } },
  change: { target: 'second' },
};
const BADGE: Subject = {
  own: ofKind('tenancy.example.com', 'Badge', 'badges', 'v1', 'Namespaced'),
  children: [{ kind: as(ConfigMap) }],
};
const TENANT: Subject = {
  own: ofKind('tenancy.example.com', 'Tenant', 'tenants', 'v1', 'Cluster'),
  children: [{ kind: as(Namespace) }],
  // A Namespace is a label; a Tenant need not be.
  refused: { name: 'no.label', spec: {} },
};

export const OPERATORS = {
  memcached: { spec: 'examples/memcached/operator.yaml', subjects: [MEMCACHED] },
  backup: { spec: 'test/e2e/specs/shared.yaml', subjects: [BACKUP] },
  tenant: { spec: 'test/e2e/specs/tenants.yaml', subjects: [BADGE, TENANT] },
} as const satisfies Readonly<Record<string, { readonly spec: string; readonly subjects: readonly Subject[] }>>;

export const PLACES = ['left', 'right', 'far'] as const;

export interface Scenario {
  readonly operator: keyof typeof OPERATORS;
  readonly mode: InstallMode;
  readonly namespace: string;
  readonly targets: readonly string[];
}

export const SCENARIOS: readonly Scenario[] = [
  { operator: 'memcached', mode: 'OwnNamespace', namespace: 'left', targets: ['left'] },
  { operator: 'memcached', mode: 'SingleNamespace', namespace: 'single', targets: ['right'] },
  { operator: 'memcached', mode: 'MultiNamespace', namespace: 'multi', targets: ['right', 'left'] },
  { operator: 'memcached', mode: 'AllNamespaces', namespace: 'all', targets: [ALL] },
  { operator: 'backup', mode: 'MultiNamespace', namespace: 'right', targets: ['right', 'left'] },
  { operator: 'backup', mode: 'AllNamespaces', namespace: 'backups', targets: [ALL] },
  { operator: 'tenant', mode: 'AllNamespaces', namespace: 'tenants', targets: [ALL] },
];
