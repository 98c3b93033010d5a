import { expect, onTestFinished, test } from 'vitest';
import { controller, createManager, silentLogger } from 'k8s-operator-runtime';
import { virtualClock } from 'k8s-operator-runtime/testing';
import { ConfigMap, Gadget } from './gadget.ts';
import { key, setup, until } from './gadget-operator.ts';

test('everything is counted from 0, under the names of controller-runtime', async () => {
  const { server } = await setup({ reconcile: async () => {} });
  const own = { metrics: async () => '# TYPE own_total counter\nown_total 7\n' };
  const manager = createManager({
    name: 'gadget-operator',
    controllers: [controller(Gadget, { reconcile: async () => {}, owns: [ConfigMap] })],
    kubeConfig: server.kubeConfig(),
    leaderElection: { namespace: 'default', identity: 'me' },
    metricsBindAddress: '127.0.0.1:0',
    metrics: { registries: [own] },
    logger: silentLogger,
  });
  onTestFinished(manager.stop);
  await manager.start();
  await manager.leading;
  const response = await fetch(`http://127.0.0.1:${manager.ports().metrics}/metrics`);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const lines = (await response.text()).split('\n');
  const names = new Set(lines.flatMap((line) => /^# TYPE (\S+)/.exec(line)?.[1] ?? []));
  expect([...names].filter((name) => !/^(process|nodejs)_/.test(name)).toSorted()).toEqual([
    'certwatcher_read_certificate_errors_total',
    'certwatcher_read_certificate_total',
    'controller_runtime_active_workers',
    'controller_runtime_max_concurrent_reconciles',
    'controller_runtime_reconcile_errors_total',
    'controller_runtime_reconcile_panics_total',
    'controller_runtime_reconcile_time_seconds',
    'controller_runtime_reconcile_timeouts_total',
    'controller_runtime_reconcile_total',
    'controller_runtime_terminal_reconcile_errors_total',
    'leader_election_master_status',
    'leader_election_slowpath_total',
    'operator_runtime_informer_failing',
    'operator_runtime_informer_objects',
    'operator_runtime_informer_synced',
    'own_total',
    'rest_client_request_duration_seconds',
    'rest_client_request_retries_total',
    'rest_client_request_size_bytes',
    'rest_client_requests_total',
    'rest_client_response_size_bytes',
    'workqueue_adds_total',
    'workqueue_depth',
    'workqueue_longest_running_processor_seconds',
    'workqueue_queue_duration_seconds',
    'workqueue_retries_total',
    'workqueue_unfinished_work_seconds',
    'workqueue_work_duration_seconds',
  ]);
  const gadgets = 'group="example.com",version="v1",kind="Gadget",namespace=""';
  expect(lines).toEqual(
    expect.arrayContaining([
      'controller_runtime_reconcile_total{controller="gadget",result="success"} 0',
      'controller_runtime_reconcile_total{controller="gadget",result="error"} 0',
      'controller_runtime_reconcile_total{controller="gadget",result="requeue"} 0',
      'controller_runtime_reconcile_total{controller="gadget",result="requeue_after"} 0',
      'controller_runtime_reconcile_errors_total{controller="gadget"} 0',
      'controller_runtime_reconcile_panics_total{controller="gadget"} 0',
      'controller_runtime_reconcile_timeouts_total{controller="gadget"} 0',
      'controller_runtime_max_concurrent_reconciles{controller="gadget"} 10',
      'workqueue_adds_total{name="gadget",controller="gadget"} 0',
      'workqueue_retries_total{name="gadget",controller="gadget"} 0',
      'workqueue_unfinished_work_seconds{name="gadget",controller="gadget"} 0',
      'leader_election_master_status{name="gadget-operator"} 1',
      'leader_election_slowpath_total{name="gadget-operator"} 0',
      `operator_runtime_informer_failing{${gadgets}} 0`,
      `operator_runtime_informer_synced{${gadgets}} 1`,
      `operator_runtime_informer_objects{${gadgets}} 0`,
      'own_total 7',
    ]),
  );
});

test('what a reconcile does is counted', async () => {
  const gate = Promise.withResolvers<void>();
  const began = Promise.withResolvers<void>();
  const { client, start } = await setup({
    reconcile: async () => {
      began.resolve();
      await gate.promise;
    },
  });
  const clock = virtualClock();
  const manager = await start({ clock });
  const value = async (series: string): Promise<number> => {
    const text = await (await fetch(`http://127.0.0.1:${manager.ports().metrics}/metrics`)).text();
    return Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.slice(series.length),
    );
  };
  await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
  await began.promise;
  const queue = '{name="gadget",controller="gadget"}';
  expect(await value('controller_runtime_active_workers{controller="gadget"}')).toBe(1);
  await clock.advance(2_500);
  expect(await value(`workqueue_unfinished_work_seconds${queue}`)).toBe(2.5);
  expect(await value(`workqueue_longest_running_processor_seconds${queue}`)).toBe(2.5);
  gate.resolve();
  await until(
    async () => (await value('controller_runtime_reconcile_total{controller="gadget",result="success"}')) === 1,
  );
  expect(await value('controller_runtime_active_workers{controller="gadget"}')).toBe(0);
  expect(await value('controller_runtime_reconcile_time_seconds_count{controller="gadget"}')).toBe(1);
});
