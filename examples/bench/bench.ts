/** A Bench owns a ConfigMap of its name, made of its spec alone. */
import { createHash } from 'node:crypto';
import {
  type Condition,
  type Context,
  controller,
  createOrUpdate,
  kind,
  type KubernetesObject,
  type Reconcile,
  setControllerReference,
} from 'k8s-operator-runtime';
import { ConfigMap } from 'k8s-operator-runtime/kinds';

export interface Bench extends KubernetesObject {
  readonly apiVersion: 'bench.io/v1';
  readonly kind: 'Bench';
  readonly spec?: { readonly data?: string; readonly size?: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly hash?: string;
    readonly conditions?: readonly Condition[];
  };
}

export const Bench = kind<Bench>({
  group: 'bench.io',
  version: 'v1',
  kind: 'Bench',
  plural: 'benches',
  scope: 'Namespaced',
});

const hashOf = ({ spec }: Bench): string =>
  createHash('sha256')
    .update(spec?.data ?? '')
    .digest('hex');

const dataOf = (bench: Bench, hash: string) => ({ hash, payload: 'x'.repeat(bench.spec?.size ?? 0) });

type Bring = (bench: Bench, data: Record<string, string>, context: Context<Bench>) => Promise<unknown>;

/** What is desired is written down and applied, as generated operators do it: what others have put into it is left alone. */
const apply: Bring = ({ metadata: { name } }, data, context) =>
  context.apply({ configMap: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data } });

/** What is there is changed, as controller-runtime's CreateOrUpdate does it: that costs the API server less. */
const update: Bring = (bench, data, { client }) => {
  const { name, namespace = '' } = bench.metadata;
  return createOrUpdate(client, ConfigMap, { metadata: { name, namespace } }, (map) => {
    setControllerReference(bench, map);
    map.data = data;
  });
};

/** How a ConfigMap is brought about. */
export const WRITES = { apply, update };

/** The controller; the field manager is who its writes are recorded as. */
export const bench = (fieldManager: string, writes: keyof typeof WRITES = 'apply') => {
  const reconcile: Reconcile<Bench> = async (bench, context) => {
    const hash = hashOf(bench);
    await WRITES[writes](bench, dataOf(bench, hash), context);
    await context.setStatus({ observedGeneration: bench.metadata.generation ?? 0, hash, conditions: { Ready: true } });
  };
  return controller(Bench, { reconcile, owns: [ConfigMap], fieldManager });
};
