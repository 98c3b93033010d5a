/** What a new cluster has: its namespaces, each with a ServiceAccount, and the Service of the API. */
import type { JsonObject } from '../json.ts';
import type { Api } from '../requests/request.ts';
import { internalCreate } from '../workloads/internal.ts';

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

export function bootstrap(api: Api): void {
  for (const name of NAMESPACES) internalCreate(api, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  const service: JsonObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: {
        component: 'apiserver',
        provider: 'kubernetes',
      },
    },
    spec: {
      ports: [
        {
          name: 'https',
          port: 443,
          targetPort: 6443,
        },
      ],
    },
  };
  internalCreate(api, service);
}
