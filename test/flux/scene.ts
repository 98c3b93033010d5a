/** What the tests of a delivery talk about: the objects that deploy/flux makes, and when they are as they should be. */
import { isConditionTrue, findCondition, type Condition, type Kind } from 'k8s-operator-runtime';
import { ConfigMap, CustomResourceDefinition, Deployment } from 'k8s-operator-runtime/kinds';
import type { Project } from '../e2e/harness/project.ts';
import { type Operator, startOperator } from '../e2e/harness/operator.ts';
import { tokenKubeConfig } from '../e2e/harness/installation.ts';
import { Memcached } from '../e2e/memcached.ts';
import type { FluxCluster } from './cluster.ts';
import { VALUES } from './delivered-spec.ts';
import type { Shell } from './shell.ts';
import { type FluxObject, HelmRelease, Kustomization, OciRepository } from './kinds.ts';

/** Where everything of an operator is. */
export const keysOf = (name: string) => ({
  manifests: { namespace: 'flux-system', name: `${name}-manifests` },
  operator: { namespace: 'flux-system', name },
  instances: { namespace: 'flux-system', name: `${name}-instances` },
  release: { namespace: `${name}-system`, name },
  /** The operator's Deployment. */
  manager: { namespace: `${name}-system`, name },
  /** The custom resource, and its children. */
  sample: { namespace: 'default', name: 'memcached-sample' },
});

export const KEYS = keysOf('memcached-operator');
/** The namespace of the operator. */
export const SYSTEM = KEYS.manager.namespace;

type Key = { readonly namespace: string; readonly name: string };

export const scene = (cluster: FluxCluster) => {
  const { client, until } = cluster;

  const readyOf = async (kind: Kind<FluxObject>, key: Key): Promise<Condition | undefined> => {
    const object = await client.get(kind, key);
    const condition = findCondition(object?.status?.conditions ?? [], 'Ready');
    // What was said of an older generation says nothing.
    return condition?.observedGeneration === object?.metadata.generation ? condition : undefined;
  };

  /** Until it is Ready in its present generation; at a revision that begins so, if one is given. */
  const ready = (kind: Kind<FluxObject>, key: Key, seconds = 90): Promise<true> =>
    until(
      `${kind.kind} ${key.name} is ready`,
      async () => (await readyOf(kind, key))?.status === 'True' || undefined,
      seconds,
    ) as Promise<true>;

  /** Until it is Ready=False; what it says. */
  const failed = (kind: Kind<FluxObject>, key: Key, text: RegExp, seconds = 90): Promise<Condition> =>
    until(
      `${kind.kind} ${key.name} is not ready because of ${text}`,
      async () => {
        const condition = await readyOf(kind, key);
        return condition?.status === 'False' && text.test(condition.message ?? '') ? condition : undefined;
      },
      seconds,
    );

  /** Until Flux has brought a version everywhere: sources, release, objects. */
  const delivered = async (version: string): Promise<void> => {
    const at = (revision: string | undefined) => revision?.startsWith(`${version}@`) || undefined;
    await until(`the manifests of ${version} are pulled`, async () =>
      at((await client.get(OciRepository, KEYS.manifests))?.status?.artifact?.revision),
    );
    for (const key of [KEYS.operator, KEYS.instances]) {
      await until(
        `Kustomization ${key.name} is at ${version}`,
        async () => at((await client.get(Kustomization, key))?.status?.lastAppliedRevision),
        120,
      );
      await ready(Kustomization, key);
    }
    await ready(HelmRelease, KEYS.release);
  };

  /** The release's versions, the newest first: `2 0.2.0 deployed`. */
  const history = async (): Promise<readonly string[]> =>
    ((await client.get(HelmRelease, KEYS.release))?.status?.history ?? []).map(
      ({ version, chartVersion, status }) => `${version} ${chartVersion.replace(/\+.*/, '')} ${status}`,
    );

  /** What an object's `spec` may have, by the definition of its kind. */
  const fields = async (crdName: string): Promise<readonly string[]> => {
    const crd = await client.get(CustomResourceDefinition, { name: crdName });
    return Object.keys(crd!.spec.versions[0]!.schema!.openAPIV3Schema!.properties!['spec']!.properties!);
  };

  /** Has the cluster bring values of its own; noticed at once. */
  const setValues = (text: string) =>
    client.apply(ConfigMap, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { namespace: SYSTEM, name: VALUES, labels: { 'reconcile.fluxcd.io/watch': 'Enabled' } },
      data: { 'values.yaml': text },
    });

  const available = async (): Promise<boolean> =>
    isConditionTrue((await client.get(Memcached, KEYS.sample))?.status?.conditions ?? [], 'Available');

  return { readyOf, ready, failed, delivered, history, fields, setValues, available };
};

/** What a release is, and how a cluster is told of it: the documented commands that need no internet, and no image that nobody runs here. */
export const deliver = async ({ documented, run }: Shell): Promise<void> => {
  const commands = await documented('From an empty cluster, by Flux');
  const here = commands.filter((command) => /^(npx|kubectl apply --kustomize)/.test(command));
  if (here.length !== 2)
    throw new Error(`docs/delivery.md says how to publish and apply otherwise:\n${commands.join('\n')}`);
  for (const command of here) await run(command);
};

/** The generated operator as a process, with the flags of the Deployment and a token of the ServiceAccount that the release made. */
export const startDelivered = async (
  { client, controlPlane, tellOf }: FluxCluster,
  project: Project,
  name: string,
): Promise<Operator> => {
  const deployment = await client.get(Deployment, KEYS.manager);
  const { serviceAccountName = 'default', containers } = deployment!.spec.template.spec!;
  const kubeConfigPath = await tokenKubeConfig(controlPlane, SYSTEM, serviceAccountName);
  // The ports are the test's own.
  const flags = (containers[0]!.args ?? []).filter((arg) => !arg.includes('bind-address'));
  const operator = await startOperator(project, { kubeConfigPath, controlPlane }, { name, flags });
  tellOf('the operator', operator.log);
  return operator;
};
