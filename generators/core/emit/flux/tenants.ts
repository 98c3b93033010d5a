/**
 * `deploy/flux/tenants/<team>`: a namespace in which a team has objects of the operator's kinds, from a source of its own. Flux applies
 * them as the team's ServiceAccount, which may edit these kinds in this namespace and nothing else; nothing refers to another namespace.
 *
 * All but the source and its Kustomization is kept when a tenant is removed, so that what they made can still be deleted with the rights
 * that it was made with. What is left goes with the namespace.
 */
import type { Tenant } from '../../model/delivery.ts';
import type { Api } from '../../model/model.ts';
import { servedApis } from '../../model/served.ts';
import { userRole } from '../../objects/rbac.ts';
import { type FluxModel, INTERVAL, KEPT, SOURCE_API } from './flux-model.ts';
import { healthChecks } from './health.ts';

/** The files of a tenant. */
export const tenantObjects = (
  model: FluxModel,
  tenant: Tenant,
): readonly (readonly [file: string, objects: readonly object[]])[] => {
  const apis = tenantApis(model);
  return [
    ['namespace.yaml', [namespace(tenant)]],
    ['service-account.yaml', [serviceAccount(model, tenant)]],
    ...(apis.length > 0 ? [['role-bindings.yaml', apis.map((api) => roleBinding(model, tenant, api))] as const] : []),
    ['sync.yaml', [source(model, tenant), kustomization(tenant, apis)]],
  ];
};

/** What a tenant can have: rights in a namespace are none on what is in no namespace. */
const tenantApis = (model: FluxModel): readonly Api[] =>
  servedApis(model).filter(({ scope }) => scope === 'Namespaced');

/**
 * What the operator makes for an object is in the object's namespace, pods too. Whether these fit the restricted Pod Security Standard
 * is for who writes the operator to see to: Kubernetes warns, and enforces the baseline.
 */
const namespace = ({ name, namespace }: Tenant): object => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: namespace,
    labels: {
      'toolkit.fluxcd.io/tenant': name,
      'pod-security.kubernetes.io/enforce': 'baseline',
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    },
    annotations: KEPT,
  },
});

const serviceAccount = ({ delivery: { flux } }: FluxModel, tenant: Tenant): object => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { ...own(tenant), annotations: KEPT },
  ...(flux.secret !== undefined && { imagePullSecrets: [{ name: flux.secret }] }),
});

/** The role is the chart's: it is named by the release, which has the operator's name. */
const roleBinding = (model: FluxModel, tenant: Tenant, api: Api): object => {
  const { name } = userRole(model, api, 'editor').metadata;
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { ...own(tenant), name, annotations: KEPT },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', ...own(tenant) }],
  };
};

/** The account is named where it has credentials: it is for nothing else there. */
const source = ({ delivery: { flux } }: FluxModel, tenant: Tenant): object => ({
  apiVersion: SOURCE_API,
  kind: 'OCIRepository',
  metadata: own(tenant),
  spec: {
    interval: INTERVAL,
    url: tenant.url,
    ref: { tag: 'latest' },
    ...(flux.insecure && hostOf(tenant.url) === hostOf(flux.manifestsUrl) && { insecure: true }),
    ...(flux.secret !== undefined && { serviceAccountName: tenant.name }),
  },
});

const hostOf = (url: string): string => url.replace(/^oci:\/\//, '').split('/')[0]!;

const kustomization = (tenant: Tenant, apis: readonly Api[]): object => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: own(tenant),
  spec: {
    interval: '1h',
    retryInterval: '2m',
    timeout: '5m',
    sourceRef: { kind: 'OCIRepository', name: tenant.name },
    path: './',
    prune: true,
    wait: true,
    serviceAccountName: tenant.name,
    targetNamespace: tenant.namespace,
    deletionPolicy: 'WaitForTermination',
    ...healthChecks(apis),
  },
});

const own = ({ name, namespace }: Tenant) => ({ name, namespace });
