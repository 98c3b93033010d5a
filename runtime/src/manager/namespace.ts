/** Which namespace this process belongs to. */
import type { KubeConfig } from '../transport/credentials.ts';

const IN_CLUSTER = '/var/run/secrets/kubernetes.io/serviceaccount/namespace';

/** POD_NAMESPACE, the ServiceAccount's, that of the kubeconfig's context, or `default`. */
export const leaseNamespace = (kubeConfig: KubeConfig): string =>
  firstNotEmpty(
    process.env['POD_NAMESPACE'],
    inCluster(),
    kubeConfig.getContextObject(kubeConfig.getCurrentContext())?.namespace,
  ) ?? 'default';

const firstNotEmpty = (...values: readonly (string | undefined)[]): string | undefined =>
  values.map((value) => value?.trim()).find((value) => value !== undefined && value !== '');

const inCluster = (): string | undefined => {
  try {
    // An import of node:fs reads all its exports, some of which load 3 MB that nobody needs.
    return process.getBuiltinModule('node:fs').readFileSync(IN_CLUSTER, 'utf8');
  } catch {
    return undefined;
  }
};
