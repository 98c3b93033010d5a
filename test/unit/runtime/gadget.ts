import { type Condition, kind, type KubernetesObject } from 'k8s-operator-runtime';

export interface Gadget extends KubernetesObject {
  readonly spec: { readonly text: string };
  readonly status?: { readonly text?: string; readonly conditions?: readonly Condition[] };
}
export interface ConfigMap extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
}
export interface Event extends KubernetesObject {
  readonly reason: string;
  readonly message: string;
  readonly series?: { readonly count: number };
}
export const Gadget = kind<Gadget>({
  group: 'example.com',
  version: 'v1',
  kind: 'Gadget',
  plural: 'gadgets',
  scope: 'Namespaced',
});
/** A gadget as the API server would have it. */
export const gadget = (name: string): Gadget => ({
  apiVersion: Gadget.apiVersion,
  kind: Gadget.kind,
  metadata: {
    name,
    namespace: 'default',
    uid: `uid-${name}`,
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  spec: { text: '' },
});
export const ConfigMap = kind<ConfigMap>({
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  scope: 'Namespaced',
});
export const Event = kind<Event>({
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  scope: 'Namespaced',
});
export const Definition = kind({
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  scope: 'Cluster',
});

const text = { type: 'object', properties: { text: { type: 'string' } } };
const status = {
  type: 'object',
  properties: {
    text: { type: 'string' },
    conditions: { type: 'array', items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
  },
};
/** The CRD of Gadget. */
export const definition = {
  metadata: { name: 'gadgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Gadget', plural: 'gadgets', singular: 'gadget', listKind: 'GadgetList' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: { openAPIV3Schema: { type: 'object', properties: { spec: text, status } } },
      },
    ],
  },
};
