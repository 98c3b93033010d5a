/** Server-side apply: who owns which field, what a conflict is, what goes when it is no longer applied. */
import { configMap, crd, deployment, install, namespace } from '../harness/objects.ts';
import { APPLY, MERGE, type Json, type Recorder, type Scenario } from '../harness/scenario.ts';

const NS = '/api/v1/namespaces';

const applier =
  (api: Recorder, path: string) =>
  (step: string, manager: string, body: Json, query = '') =>
    api.do(step, 'PATCH', `${path}?fieldManager=${manager}${query}`, body, { type: APPLY });

export const fields: readonly Scenario[] = [
  {
    name: 'apply',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('apply'));
      const path = `${NS}/apply/configmaps/one`;
      const apply = applier(api, path);
      await apply('create', 'me', configMap('one', { a: '1', b: '2' }, { labels: { app: 'x' } }));
      await apply('the same', 'me', configMap('one', { a: '1', b: '2' }, { labels: { app: 'x' } }));
      await apply('shared', 'you', configMap('one', { a: '1', c: '3' }));
      await apply('conflict', 'you', configMap('one', { a: '9', b: '9', c: '3' }));
      await apply('forced', 'you', configMap('one', { a: '9', c: '3' }), '&force=true');
      await apply('removes what nobody else owns', 'me', configMap('one', { b: '2' }));
      await apply('removes', 'you', configMap('one', { c: '3' }));
      await api.do(
        'updated by another',
        'PATCH',
        `${path}?fieldManager=editor`,
        { data: { b: 'edited' } },
        { type: MERGE },
      );
      await apply('conflict with an update', 'me', configMap('one', { b: '2' }));
      await apply('adopts the edit', 'me', configMap('one', { b: 'edited' }));
      await apply('gives everything up', 'you', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one' } });
      await apply('dry run', 'me', configMap('one', { b: 'dry' }), '&force=true&dryRun=All');
      await api.do('no manager', 'PATCH', path, configMap('one'), { type: APPLY });
      await apply('managedFields in it', 'me', configMap('one', {}, { managedFields: [] }));
      await apply('other name', 'me', configMap('two'));
      await apply('stale', 'me', configMap('one', { b: 'x' }, { resourceVersion: '1' }));
      await api.do(
        'yaml',
        'PATCH',
        `${path}?fieldManager=me&force=true`,
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\ndata:\n  b: yaml\n',
        { type: APPLY },
      );
    },
  },
  {
    name: 'apply-deployment',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('apply-deployment'));
      const path = '/apis/apps/v1/namespaces/apply-deployment/deployments/web';
      const apply = applier(api, path);
      const pod = (containers: readonly Json[], more: Json = {}) => ({
        metadata: { labels: { app: 'web' } },
        spec: { containers, ...more },
      });
      const main = {
        name: 'main',
        image: 'example.com/main:1.0',
        ports: [{ containerPort: 80 }, { containerPort: 53, protocol: 'UDP' }],
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
        args: ['-p', '80'],
        resources: { limits: { cpu: '0.5', memory: '1024Mi' } },
      };
      const web = (spec: Json): Json => ({
        ...deployment('web'),
        spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
      });
      await apply('create', 'me', web({ replicas: 2, template: pod([main]) }));
      await apply('the same', 'me', web({ replicas: 2, template: pod([main]) }));
      await apply('a sidecar by another', 'sidecar', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: { template: { spec: { containers: [{ name: 'sidecar', image: 'example.com/side:1' }] } } },
      });
      await apply(
        'without replicas and one variable',
        'me',
        web({ template: pod([{ ...main, env: [{ name: 'B', value: '2' }] }]) }),
      );
      await api.do('scaled', 'PATCH', `${path}/scale?fieldManager=scaler`, { spec: { replicas: 4 } }, { type: MERGE });
      await apply('replicas again', 'me', web({ replicas: 2, template: pod([main]) }));
      await apply(
        'ports in another order',
        'me',
        web({ template: pod([{ ...main, ports: [{ containerPort: 53, protocol: 'UDP' }, { containerPort: 80 }] }]) }),
      );
      await apply(
        'volumes',
        'me',
        web({
          template: pod([{ ...main, volumeMounts: [{ name: 'v', mountPath: '/v' }] }], {
            volumes: [{ name: 'v', emptyDir: {} }],
          }),
        }),
      );
      await apply('unknown field', 'me', web({ colour: 'red', template: pod([main]) }));
      await apply('unknown container field', 'me', web({ template: pod([{ ...main, colour: 'red' }]) }));
      await apply('same key twice', 'me', web({ template: pod([main, main]) }));
    },
  },
  {
    name: 'apply-service',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('apply-service'));
      const apply = applier(api, `${NS}/apply-service/services/web`);
      const service = (spec: Json): Json => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec });
      await apply(
        'create',
        'me',
        service({ selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] }),
      );
      await apply(
        'the same',
        'me',
        service({ selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] }),
      );
      await apply('selector is atomic', 'you', service({ selector: { tier: 'x' } }));
      await apply('another port', 'you', service({ ports: [{ name: 'metrics', port: 8080 }] }));
      await apply(
        'replaces a port',
        'me',
        service({ selector: { app: 'web' }, ports: [{ name: 'http', port: 81, targetPort: 'http' }] }),
      );
    },
  },
  {
    name: 'apply-custom',
    run: async (api) => {
      const group = 'apply.conformance.io';
      const item = {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, protocol: { type: 'string', default: 'TCP' }, n: { type: 'integer' } },
      };
      const spec = {
        type: 'object',
        properties: {
          size: { type: 'integer', default: 1 },
          list: { type: 'array', items: { type: 'string' } },
          set: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
          map: {
            type: 'array',
            items: { ...item, required: ['name', 'protocol'] },
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['name', 'protocol'],
          },
          granular: { type: 'object', additionalProperties: { type: 'string' } },
          atomic: { type: 'object', additionalProperties: { type: 'string' }, 'x-kubernetes-map-type': 'atomic' },
          open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          either: { 'x-kubernetes-int-or-string': true },
        },
      };
      (spec.properties.map.items as Json)['required'] = ['name'];
      await install(
        api,
        crd(group, { spec, status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }),
      );
      await api.quietly('POST', NS, namespace('apply-custom'));
      const path = `/apis/${group}/v1/namespaces/apply-custom/widgets/one`;
      const apply = applier(api, path);
      const widget = (spec: Json | undefined, metadata: Json = {}): Json => ({
        apiVersion: `${group}/v1`,
        kind: 'Widget',
        metadata: { name: 'one', ...metadata },
        ...(spec && { spec }),
      });
      await apply(
        'create',
        'me',
        widget({
          list: ['a'],
          set: ['a', 'b'],
          map: [{ name: 'x', n: 1 }],
          granular: { a: '1' },
          atomic: { a: '1' },
          open: { deep: { er: 1 }, list: [1] },
          either: '50%',
        }),
      );
      await apply(
        'another',
        'you',
        widget({
          set: ['c'],
          map: [{ name: 'x', protocol: 'UDP', n: 2 }, { name: 'y' }],
          granular: { b: '2' },
          open: { deep: { other: 2 } },
        }),
      );
      await apply(
        'conflicts',
        'you',
        widget({ list: ['b'], map: [{ name: 'x', n: 9 }], atomic: { b: '2' }, open: { deep: { er: 9 } }, either: 5 }),
      );
      await apply('fewer', 'me', widget({ set: ['b'], granular: {}, open: { deep: {} } }));
      await apply('owned together', 'third', widget({ set: ['b', 'c'] }));
      await apply('one gives up', 'me', widget({ size: 2 }));
      const owner = await api.quietly('POST', `${NS}/apply-custom/configmaps`, configMap('owner'));
      const { uid } = owner['metadata'] as { uid: string };
      await apply(
        'owner references',
        'me',
        widget(
          { size: 2 },
          {
            finalizers: ['example.com/a'],
            ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid }],
          },
        ),
      );
      await apply('no spec', 'me', widget(undefined));
      await api.do(
        'update',
        'PATCH',
        `${path}?fieldManager=editor`,
        { spec: { set: ['b'], map: null, list: [] } },
        { type: MERGE },
      );
      await api.do(
        'reset managers',
        'PATCH',
        `${path}?fieldManager=editor`,
        { metadata: { managedFields: [{}] } },
        { type: MERGE },
      );
      await apply('after the reset', 'me', widget({ size: 3 }), '&force=true');
    },
  },
];
