/**
 * A cluster that Flux delivers to: etcd, kube-apiserver, kube-controller-manager, kube-scheduler, a node that kwok plays, Flux's kinds and
 * controllers, the stand-in for source-controller, and a registry. All on 127.0.0.1, all ended by `stop` or with this process.
 */
import { createClient, createTransport, type Client, type Kind } from 'k8s-operator-runtime';
import { ClusterRoleBinding, Namespace, ServiceAccount } from 'k8s-operator-runtime/kinds';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CONTROLLERS, type ControlPlane, startControlPlane } from '../control-plane/start.ts';
import { findTools } from '../control-plane/tools.ts';
import { eventually } from '../e2e/harness/eventually.ts';
import { fluxCrds } from '../judges/flux-crds.ts';
import { type FluxControllers, startFluxControllers } from './controllers.ts';
import { diagnosis } from './diagnosis.ts';
import { type FluxObject, REQUESTED_AT } from './kinds.ts';
import { startNodes } from './nodes.ts';
import { type Registry, startRegistry } from './registry.ts';
import { startSourceStandIn } from './source/stand-in.ts';

export interface FluxCluster {
  readonly controlPlane: ControlPlane;
  /** The administrator's. */
  readonly client: Client;
  readonly registry: Registry;
  /** Standard output of kubectl, as the administrator. */
  readonly kubectl: (...args: readonly string[]) => Promise<string>;
  readonly receiverUrl: () => string;
  /** Shows the end of a log in what `until` says, beside the errors of the controllers. */
  readonly tellOf: (name: string, log: () => string) => void;
  /** Ends Flux's controllers and starts them anew. */
  readonly restartFlux: (options: { readonly lockdown: boolean }) => Promise<void>;
  /** Has a controller look at an object now, as `flux reconcile` does. */
  readonly reconcile: (
    kind: Kind<FluxObject>,
    key: { readonly namespace: string; readonly name: string },
  ) => Promise<void>;
  /** Resolves with the first answer that is neither false nor undefined. Errors: says what Flux and its objects look like. */
  readonly until: <T>(what: string, probe: () => Promise<T | false | undefined>, seconds?: number) => Promise<T>;
  readonly stop: () => Promise<void>;
}

/** The administrator of the cluster, under whom Flux's own objects are applied where it has no rights by itself. */
const FLUX = { namespace: 'flux-system', name: 'kustomize-controller' };

/** Beside what an operator meets: nodes that become ready, roles that are put together, certificates of namespaces. */
const MORE_CONTROLLERS = [
  'node-lifecycle-controller',
  'clusterrole-aggregation-controller',
  'root-ca-certificate-publisher-controller',
  'disruption-controller',
  'endpointslice-controller',
];

export const startFluxCluster = async (): Promise<FluxCluster> => {
  const { kubectl } = await findTools();
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).toReversed()) await end();
  };
  try {
    const registry = await startRegistry();
    stops.push(registry.stop);
    const controlPlane = await startControlPlane({
      scheduler: true,
      controllers: [...CONTROLLERS, ...MORE_CONTROLLERS],
      // On by default; what test environments leave out for want of ServiceAccounts is made by a controller here.
      apiServerFlags: { 'disable-admission-plugins': null },
    });
    stops.push(controlPlane.stop);
    const transport = createTransport({ kubeConfig: controlPlane.kubeConfig, userAgent: 'e2e' });
    stops.push(transport.close);
    const client = createClient({ transport, fieldManager: 'e2e' });
    const run = async (...args: readonly string[]): Promise<string> => {
      const { stdout } = await promisify(execFile)(kubectl, ['--kubeconfig', controlPlane.kubeConfigPath, ...args], {
        maxBuffer: 1 << 26,
      });
      return stdout;
    };
    const { folder } = controlPlane;
    const { kubeConfigPath } = await controlPlane.addUser('flux', ['system:masters']);
    const kwok = await startNodes(client, folder, kubeConfigPath);
    stops.push(kwok.stop);
    await installFlux(client, run, folder);
    const source = await startSourceStandIn(client);
    stops.push(source.stop);
    let controllers: FluxControllers = await startFluxControllers({ folder, kubeConfigPath });
    stops.push(() => controllers.stop());
    const others = new Map<string, () => string>();
    const until: FluxCluster['until'] = async (what, probe, seconds = 60) => {
      try {
        return await eventually(what, probe, { seconds });
      } catch (error) {
        const logs = { ...controllers.logs(), 'stand-in for source-controller': source.log() };
        const ends = [...others].map(([name, log]) => `${name}:\n${log().trimEnd().split('\n').slice(-30).join('\n')}`);
        const state = [(error as Error).message, await diagnosis(client, logs), ...ends];
        throw new Error(state.join('\n'), { cause: error });
      }
    };
    return {
      controlPlane,
      client,
      registry,
      kubectl: run,
      receiverUrl: () => controllers.receiverUrl,
      restartFlux: async ({ lockdown }) => {
        await controllers.stop();
        controllers = await startFluxControllers({ folder, kubeConfigPath, lockdown });
      },
      reconcile: async (kind, key) => {
        const requestedAt = new Date().toISOString();
        await client.patch(kind, key, { metadata: { annotations: { [REQUESTED_AT]: requestedAt } } });
        const handled = async () => (await client.get(kind, key))?.status?.lastHandledReconcileAt === requestedAt;
        await until(`${kind.kind} ${key.name} was looked at`, handled, 90);
      },
      until,
      tellOf: (name, log) => void others.set(name, log),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** The kinds, the namespace, and the ServiceAccount that Flux's own manifests make for what belongs to the cluster as a whole. */
const installFlux = async (
  client: Client,
  kubectl: (...args: readonly string[]) => Promise<string>,
  folder: string,
): Promise<void> => {
  const file = join(folder, 'flux-crds.json');
  await writeFile(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: await fluxCrds() }));
  await kubectl('apply', '--server-side', '-f', file);
  await kubectl('wait', '--for=condition=Established', '--timeout=60s', '-f', file);
  await client.create(Namespace, { metadata: { name: FLUX.namespace } });
  await client.create(ServiceAccount, { metadata: FLUX });
  await client.create(ClusterRoleBinding, {
    metadata: { name: 'cluster-reconciler-flux-system' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'ServiceAccount', ...FLUX }],
  });
};
