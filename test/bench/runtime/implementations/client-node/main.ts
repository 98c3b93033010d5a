/**
 * The contract as it is written with @kubernetes/client-node alone: its informers, its typed clients, and a loop over a queue. An informer that
 * fails is started again after a second, as its documentation says.
 */
import {
  type Cluster,
  CoreV1Api,
  CustomObjectsApi,
  type Informer,
  KubeConfig,
  type KubernetesListObject,
  type KubernetesObject,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
  type V1ConfigMap,
} from '@kubernetes/client-node';
import { createHash } from 'node:crypto';

interface Bench extends KubernetesObject {
  spec?: { data?: string; size?: number };
  status?: { observedGeneration?: number; hash?: string };
}

const { BENCH_CONCURRENCY = '10', BENCH_FIELD_MANAGER: fieldManager = 'client-node' } = process.env;
const workers = Number(BENCH_CONCURRENCY);
const config = new KubeConfig();
config.loadFromDefault();
const server: Cluster | null = config.getCurrentCluster();
if (server === null) throw new Error('KUBECONFIG names no cluster.');
const namespace = config.getContextObject(config.getCurrentContext())?.namespace ?? 'default';
const core = config.makeApiClient(CoreV1Api);
const custom = config.makeApiClient(CustomObjectsApi);
const BENCHES = { group: 'bench.io', version: 'v1', namespace, plural: 'benches' };

const queue = new Set<string>();
const active = new Set<string>();
const failures = new Map<string, number>();

const reconcile = async (name: string): Promise<void> => {
  const bench = benches.get(name, namespace);
  if (bench === undefined) return;
  const { uid = '', generation = 0 } = bench.metadata ?? {};
  const hash = createHash('sha256')
    .update(bench.spec?.data ?? '')
    .digest('hex');
  const data = { hash, payload: 'x'.repeat(bench.spec?.size ?? 0) };
  const child = configMaps.get(name, namespace);
  if (child?.data?.['hash'] !== data.hash || child.data['payload'] !== data.payload) {
    const ownerReferences = [{ apiVersion: 'bench.io/v1', kind: 'Bench', name, uid, controller: true }];
    const body: V1ConfigMap = { metadata: { name, namespace, ownerReferences }, data };
    if (child === undefined) await core.createNamespacedConfigMap({ namespace, body, fieldManager });
    else await core.replaceNamespacedConfigMap({ name, namespace, body, fieldManager });
  }
  if (bench.status?.observedGeneration === generation && bench.status.hash === hash) return;
  const lastTransitionTime = new Date().toISOString().replace(/\.\d+/, '');
  const conditions = [{ type: 'Ready', status: 'True', reason: 'Ready', message: '', lastTransitionTime }];
  await custom.patchNamespacedCustomObjectStatus(
    { ...BENCHES, name, fieldManager, body: { status: { observedGeneration: generation, hash, conditions } } },
    setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
  );
};

const work = async (name: string): Promise<void> => {
  queue.delete(name);
  active.add(name);
  try {
    await reconcile(name);
    failures.delete(name);
  } catch {
    const count = failures.get(name) ?? 0;
    failures.set(name, count + 1);
    setTimeout(enqueue, Math.min(5 * 2 ** count, 1_000_000), name);
  }
  active.delete(name);
  next();
};

const next = (): void => {
  for (const name of queue) {
    if (active.size >= workers) return;
    if (!active.has(name)) void work(name);
  }
};

const enqueue = (name: string | undefined): void => {
  if (name === undefined) return;
  queue.add(name);
  if (active.size < workers) next();
};

const follow = <T extends KubernetesObject>(informer: Informer<T>, nameOf: (object: T) => string | undefined): void => {
  for (const event of ['add', 'update', 'delete'] as const) informer.on(event, (object) => enqueue(nameOf(object)));
  informer.on('error', () => setTimeout(() => void informer.start(), 1000));
};

const benches = makeInformer<Bench>(
  config,
  `/apis/bench.io/v1/namespaces/${namespace}/benches`,
  () => custom.listNamespacedCustomObject(BENCHES) as Promise<KubernetesListObject<Bench>>,
);
const configMaps = makeInformer<V1ConfigMap>(config, `/api/v1/namespaces/${namespace}/configmaps`, () =>
  core.listNamespacedConfigMap({ namespace }),
);
follow(benches, ({ metadata }) => metadata?.name);
follow(configMaps, ({ metadata }) => metadata?.ownerReferences?.find(({ kind }) => kind === 'Bench')?.name);
process.once('SIGTERM', () => process.exit(0));
await configMaps.start();
await benches.start();
