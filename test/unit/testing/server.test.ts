/** The server's own behaviour, where a real one cannot be compared with: bounded history, what it refuses, its workloads. */
import { startServer, FAIL, type EmbeddedServer, type ServerOptions } from 'k8s-operator-runtime/testing';
import { describe, expect, test } from 'vitest';
import { readCrds } from '../../../runtime/src/testing/crd/files.ts';
import { widgetCrd } from './widget.ts';

type Json = Record<string, unknown>;

const MAPS = '/api/v1/namespaces/default/configmaps';
const configMap = (name: string): Json => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

async function send(
  server: EmbeddedServer,
  method: string,
  path: string,
  body?: Json,
  type = 'application/json',
): Promise<Json> {
  const headers = { 'content-type': type };
  const answer = await fetch(server.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return (await answer.json()) as Json;
}

async function running(options: ServerOptions = {}) {
  const server = await startServer(options);
  return Object.assign(server, {
    send: (method: string, path: string, body?: Json, type?: string) => send(server, method, path, body, type),
  });
}

const versionOf = (body: Json): string => (body['metadata'] as { resourceVersion: string }).resourceVersion;

test('forgets its history beyond a bound: watches and pages from before get 410', async () => {
  await using server = await running({ history: 5, workloads: false });
  const first = await server.send('POST', MAPS, configMap('first'));
  await server.send('POST', MAPS, configMap('second'));
  const page = await server.send('GET', `${MAPS}?limit=1`);
  for (let count = 0; count < 20; count += 1) await server.send('POST', MAPS, configMap(`map-${count}`));
  const events = await (await fetch(`${server.url}${MAPS}?watch=1&resourceVersion=${versionOf(first)}`)).text();
  expect(JSON.parse(events)).toMatchObject({ type: 'ERROR', object: { code: 410, reason: 'Expired' } });
  const token = encodeURIComponent(String((page['metadata'] as Json)['continue']));
  expect(await server.send('GET', `${MAPS}?limit=1&continue=${token}`)).toMatchObject({ code: 410, reason: 'Expired' });
  const old = `${MAPS}?resourceVersion=${versionOf(first)}&resourceVersionMatch=Exact`;
  expect(await server.send('GET', old)).toMatchObject({ code: 410, reason: 'Expired' });
});

test('sends bookmarks to watches that ask for them, and ends a watch after its time', async () => {
  await using server = await running({ bookmarkInterval: 20, workloads: false });
  const watch = async (query: string) => (await fetch(`${server.url}${MAPS}?watch=1&timeoutSeconds=1${query}`)).text();
  const [asked, silent] = await Promise.all([watch('&allowWatchBookmarks=true'), watch('')]);
  expect(asked).toContain('"BOOKMARK"');
  expect(silent).toBe('');
});

test('answers a list ahead of its time with 504', async () => {
  await using server = await running({ workloads: false });
  expect(await server.send('GET', `${MAPS}?resourceVersion=999999`)).toMatchObject({ code: 504, reason: 'Timeout' });
});

const REFUSED = [
  ['POST', '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations'],
  ['GET', '/openapi/v3'],
  ['GET', '/api/v1/namespaces/default/pods/x/log'],
  ['POST', '/api/v1/namespaces/default/pods/x/binding'],
  ['POST', '/apis/authentication.k8s.io/v1/tokenreviews'],
] as const;

test.each(REFUSED)('says that it does not support %s %s', async (method, path) => {
  await using server = await running({ workloads: false });
  expect(await server.send(method, path)).toMatchObject({
    kind: 'Status',
    code: 501,
    reason: 'NotImplemented',
    message: expect.stringContaining('does not support'),
  });
});

test('refuses CRDs that need a conversion webhook', async () => {
  await using server = await running({ workloads: false });
  const crd = widgetCrd();
  const [version] = crd.spec.versions;
  const webhook = { clientConfig: { service: { name: 'x', namespace: 'y' } }, conversionReviewVersions: ['v1'] };
  const spec = {
    ...crd.spec,
    versions: [version, { ...version, name: 'v2', storage: false }],
    conversion: { strategy: 'Webhook', webhook },
  };
  const answer = await server.send('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', { ...crd, spec });
  expect(answer).toMatchObject({ code: 422, message: expect.stringContaining('does not call conversion webhooks') });
});

test('of a CRD whose versions a webhook converts, tests are served the stored version', async () => {
  const crd = widgetCrd();
  const [version] = crd.spec.versions;
  const spec = {
    ...crd.spec,
    versions: [{ ...version, name: 'v2', storage: false }, version],
    conversion: { strategy: 'Webhook' },
  };
  const [read] = await readCrds({ ...crd, spec });
  expect(read).toMatchObject({
    spec: {
      versions: [
        { name: 'v2', served: false },
        { served: true, storage: true },
      ],
    },
  });
});

describe('workloads', () => {
  const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [{ name: 'main', image: 'x' }] } };
  const spec = { replicas: 3, selector: { matchLabels: { app: 'x' } }, template };
  const once = { template: { spec: { ...template.spec, restartPolicy: 'Never' } } };
  const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const failing = { annotations: { [FAIL]: 'no space left' } };
  const cases: readonly (readonly [name: string, path: string, object: Json, status: Json])[] = [
    [
      'Deployment',
      '/apis/apps/v1/namespaces/default/deployments',
      { apiVersion: 'apps/v1', spec },
      { readyReplicas: 3, availableReplicas: 3, updatedReplicas: 3, observedGeneration: 1 },
    ],
    [
      'StatefulSet',
      '/apis/apps/v1/namespaces/default/statefulsets',
      { apiVersion: 'apps/v1', spec },
      { readyReplicas: 3, currentReplicas: 3, observedGeneration: 1 },
    ],
    [
      'DaemonSet',
      '/apis/apps/v1/namespaces/default/daemonsets',
      { apiVersion: 'apps/v1', spec: { selector: spec.selector, template } },
      { numberReady: 1, desiredNumberScheduled: 1 },
    ],
    [
      'Job',
      '/apis/batch/v1/namespaces/default/jobs',
      { apiVersion: 'batch/v1', spec: once },
      {
        succeeded: 1,
        conditions: expect.arrayContaining([expect.objectContaining({ type: 'Complete', status: 'True' })]),
      },
    ],
    [
      'Job',
      '/apis/batch/v1/namespaces/default/jobs',
      { apiVersion: 'batch/v1', metadata: failing, spec: once },
      { conditions: expect.arrayContaining([expect.objectContaining({ type: 'Failed', message: 'no space left' })]) },
    ],
    ['Pod', '/api/v1/namespaces/default/pods', { apiVersion: 'v1', spec: template.spec }, { phase: 'Running' }],
    [
      'PersistentVolumeClaim',
      '/api/v1/namespaces/default/persistentvolumeclaims',
      { apiVersion: 'v1', spec: claim },
      { phase: 'Bound' },
    ],
  ];

  test.each(cases)('moves a %s', async (kind, path, object, status) => {
    await using server = await running({ workloads: { stepDelay: 1 } });
    const metadata = { ...(object['metadata'] as Json | undefined), name: 'one' };
    await server.send('POST', path, { ...object, kind, metadata });
    await expect.poll(() => server.send('GET', `${path}/one`)).toMatchObject({ status });
  });

  test('rolls a new template out and back to ready', async () => {
    await using server = await running({ workloads: { stepDelay: 1 } });
    const path = '/apis/apps/v1/namespaces/default/deployments';
    await server.send('POST', path, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'one' }, spec });
    await expect.poll(() => server.send('GET', `${path}/one`)).toMatchObject({ status: { readyReplicas: 3 } });
    const seen: unknown[] = [];
    server.store.subscribe(
      ({ object }) => void seen.push((object['status'] as Json | undefined)?.['updatedReplicas'] ?? 0),
    );
    const change = { spec: { template: { spec: { terminationGracePeriodSeconds: 5 } } } };
    await server.send('PATCH', `${path}/one`, change, 'application/merge-patch+json');
    await expect
      .poll(() => server.send('GET', `${path}/one`))
      .toMatchObject({ status: { observedGeneration: 2, updatedReplicas: 3, readyReplicas: 3 } });
    expect(seen).toContain(1);
  });
});
