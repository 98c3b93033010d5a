/**
 * A stand-in for OLM v0 v0.46.0: what it makes for a Deployment that serves webhooks, and what it mounts into its containers. From
 * operator-lifecycle-manager, pkg/controller/install/certresources.go.
 */
import { createHash } from 'node:crypto';
import { createAuthority } from '../../runtime/src/testing/certificates/authority.ts';
import type { JsonObject } from '../../generators/core/model/json.ts';
import type { Container, Deployment, DeploymentSpec, Webhook } from './csv.ts';
import { MANAGED, type Owner, ownerLabels, ownerReference } from './owner.ts';

export interface Certified {
  readonly objects: readonly JsonObject[];
  readonly spec: DeploymentSpec;
  /** The authority, PEM in base64. */
  readonly caBundle: string;
}

/** `installCertRequirementsForDeployment` */
export const certified = (
  { name: deployment, spec }: Deployment,
  webhooks: readonly Webhook[],
  owner: Owner,
): Certified => {
  const namespace = owner.namespace!;
  const service = `${deployment}-service`;
  const secret = `${service}-cert`;
  const authority = createAuthority('Red Hat, Inc.');
  const hosts = ['', '.svc', '.svc.cluster.local'].map((suffix) => `${service}.${namespace}${suffix}`);
  const { cert, key } = authority.server(...hosts);
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const caHash = createHash('sha256').update(authority.ca).digest('hex');
  const account = spec.template.spec.serviceAccountName ?? 'default';
  const subjects = [{ kind: 'ServiceAccount', name: account, namespace }];
  const owned = { namespace, labels: MANAGED, ownerReferences: [ownerReference(owner)] };
  const binding = (kind: string, metadata: JsonObject, roleKind: string, role: string): JsonObject => ({
    apiVersion: `${RBAC}/v1`,
    kind,
    metadata,
    roleRef: { apiGroup: RBAC, kind: roleKind, name: role },
    subjects,
  });
  return {
    caBundle: base64(authority.ca),
    spec: mounted(spec, secret, account, caHash),
    objects: [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: service, ...owned },
        spec: { ports: servicePorts(webhooks), selector: spec.selector.matchLabels ?? {} },
      },
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: secret, ...owned, annotations: { olmcahash: caHash } },
        type: 'kubernetes.io/tls',
        data: { 'tls.crt': base64(cert), 'tls.key': base64(key), olmCAKey: base64(authority.ca) },
      },
      {
        apiVersion: `${RBAC}/v1`,
        kind: 'Role',
        metadata: { name: secret, ...owned },
        rules: [{ verbs: ['get'], apiGroups: [''], resources: ['secrets'], resourceNames: [secret] }],
      },
      binding('RoleBinding', { name: secret, ...owned }, 'Role', secret),
      binding(
        'ClusterRoleBinding',
        { name: `${service}-system:auth-delegator`, labels: { ...MANAGED, ...ownerLabels(owner) } },
        'ClusterRole',
        'system:auth-delegator',
      ),
      binding(
        'RoleBinding',
        { name: `${service}-auth-reader`, namespace: 'kube-system', labels: MANAGED },
        'Role',
        'extension-apiserver-authentication-reader',
      ),
    ],
  };
};

const RBAC = 'rbac.authorization.k8s.io';

/** Of a Service: each port once. */
const servicePorts = (webhooks: readonly Webhook[]): readonly JsonObject[] => {
  const ports = webhooks.map(({ containerPort = 443, targetPort = containerPort }) => ({
    name: String(containerPort),
    port: containerPort,
    targetPort,
  }));
  return [...new Map(ports.map((port) => [JSON.stringify(port), port])).values()];
};

/** `AddDefaultCertVolumeAndVolumeMounts`: names of files, volumes and directories. */
export const MOUNTS = [
  { name: 'apiservice-cert', mountPath: '/apiserver.local.config/certificates', file: 'apiserver' },
  { name: 'webhook-cert', mountPath: '/tmp/k8s-webhook-server/serving-certs', file: 'tls' },
] as const;

const mounted = (spec: DeploymentSpec, secretName: string, account: string, caHash: string): DeploymentSpec => {
  const { containers, volumes = [], ...pod } = spec.template.spec;
  const added = MOUNTS.map(({ name, file }) => ({
    name,
    secret: { secretName, items: ['crt', 'key'].map((part) => ({ key: `tls.${part}`, path: `${file}.${part}` })) },
  }));
  const metadata = spec.template.metadata ?? {};
  return {
    ...spec,
    template: {
      ...spec.template,
      metadata: { ...metadata, annotations: { ...metadata.annotations, olmcahash: caHash } },
      spec: {
        ...pod,
        serviceAccountName: account,
        containers: containers.map(withCertificates),
        volumes: [...volumes.filter(({ name }) => !added.some((other) => other.name === name)), ...added],
      },
    },
  };
};

const withCertificates = (container: Container): Container => ({
  ...container,
  volumeMounts: withMounts(container.volumeMounts),
});

/** A volume of the same name is left where it is mounted; another at the same path gives way. */
const withMounts = (mounts: readonly { readonly name: string; readonly mountPath: string }[] = []) =>
  MOUNTS.reduce(
    (all, { name, mountPath }) =>
      all.some((mount) => mount.name === name)
        ? all
        : [...all.filter((mount) => mount.mountPath !== mountPath), { name, mountPath }],
    mounts,
  );
