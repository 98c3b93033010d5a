/** Objects that the scenarios are about. */
import type { Json, Recorder } from './scenario.ts';

export const namespace = (name: string): Json => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

export const configMap = (name: string, data: Json = {}, metadata: Json = {}): Json => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
  data,
});

/** A CRD of one version with the schemas of spec and status given. */
export const crd = (group: string, schema: { spec?: Json; status?: Json; root?: Json }, more: Json = {}): Json => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `widgets.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList', shortNames: ['wd'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: { spec: schema.spec ?? { type: 'object' }, status: schema.status ?? { type: 'object' } },
            ...schema.root,
          },
        },
        ...more,
      },
    ],
  },
});

export const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Installs a CRD and waits until it is served. */
export async function install(api: Recorder, definition: Json): Promise<void> {
  const { name } = definition['metadata'] as { name: string };
  const answer = await api.quietly('POST', CRDS, definition);
  if (answer['kind'] === 'Status') throw new Error(`the CRD was refused: ${JSON.stringify(answer)}`);
  const { group, names, versions } = definition['spec'] as {
    group: string;
    names: { plural: string };
    versions: { name: string; served: boolean }[];
  };
  for (const { name: version, served } of versions) {
    if (served) await api.until(`/apis/${group}/${version}/${names.plural}`, (body) => 'items' in body);
  }
  await api.until(`${CRDS}/${name}`, (body) => JSON.stringify(body).includes('"Established"'));
}

export const deployment = (name: string, spec: Json = {}): Json => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, labels: { app: name } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image: 'example.com/main:1.0', ports: [{ containerPort: 80 }] }] },
    },
    ...spec,
  },
});
