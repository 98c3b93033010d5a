import { kind, type KubernetesObject } from 'k8s-operator-runtime';

export interface Widget extends KubernetesObject {
  readonly spec?: { readonly size?: number };
}

export const Widget = kind<Widget>({
  group: 'example.com',
  version: 'v1',
  kind: 'Widget',
  plural: 'widgets',
  scope: 'Namespaced',
});

/** A widget as the API server would send it. */
export const widget = (name: string, resourceVersion: string, more: object = {}): Widget => ({
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: {
    name,
    namespace: 'default',
    uid: `uid-${name}`,
    resourceVersion,
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  ...more,
});
