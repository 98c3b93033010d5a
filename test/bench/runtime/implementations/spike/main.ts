/**
 * What Node can do at best: the contract by one pool of connections, raw JSON and two maps, and nothing that an operator needs besides. No
 * credentials that rotate, no paging, no leader, no metrics, no deletions that were missed while a watch was down. The runtime is measured by it.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Pool } from 'undici';
import { parse } from 'yaml';

interface Thing {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly generation?: number;
    readonly resourceVersion: string;
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
  };
  readonly spec?: { readonly data?: string; readonly size?: number };
  readonly status?: { readonly observedGeneration?: number; readonly hash?: string };
  readonly data?: Readonly<Record<string, string>>;
}

const { KUBECONFIG = '', BENCH_CONCURRENCY = '10', BENCH_FIELD_MANAGER = 'spike' } = process.env;
const { clusters, users, contexts } = parse(readFileSync(KUBECONFIG, 'utf8'));
const decoded = (data: string): Buffer => Buffer.from(data, 'base64');
const connect = {
  ca: decoded(clusters[0].cluster['certificate-authority-data']),
  cert: decoded(users[0].user['client-certificate-data']),
  key: decoded(users[0].user['client-key-data']),
};
const { server } = clusters[0].cluster;
const { namespace } = contexts[0].context;
const workers = Number(BENCH_CONCURRENCY);
const pool = new Pool(server, { connections: workers, connect });
const watches = new Pool(server, { connect, bodyTimeout: 0 });
const BENCHES = `/apis/bench.io/v1/namespaces/${namespace}/benches`;
const CONFIG_MAPS = `/api/v1/namespaces/${namespace}/configmaps`;

const send = async (method: 'POST' | 'PUT' | 'PATCH', path: string, body: object): Promise<Thing> => {
  const { statusCode, body: answer } = await pool.request({
    method,
    path: `${path}?fieldManager=${BENCH_FIELD_MANAGER}`,
    headers: { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (statusCode >= 300) throw new Error(text);
  return JSON.parse(text) as Thing;
};

const benches = new Map<string, Thing>();
const children = new Map<string, Thing>();
const queue = new Set<string>();
const active = new Set<string>();
const failures = new Map<string, number>();

/** The newer of what the watch brought and what a write was answered; false when it is no news, as the echo of a write. */
const put = (store: Map<string, Thing>, object: Thing): boolean => {
  const { name, resourceVersion } = object.metadata;
  if (Number(store.get(name)?.metadata.resourceVersion ?? 0) >= Number(resourceVersion)) return false;
  store.set(name, object);
  return true;
};

const reconcile = async (name: string): Promise<void> => {
  const bench = benches.get(name);
  if (bench === undefined) return;
  const { uid, generation = 0 } = bench.metadata;
  const hash = createHash('sha256')
    .update(bench.spec?.data ?? '')
    .digest('hex');
  const payload = 'x'.repeat(bench.spec?.size ?? 0);
  const child = children.get(name);
  if (child?.data?.['hash'] !== hash || child.data['payload'] !== payload) {
    const owner = { apiVersion: 'bench.io/v1', kind: 'Bench', name, uid, controller: true };
    const metadata = { name, namespace, ownerReferences: [owner] };
    const desired = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { hash, payload } };
    put(children, await (child ? send('PUT', `${CONFIG_MAPS}/${name}`, desired) : send('POST', CONFIG_MAPS, desired)));
  }
  if (bench.status?.observedGeneration === generation && bench.status.hash === hash) return;
  const lastTransitionTime = new Date().toISOString().replace(/\.\d+/, '');
  const conditions = [{ type: 'Ready', status: 'True', reason: 'Ready', message: '', lastTransitionTime }];
  const status = { observedGeneration: generation, hash, conditions };
  put(benches, await send('PATCH', `${BENCHES}/${name}/status`, { status }));
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

const enqueue = (name: string): void => {
  queue.add(name);
  if (active.size < workers) next();
};

const ownerOf = ({ metadata }: Thing): string | undefined =>
  metadata.ownerReferences?.find(({ kind }) => kind === 'Bench')?.name;

/** Streams the collection and then its changes. Resolves at the end of the collection. */
const watch = (
  path: string,
  store: Map<string, Thing>,
  nameOf: (object: Thing) => string | undefined,
): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const onLine = (line: string): void => {
    const { type, object } = JSON.parse(line) as { readonly type: string; readonly object: Thing };
    if (type === 'BOOKMARK') return resolve();
    const name = nameOf(object);
    if (type === 'DELETED') store.delete(object.metadata.name);
    else if (!put(store, object)) return;
    if (name !== undefined && synced) enqueue(name);
  };
  const query =
    'watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=7200';
  const stream = async (): Promise<void> => {
    const { body } = await watches.request({ method: 'GET', path: `${path}?${query}` });
    let rest = '';
    for await (const text of body.setEncoding('utf8')) {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
    }
  };
  // What is there already is no news.
  const again = (): unknown => setTimeout(() => void stream().then(again, again), 100);
  void stream().then(again, again);
  return promise;
};

let synced = false;
process.once('SIGTERM', () => process.exit(0));
await Promise.all([watch(BENCHES, benches, ({ metadata: { name } }) => name), watch(CONFIG_MAPS, children, ownerOf)]);
synced = true;
for (const name of benches.keys()) enqueue(name);
