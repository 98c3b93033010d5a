/** What `helm test` runs: the Job as it is rendered, and its script as a process, with a stand-in for API server and operator. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttps } from 'node:https';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { managerRules } from '../../../generators/core/objects/rules.ts';
import type { Model, PolicyRule } from '../../../generators/core/model/model.ts';
import { selfSigned } from '../../../runtime/src/manager/self-signed.ts';
import { memcachedModel, sharedModel } from '../models.ts';
import { mixedModel } from './models.ts';
import { find, names, project, type Rendered } from './rendered.ts';

const container = (tests: readonly Rendered[]) => find(tests, 'Job').spec.template.spec.containers[0];
const environment = (tests: readonly Rendered[]): Record<string, string> =>
  Object.fromEntries(
    (container(tests).env as { readonly name: string; readonly value: string }[]).map(({ name, value }) => [
      name,
      value,
    ]),
  );

describe('the Job', () => {
  test('is within the restricted Pod Security Standard, needs no image but the operator’s, and is no target of its Service', async () => {
    const { tests, template } = await project(memcachedModel());
    const { spec } = find(tests({}), 'Job').spec.template;
    const manager = find(template({}), 'Deployment').spec.template.spec;
    expect(spec.securityContext).toEqual(manager.securityContext);
    expect(spec.containers[0].securityContext).toEqual(manager.containers[0].securityContext);
    expect(spec.containers[0].resources).toEqual(manager.containers[0].resources);
    expect(spec.containers[0].image).toBe(manager.containers[0].image);
    expect(spec.containers[0].command).toEqual(['/nodejs/bin/node']);
    expect(find(tests({}), 'Job').metadata.annotations).toEqual({
      'helm.sh/hook': 'test',
      'helm.sh/hook-weight': '0',
      'helm.sh/hook-output-log-policy': 'hook-failed',
      'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
    });
  });

  test('has what the user wants on all objects: without it, policies of a cluster would refuse its pod', async () => {
    const { tests } = await project(memcachedModel());
    const all = tests({ commonLabels: { team: 'on' }, commonAnnotations: { note: '{{ kept }}' } });
    expect(all).toHaveLength(3);
    for (const { metadata } of all) {
      expect(metadata.labels).toMatchObject({ team: 'on' });
      expect(metadata.annotations).toMatchObject({ note: '{{ kept }}', 'helm.sh/hook': 'test' });
    }
    expect(find(all, 'Job').spec.template.metadata.labels).toMatchObject({ team: 'on' });
    // Nobody is selected by what the user says.
    for (const { spec } of all.filter(({ kind }) => kind === 'NetworkPolicy'))
      expect(JSON.stringify(spec)).not.toContain('team');
  });

  test('is told where to look', async () => {
    const { tests } = await project(memcachedModel());
    expect(environment(tests({}))).toEqual({
      NAMESPACES: '',
      RELEASE_NAMESPACE: 'memcached-operator-system',
      COORDINATED: 'true',
      METRICS_URL: 'http://memcached-operator-metrics.memcached-operator-system.svc:8080/metrics',
    });
    const values = { watchNamespaces: ['a', 'b'], leaderElection: { enabled: false }, metrics: { enabled: false } };
    expect(environment(tests(values))).toEqual({
      NAMESPACES: 'a,b',
      RELEASE_NAMESPACE: 'memcached-operator-system',
      COORDINATED: 'false',
    });
    const secure = await project(sharedModel());
    expect(environment(secure.tests({}))['METRICS_URL']).toMatch(/^https:/);
    expect(environment(secure.tests({ metrics: { secure: false } }))['METRICS_URL']).toMatch(/^http:/);
  });

  test('gets through where connections are limited', async () => {
    const { tests, template } = await project(memcachedModel());
    const values = { networkPolicy: { metricsFrom: [{ podSelector: {} }], egress: { enabled: true } } };
    const { labels } = find(tests(values), 'Job').spec.template.metadata;
    const selector = find(template(values), 'Deployment').spec.selector.matchLabels;
    expect(find(tests(values), 'NetworkPolicy', '-metrics').spec).toEqual({
      podSelector: { matchLabels: selector },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: { matchLabels: labels } }], ports: [{ port: 'metrics', protocol: 'TCP' }] }],
    });
    const own = find(tests(values), 'NetworkPolicy', '-test').spec;
    expect(own.podSelector.matchLabels).toEqual(labels);
    expect(own.egress.at(-1).to).toEqual([{ podSelector: { matchLabels: selector } }]);
    expect(names(tests({ networkPolicy: { enabled: false } }))).toEqual(['Job/memcached-operator-test']);
    expect(names(tests({ metrics: { enabled: false } }))).toEqual([
      'Job/memcached-operator-test',
      'NetworkPolicy/memcached-operator-test',
    ]);
  });
});

type Review = Record<'verb' | 'group' | 'resource' | 'subresource' | 'name' | 'namespace', string>;

const listening = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
};

/** Runs the Job's command on this machine; `allows`: what the API server says, `metrics`: what the operator's Service answers. */
const run = async (
  model: Model,
  values: object,
  allows: (review: Review) => boolean,
  metrics: RequestListener,
): Promise<{ readonly code: number; readonly output: string; readonly asked: readonly Review[] }> => {
  const { tests } = await project(model);
  const { cert, key } = selfSigned({ names: ['127.0.0.1'], now: Date.now(), days: 1 });
  const account = await mkdtemp(join(tmpdir(), 'k8s-operator-account-'));
  onTestFinished(() => rm(account, { recursive: true, force: true }));
  await writeFile(join(account, 'ca.crt'), cert);
  await writeFile(join(account, 'token'), 'secret\n');
  const asked: Review[] = [];
  const api = createHttps({ cert, key }, async (request, response) => {
    const { spec } = JSON.parse(await text(request)) as { readonly spec: { readonly resourceAttributes: Review } };
    asked.push(spec.resourceAttributes);
    const known = request.headers.authorization === 'Bearer secret';
    response.writeHead(known ? 201 : 401).end(JSON.stringify({ status: { allowed: allows(spec.resourceAttributes) } }));
  });
  const given = environment(tests(values));
  const secure = given['METRICS_URL']?.startsWith('https:') === true;
  const served = await listening(secure ? createHttps({ cert, key }, metrics) : createServer(metrics));
  const child = spawn(process.execPath, container(tests(values)).args, {
    env: {
      ...given,
      ...(given['METRICS_URL'] !== undefined && {
        METRICS_URL: `http${secure ? 's' : ''}://127.0.0.1:${served}/metrics`,
      }),
      KUBERNETES_SERVICE_HOST: '127.0.0.1',
      KUBERNETES_SERVICE_PORT: String(await listening(api)),
      SERVICE_ACCOUNT: account,
      PATIENCE: '0',
    },
  });
  const [code, stdout, stderr] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  return { code: code[0] as number, output: `${stdout}${stderr}`, asked };
};

