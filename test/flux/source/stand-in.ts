/**
 * A STAND-IN for Flux's source-controller, which cannot be built everywhere: modules that it needs are not to be had from every proxy.
 * It pulls the layer of an OCIRepository, serves it on 127.0.0.1 and writes the status that the real helm- and kustomize-controller go by.
 *
 * Guarantees: what it cannot do it refuses (refusal.ts): Ready=False with the reason `StandInRefuses`, and no artifact. All other kinds of
 * sources are refused so. It pulls when source-controller does: after a change, at an annotation, and when the interval has passed.
 * Caveats: what is shown with it says nothing of signatures, ranges of versions, credentials, git, Helm repositories.
 */
import type { Client, Condition, Kind } from 'k8s-operator-runtime';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { milliseconds } from '../../../runtime/src/duration.ts';
import {
  type Artifact,
  Bucket,
  type FluxObject,
  GitRepository,
  HelmChart,
  HelmRepository,
  OciRepository,
  REQUESTED_AT,
} from '../kinds.ts';
import { pull } from './pull.ts';
import { refusal } from './refusal.ts';

export interface StandIn {
  /** What went wrong, as controllers log it. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

const REFUSED = 'StandInRefuses';
const POLL_MS = 250;
const RETRY_MS = 1_000;

/** What was last done about an object. */
interface Handled {
  readonly generation: number | undefined;
  readonly requestedAt: string | undefined;
  /** When to look again although nothing was asked. */
  readonly due: number;
}

/** Starts it. `client` may read sources and write their status. */
export const startSourceStandIn = async (client: Client): Promise<StandIn> => {
  /** What is served, by path. */
  const served = new Map<string, Buffer>();
  const handled = new Map<string, Handled>();
  const server = createServer(({ url = '' }, response) => {
    const body = served.get(url.slice(1));
    response.writeHead(body === undefined ? 404 : 200, { 'content-length': body?.length ?? 0 }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const pulled = async ({ metadata, spec, status }: OciRepository): Promise<Artifact> => {
    const { revision, layer, digest, metadata: annotations } = await pull(spec);
    const { artifact } = status ?? {};
    const path = `ocirepository/${metadata.namespace}/${metadata.name}/${digest.replace(':', '-')}.tar.gz`;
    served.set(path, layer);
    const same = artifact?.revision === revision && artifact.digest === digest;
    const lastUpdateTime = same ? artifact.lastUpdateTime : now();
    return {
      path,
      url: `${origin}/${path}`,
      revision,
      digest,
      size: layer.length,
      lastUpdateTime,
      metadata: annotations,
    };
  };

  const attempt = async (object: OciRepository): Promise<{ readonly status: object; readonly again: number }> => {
    const why = refusal(object.spec);
    if (why !== undefined) return { status: notReady(object, REFUSED, refused(why)), again: Infinity };
    try {
      const artifact = await pulled(object);
      const message = `stored artifact for digest '${artifact.revision}'`;
      const conditions = withReady(object, { status: 'True', reason: 'Succeeded', message });
      return { status: { conditions, artifact, url: artifact.url }, again: milliseconds(object.spec.interval) };
    } catch (error) {
      const { message } = error as Error;
      return { status: notReady(object, 'OCIArtifactPullFailed', message), again: RETRY_MS };
    }
  };

  const handle = async (object: OciRepository): Promise<void> => {
    const { uid = '', generation, annotations } = object.metadata;
    const requestedAt = annotations?.[REQUESTED_AT];
    const last = handled.get(uid);
    const asked = last?.generation !== generation || last?.requestedAt !== requestedAt;
    if (!asked && Date.now() < last!.due) return;
    const { status, again } = await attempt(object);
    const seen = {
      observedGeneration: generation,
      ...(requestedAt !== undefined && { lastHandledReconcileAt: requestedAt }),
    };
    await writeStatus(client, OciRepository, object, { ...status, ...seen });
    handled.set(uid, { generation, requestedAt, due: Date.now() + again });
  };

  const refuse = async (kind: Kind<FluxObject>, object: FluxObject): Promise<void> => {
    const { uid = '', generation } = object.metadata;
    if (handled.get(uid)?.generation === generation) return;
    const status = notReady(object, REFUSED, refused('it pulls OCI artifacts only'));
    await writeStatus(client, kind, object, { ...status, observedGeneration: generation });
    handled.set(uid, { generation, requestedAt: undefined, due: Infinity });
  };

  /** An object that was changed or deleted meanwhile, or an API server that restarts: the next look sees it. */
  const complaints: string[] = [];
  const complain = (error: unknown): void =>
    void complaints.push(JSON.stringify({ level: 'error', error: String(error) }));

  const look = async (): Promise<void> => {
    for (const object of await client.list(OciRepository)) {
      const isLeft = object.spec.suspend === true || object.metadata.deletionTimestamp !== undefined;
      if (!isLeft) await handle(object).catch(complain);
    }
    for (const kind of [GitRepository, HelmRepository, HelmChart, Bucket]) {
      for (const object of await client.list(kind)) await refuse(kind, object).catch(complain);
    }
  };

  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await look().catch(complain);
      await sleep(POLL_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const running = run();
  return {
    log: () => complaints.join('\n'),
    stop: async () => {
      stopping.abort();
      await running;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const refused = (why: string): string => `the stand-in for source-controller refuses: ${why}`;

/** What was pulled before stays. */
const notReady = (object: FluxObject, reason: string, message: string): object => ({
  conditions: withReady(object, { status: 'False', reason, message }),
});

const withReady = ({ status, metadata }: FluxObject, ready: Pick<Condition, 'status' | 'reason' | 'message'>) => {
  const before = status?.conditions ?? [];
  const old = before.find(({ type }) => type === 'Ready');
  const lastTransitionTime = old?.status === ready.status ? old.lastTransitionTime : now();
  const condition = { type: 'Ready', ...ready, observedGeneration: metadata.generation, lastTransitionTime };
  return [...before.filter(({ type }) => type !== 'Ready'), condition];
};

const writeStatus = <T extends FluxObject>(client: Client, kind: Kind<T>, { metadata }: T, status: object) =>
  client.patch(kind, { name: metadata.name, namespace: metadata.namespace }, { status }, { subresource: 'status' });

/** RFC 3339 to the second, as metav1.Time is. */
const now = (): string => new Date().toISOString().replace(/\.\d+/, '');
