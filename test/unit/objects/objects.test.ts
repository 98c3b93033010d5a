import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../generators/core/model/json.ts';
import { crd, crdFileName } from '../../../generators/core/objects/crd.ts';
import { deployment } from '../../../generators/core/objects/deployment.ts';
import { compareKeys } from '../../../generators/core/objects/go-order.ts';
import { objectLabels } from '../../../generators/core/objects/labels.ts';
import { objectNames } from '../../../generators/core/objects/names.ts';
import { userRole } from '../../../generators/core/objects/rbac.ts';
import { metricsService } from '../../../generators/core/objects/service.ts';
import { serviceMonitor } from '../../../generators/core/objects/service-monitor.ts';
import { toYaml } from '../../../generators/core/emit/yaml.ts';
import { configFiles } from '../../../generators/core/plan/config.ts';
import { olmFiles } from '../../../generators/core/plan/olm.ts';
import { throughHelm } from './through-helm.ts';
import { memcachedApi, memcachedModel, sharedModel, version } from '../models.ts';

describe('CustomResourceDefinition', () => {
  test('content and key order of controller-gen', () => {
    const small = version({
      schema: { type: 'object', properties: { spec: { type: 'object', required: ['b', 'a'] } }, description: 'D' },
      scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.ready' },
    });
    expect(toYaml(crd(memcachedApi({ versions: [small], shortNames: ['mc'] })))).toBe(`\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: memcacheds.cache.example.com
spec:
  group: cache.example.com
  names:
    kind: Memcached
    listKind: MemcachedList
    plural: memcacheds
    shortNames:
      - mc
    singular: memcached
  scope: Namespaced
  versions:
    - additionalPrinterColumns:
        - jsonPath: .spec.size
          name: Size
          type: integer
        - jsonPath: .status.readyReplicas
          name: Ready
          type: integer
        - jsonPath: .status.conditions[?(@.type=="Available")].status
          name: Available
          type: string
        - jsonPath: .metadata.creationTimestamp
          name: Age
          type: date
      name: v1alpha1
      schema:
        openAPIV3Schema:
          description: D
          properties:
            spec:
              required:
                - b
                - a
              type: object
          type: object
      served: true
      storage: true
      subresources:
        scale:
          specReplicasPath: .spec.size
          statusReplicasPath: .status.ready
        status: {}
`);
  });

  test('values that are false, zero or empty are values', () => {
    const defaults: JsonValue = { a: false, b: 0, c: '', d: {}, e: [], f: null };
    const schema = {
      type: 'object',
      properties: { spec: { type: 'object', default: defaults, minimum: 0, nullable: false } },
    };
    const { spec } = crd(memcachedApi({ versions: [version({ schema, served: false })] })) as never as {
      spec: { versions: { served: boolean; schema: { openAPIV3Schema: unknown } }[] };
    };
    expect(spec.versions[0]).toMatchObject({ served: false, schema: { openAPIV3Schema: schema } });
  });

  test('is in the file that controller-gen would write it to', () => {
    expect(crdFileName(memcachedApi())).toBe('cache.example.com_memcacheds.yaml');
  });
});

test('keys are in the order of go-yaml', async () => {
  const keys = [
    'a',
    'b',
    'a2',
    'a10',
    'a01',
    'a1',
    'a100',
    'a20',
    'a-b',
    'ab',
    'A',
    'Z',
    'x-kubernetes-validations',
    'xa',
  ];
  const odd = ['1', '10', '9', '01', '$ref', '_x', 'é', 'z', '漢', 'a.b', 'a/b', 'minItems', 'min'];
  const printed = await throughHelm(Object.fromEntries([...keys, ...odd].map((key) => [key, 0])), 'toYaml');
  const ordered = printed.split('\n').map((line) => line.replace(/: 0$/, '').replaceAll('"', ''));
  expect([...keys, ...odd].sort(compareKeys)).toEqual(ordered);
});

test('versions are in the order of their numbers', () => {
  expect(['v10', 'v2', 'v1', 'v1beta1', 'v1alpha1', 'v10beta3'].sort(compareKeys)).toEqual([
    'v1',
    'v1alpha1',
    'v1beta1',
    'v2',
    'v10',
    'v10beta3',
  ]);
});

