/** A Bench owns a ConfigMap of its name, made of its spec alone. */
import { createHash } from 'node:crypto';
import {
  type Condition,
  controller,
  type Desired,
  kind,
  type KubernetesObject,
  type Reconcile,
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

const configMap = (bench: Bench, hash: string): Desired<ConfigMap> => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: bench.metadata.name },
  data: { hash, payload: 'x'.repeat(bench.spec?.size ?? 0) },
});

const reconcile: Reconcile<Bench> = async (bench, { apply, setStatus }) => {
  const hash = hashOf(bench);
  await apply({ configMap: configMap(bench, hash) });
  await setStatus({ observedGeneration: bench.metadata.generation ?? 0, hash, conditions: { Ready: true } });
};

/** The controller; the field manager is who its writes are recorded as. */
export const bench = (fieldManager: string) => controller(Bench, { reconcile, owns: [ConfigMap], fieldManager });
