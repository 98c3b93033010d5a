/** Which files are in `config/`. */
import { describe, expect, test } from 'vitest';
import { configFiles } from '../../../generators/core/plan/config.ts';
import { memcachedModel } from '../models.ts';
import { hostileModel } from './hostile-model.ts';

describe('config/', () => {
  const paths = (changes: Parameters<typeof memcachedModel>[0]) =>
    configFiles(memcachedModel(changes)).map(({ path }) => path);

  test('files exist for what is switched on', () => {
    const { manager } = memcachedModel();
    const added = paths({
      manager: { ...manager, replicas: 2, serviceMonitor: true, prometheusRule: true, dashboard: true },
    }).filter((path) => !paths({}).includes(path));
    expect(added).toEqual([
      'config/manager/pod_disruption_budget.yaml',
      'config/prometheus/kustomization.yaml',
      'config/prometheus/monitor.yaml',
      'config/prometheus/rules.yaml',
      'config/grafana/kustomization.yaml',
      'config/grafana/dashboard.yaml',
    ]);
    const bare = paths({ apis: [], manager: { ...manager, networkPolicy: false, leaderElection: false } });
    expect(bare).toEqual([
      'config/rbac/kustomization.yaml',
      'config/rbac/service_account.yaml',
      'config/rbac/role.yaml',
      'config/rbac/role_binding.yaml',
      'config/manager/kustomization.yaml',
      'config/manager/namespace.yaml',
      'config/manager/manager.yaml',
      'config/manager/metrics_service.yaml',
      'config/default/kustomization.yaml',
    ]);
  });

  test('one kind in two groups: no two files of one path', () => {
    const files = configFiles(hostileModel()).map(({ path }) => path);
    expect(new Set(files).size).toBe(files.length);
    expect(files).toContain('config/samples/other.example.org_v1_memcached.yaml');
  });
});
