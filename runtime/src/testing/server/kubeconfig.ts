/** A kubeconfig for the embedded server, as kubectl reads it. */
import { stringify } from 'yaml';

export const kubeconfigText = (server: string, user: string): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'embedded', cluster: { server } }],
    users: [{ name: user, user: {} }],
    contexts: [{ name: 'embedded', context: { cluster: 'embedded', user, namespace: 'default' } }],
    'current-context': 'embedded',
  });
