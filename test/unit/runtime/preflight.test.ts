import { once } from 'node:events';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  controller,
  createManager,
  kind,
  type LogFields,
  type Logger,
  type ManagerOptions,
  metadataOnly,
  silentLogger,
} from 'k8s-operator-runtime';
import { ConfigMap, Gadget } from './gadget.ts';
import { setup, until } from './gadget-operator.ts';
import { kubeConfigFor } from './scripted-server.ts';

interface Attributes {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
}

const text = ({ verb, group, resource, subresource, namespace, name }: Attributes): string =>
  [
    verb,
    [group, resource, subresource].filter((part) => part !== undefined).join('/'),
    namespace && `in ${namespace}`,
    name,
  ]
    .filter((part) => part !== undefined)
    .join(' ');

/** An API server before which somebody else decides who may do what; undefined: it does not answer. */
const guarded = async (server: string, allows: (permission: string) => boolean | undefined) => {
  const asked: string[] = [];
  const guard = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    if (request.url === '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews') {
      const { spec } = JSON.parse(body.toString()) as { readonly spec: { readonly resourceAttributes: Attributes } };
      const permission = text(spec.resourceAttributes);
      asked.push(permission);
      const allowed = allows(permission);
      if (allowed !== undefined) response.writeHead(201).end(JSON.stringify({ spec, status: { allowed } }));
      return;
    }
    const { method, headers } = request;
    const onward = forward(`${server}${request.url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy()).end(body);
    response.on('close', () => onward.destroy());
  });
  guard.listen(0, '127.0.0.1');
  await once(guard, 'listening');
  onTestFinished(() => {
    guard.closeAllConnections();
    guard.close();
  });
  return { asked, kubeConfig: kubeConfigFor(`http://127.0.0.1:${(guard.address() as AddressInfo).port}`) };
};

const start = async (
  allows: (permission: string) => boolean | undefined,
  { install = true, ...options }: Partial<ManagerOptions> & { readonly install?: boolean } = {},
) => {
  const warnings: { readonly message: string; readonly fields: LogFields | undefined }[] = [];
  const logger: Logger = { ...silentLogger, warn: (message, fields) => void warnings.push({ message, fields }) };
  const reconcile = async () => {};
  const { server } = await setup({ reconcile, install });
  const { asked, kubeConfig } = await guarded(server.kubeConfig().getCurrentCluster()!.server, allows);
  const manager = createManager({
    name: 'gadget-operator',
    controllers: [controller(Gadget, { reconcile, owns: [ConfigMap] })],
    kubeConfig,
    preflight: 'warn',
    logger,
    ...options,
  });
  onTestFinished(manager.stop);
  const report = () =>
    until(async () => warnings.find(({ message }) => message.startsWith('The cluster lacks'))?.fields);
  return { asked, warnings, report, starting: manager.start() };
};

const GADGETS = 'example.com/gadgets';
const NEEDED = [
  'create /configmaps',
  'create /events',
  `list ${GADGETS}`,
  'list /configmaps',
  'patch /configmaps',
  `patch ${GADGETS}/status`,
  'patch /events',
  `watch ${GADGETS}`,
  'watch /configmaps',
];

describe('what is asked', () => {
  test.each<[string, Partial<ManagerOptions>, readonly string[]]>([
    ['a controller', {}, NEEDED],
    [
      'an election',
      { leaderElection: { name: 'x', namespace: 'default' } },
      [
        ...NEEDED,
        'create coordination.k8s.io/leases in default',
        'get coordination.k8s.io/leases in default x',
        'update coordination.k8s.io/leases in default x',
      ],
    ],
    [
      'secure metrics',
      { metricsBindAddress: '127.0.0.1:0', metrics: { secure: true } },
      [...NEEDED, 'create authentication.k8s.io/tokenreviews', 'create authorization.k8s.io/subjectaccessreviews'],
    ],
    ['two namespaces', { namespaces: ['a', 'b'] }, NEEDED.flatMap((one) => [`${one} in a`, `${one} in b`])],
    [
      'a cleanup',
      { controllers: [controller(Gadget, { reconcile: async () => {}, cleanup: async () => {}, name: 'x' })] },
      [...NEEDED.filter((one) => !one.includes('configmaps')), `patch ${GADGETS}`],
    ],
    [
      'children of which the cache has but a part',
      { controllers: [controller(Gadget, { reconcile: async () => {}, owns: [metadataOnly(ConfigMap)] })] },
      [...NEEDED, 'get /configmaps'],
    ],
    ['nothing', { preflight: 'off' }, []],
  ])('for %s', async (_name, options, expected) => {
    const { asked, starting, warnings } = await start(() => true, options);
    await starting;
    await until(async () => asked.length >= expected.length);
    expect(asked.toSorted()).toEqual(expected.toSorted());
    expect(warnings).toEqual([]);
  });
});

describe('what is missing', () => {
  test('is told in one list, and waited for', async () => {
    const { starting, report } = await start((permission) => !/configmaps|status/.test(permission));
    await starting;
    expect(await report()).toEqual({
      kinds: [],
      permissions: [
        'list, watch, create, patch configmaps (to watch ConfigMap; for the children of the controller gadget)',
        'patch gadgets.example.com/status (for the status that the controller gadget writes)',
      ],
      user: 'system:admin',
    });
  });

  test('a kind that is not installed is in the list', async () => {
    const { report } = await start(() => true, { install: false });
    expect(await report()).toEqual({
      kinds: ['Gadget (example.com/v1) is not installed. Install its CRD.'],
      permissions: [],
      user: undefined,
    });
  });

  test('a kind that is declared otherwise than it is installed is in the list, with what to mend', async () => {
    const odd = kind({ ...Gadget, plural: 'gadgetes' });
    const wide = kind({ ...ConfigMap, scope: 'Cluster' });
    const reconcile = async () => {};
    const { report } = await start(() => true, {
      controllers: [controller(odd, { reconcile }), controller(wide, { reconcile })],
    });
    expect(await report()).toMatchObject({
      kinds: [
        'Gadget (example.com/v1) has the plural "gadgets" in the cluster, and "gadgetes" here. Mend "plural" where the kind is declared.',
        'ConfigMap (v1) is namespaced in the cluster, and "Cluster" here. Mend "scope" where the kind is declared.',
      ],
    });
  });

  test('is an error where it shall be', async () => {
    const refused = await start((permission) => permission !== 'patch /events in a', {
      preflight: 'fail',
      namespaces: ['a'],
    });
    await expect(refused.starting).rejects.toThrow(
      'The cluster lacks what this operator needs:\n  - system:admin may not patch events in namespace a (to write events)',
    );
  });

  test('is not waited for when nobody answers', async () => {
    const { starting, asked, warnings } = await start(() => undefined);
    await starting;
    await until(async () => asked.length > 0);
    expect(warnings).toEqual([]);
  });
});