const answer =
  (status: number, body: string): RequestListener =>
  (_, response) =>
    void response.writeHead(status).end(body);
const METRICS = answer(200, 'process_cpu_seconds_total 1\n');

/** Verbs and resources of rules, one each. */
const permissions = (rules: readonly PolicyRule[]): readonly string[] =>
  rules.flatMap(({ apiGroups, resources, resourceNames = [''], verbs }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        resourceNames.flatMap((name) => verbs.map((verb) => [verb, group, resource, name].join(' '))),
      ),
    ),
  );

describe('its script', () => {
  test('asks for all that the manager may do, where it may, and passes', async () => {
    const { code, output, asked } = await run(mixedModel(), {}, () => true, METRICS);
    expect(output).toMatch(/^ok: \d+ permissions, http:/);
    expect(code).toBe(0);
    const own = asked.filter(({ resource }) => resource !== 'leases');
    expect(
      own
        .map(({ verb, group, resource, subresource, name }) =>
          [verb, group, subresource === '' ? resource : `${resource}/${subresource}`, name].join(' '),
        )
        .toSorted(),
    ).toEqual(permissions(managerRules(mixedModel())).toSorted());
    expect(new Set(own.map(({ namespace }) => namespace))).toEqual(new Set(['']));
    const leases = asked.filter(({ resource }) => resource === 'leases');
    expect(leases.map(({ verb, namespace }) => `${verb} ${namespace}`).toSorted()).toEqual([
      'create memcached-operator-system',
      'get memcached-operator-system',
      'update memcached-operator-system',
    ]);
  });

  test('asks in each namespace that is watched, and says what is missing', async () => {
    const values = { watchNamespaces: ['a', 'b'] };
    const { code, output, asked } = await run(
      memcachedModel(),
      values,
      ({ verb, resource, namespace }) => !(verb === 'patch' && resource === 'deployments' && namespace === 'b'),
      METRICS,
    );
    expect(output).toBe('the manager may not patch deployments.apps in namespace b\n');
    expect(code).toBe(1);
    expect(new Set(asked.map(({ namespace }) => namespace))).toEqual(new Set(['a', 'b', 'memcached-operator-system']));
  });

  test.each([
    [answer(503, 'no endpoints'), /answers 503/],
    [answer(200, 'another page'), /answers 200/],
    [((_, response) => void response.socket?.destroy()) as RequestListener, /hang up|ECONNRESET/],
  ])('fails when the metrics are not served', async (metrics, said) => {
    const { code, output } = await run(memcachedModel(), {}, () => true, metrics);
    expect(output).toMatch(said);
    expect(code).toBe(1);
  });

  test('secure metrics must be closed to strangers', async () => {
    const closed = await run(sharedModel(), {}, () => true, answer(401, 'Unauthorized\n'));
    expect(closed).toMatchObject({ code: 0 });
    expect(closed.asked.map(({ resource }) => resource)).toContain('tokenreviews');
    const open = await run(sharedModel(), {}, () => true, METRICS);
    expect(open).toMatchObject({ code: 1, output: expect.stringContaining('answers 200 without a token') });
  });

  test('without metrics it asks for permissions only', async () => {
    const { code, output } = await run(memcachedModel(), { metrics: { enabled: false } }, () => true, answer(500, ''));
    expect(output).toMatch(/^ok: \d+ permissions\n$/);
    expect(code).toBe(0);
  });
});
