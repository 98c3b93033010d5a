/** What the tests of a delivery talk about: the objects that deploy/flux makes, and when they are as they should be. */
import { isConditionTrue, findCondition, type Condition, type Kind } from 'k8s-operator-runtime';
import { Deployment } from 'k8s-operator-runtime/kinds';
import type { Project } from '../e2e/harness/project.ts';
import { type Operator, startOperator } from '../e2e/harness/operator.ts';
import { tokenKubeConfig } from '../e2e/harness/installation.ts';
import { Memcached } from '../e2e/memcached.ts';
import type { FluxCluster } from './cluster.ts';
import { type FluxObject, HelmRelease, Kustomization, OciRepository } from './kinds.ts';

const NAME = 'memcached-operator';
export const SYSTEM = 'memcached-operator-system';

/** Where everything is. */
export const KEYS = {
  manifests: { namespace: 'flux-system', name: `${NAME}-manifests` },
  operator: { namespace: 'flux-system', name: NAME },
  instances: { namespace: 'flux-system', name: `${NAME}-instances` },
  release: { namespace: SYSTEM, name: NAME },
  /** The operator's Deployment. */
  manager: { namespace: SYSTEM, name: NAME },
  /** The custom resource, and its children. */
  sample: { namespace: 'default', name: 'memcached-sample' },
} as const;

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

  const available = async (): Promise<boolean> =>
    isConditionTrue((await client.get(Memcached, KEYS.sample))?.status?.conditions ?? [], 'Available');

  return { readyOf, ready, failed, delivered, history, available };
};

/** The generated operator as a process, with the flags of the Deployment and a token of the ServiceAccount that the release made. */
export const startDelivered = async (
  { client, controlPlane }: FluxCluster,
  project: Project,
  name: string,
): Promise<Operator> => {
  const deployment = await client.get(Deployment, KEYS.manager);
  const { serviceAccountName = 'default', containers } = deployment!.spec.template.spec!;
  const kubeConfigPath = await tokenKubeConfig(controlPlane, SYSTEM, serviceAccountName);
  // The ports are the test's own. A preflight that finds a permission missing ends it.
  const flags = (containers[0]!.args ?? []).filter((arg) => !arg.includes('bind-address'));
  return startOperator(project, { kubeConfigPath, controlPlane }, { name, flags: [...flags, '--preflight=fail'] });
};