describe('names and labels at their limits', () => {
  const long = 'a'.repeat(63);

  test.each([long, `${'a'.repeat(54)}-${'b'.repeat(8)}`, 'a'])('of %s', (name) => {
    const names = objectNames({ name });
    expect(names.metricsService).toMatch(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);
    expect(names.metricsService).not.toContain('--');
    expect(Object.values(names).filter((each) => each.length > 253)).toEqual([]);
  });

  test.each(['1.0.0', '1.0.0+build.5', `1.0.0-${'rc.'.repeat(30)}1`])('version %s is a label', (version) => {
    expect(objectLabels({ name: long, version })['app.kubernetes.io/version']).toMatch(
      /^[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/,
    );
  });
});

describe('user roles', () => {
  test('an editor writes objects and reads statuses', () => {
    expect(userRole(memcachedModel(), memcachedApi(), 'editor')).toMatchObject({
      metadata: {
        name: 'memcached-operator-memcached-editor',
        labels: { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' },
      },
      rules: [
        { resources: ['memcacheds'], verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] },
        { resources: ['memcacheds/status'], verbs: ['get'] },
      ],
    });
  });

  test('no status subresource, no rule for it; cluster scope is not given to those who administer a namespace', () => {
    const role = userRole(
      memcachedModel(),
      memcachedApi({ scope: 'Cluster', versions: [version({ statusSubresource: false })] }),
      'admin',
    );
    const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
    expect(role.rules).toEqual([{ apiGroups: ['cache.example.com'], resources: ['memcacheds'], verbs }]);
    expect(Object.keys(role.metadata.labels).join()).not.toContain('aggregate');
  });
});

test('the manager stays within the restricted Pod Security Standard', () => {
  const { spec } = deployment(memcachedModel()).spec.template;
  expect(spec.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(spec.containers.map(({ securityContext }) => securityContext)).toEqual([
    { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
  ]);
  expect(spec.volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
});

describe('an operator that shares its objects, with secure metrics', () => {
  const model = sharedModel();

  test('is told so, and may run in several pods', () => {
    const { replicas, strategy, template } = deployment(model).spec;
    expect({ replicas, strategy }).toEqual({ replicas: 2, strategy: { type: 'RollingUpdate' } });
    expect(template.spec.containers[0]!.args).toEqual([
      '--sharding',
      '--health-probe-bind-address=:8081',
      '--metrics-bind-address=:8080',
      '--metrics-secure',
    ]);
  });

  test('is scraped by HTTPS', () => {
    expect(metricsService(model).spec.ports).toMatchObject([{ name: 'metrics', appProtocol: 'https' }]);
    expect(serviceMonitor(model).spec.endpoints).toMatchObject([{ scheme: 'https', path: '/metrics' }]);
  });

  test('has roles for that instead of the one to elect a leader', () => {
    const paths = configFiles(model).map(({ path }) => path);
    const own = paths.filter((path) => /^config\/rbac\/(leader|metrics|sharding)/.test(path));
    expect(own.map((path) => path.slice('config/rbac/'.length))).toEqual([
      'sharding_role.yaml',
      'sharding_role_binding.yaml',
      'metrics_auth_role.yaml',
      'metrics_auth_role_binding.yaml',
      'metrics_reader_role.yaml',
    ]);
  });
});

test('alerts in a bundle are about no namespace: who installs it chooses one', () => {
  const { manager } = memcachedModel();
  const files = olmFiles(
    memcachedModel({ manager: { ...manager, replicas: 2, prometheusRule: true, dashboard: true } }),
  );
  const text = (kind: string) => String(files.find(({ path }) => path.endsWith(`.${kind}.yaml`))?.content);
  expect(text('prometheusrule')).toContain('up{job="memcached-operator-metrics"}');
  expect(text('prometheusrule')).not.toContain('memcached-operator-system');
  expect(text('configmap')).toContain('grafana_dashboard: "1"');
  expect(text('poddisruptionbudget')).toContain('maxUnavailable: 1');
});
