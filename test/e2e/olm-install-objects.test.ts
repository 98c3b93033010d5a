/**
 * All that OLM makes of bundles, by a stand-in for it, before a real API server: each object is tried, strictly, in each install mode that the
 * ClusterServiceVersion supports.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildModel } from '../../generators/core/model/build.ts';
import type { JsonObject } from '../../generators/core/model/json.ts';
import type { Model } from '../../generators/core/model/model.ts';
import type { BundleContent } from '../../generators/core/olm/bundle-content.ts';
import { loadSpec } from '../../generators/core/spec/load.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { ifAvailable } from '../judges/availability.ts';
import { exampleModels } from '../judges/examples.ts';
import { monitoringCrds } from '../judges/monitoring-crds.ts';
import { olmV0Crds } from '../judges/olm-crds.ts';
import { bundleFor } from '../olm/bundles.ts';
import { MOUNTS } from '../olm/certificates.ts';
import { installSpec } from '../olm/csv.ts';
import {
  copiedServiceVersions,
  definitions,
  installedObjects,
  operatorCondition,
  serviceVersion,
} from '../olm/objects.ts';
import { ALL, type InstallMode, operatorGroup, type OperatorGroup, unsupported } from '../olm/operator-group.ts';
import type { Owner } from '../olm/owner.ts';
import { sharedModel } from '../unit/models.ts';
import { withCsv, withSpec } from '../unit/olm/catalog/bundles.ts';
import { type OlmCluster, startOlmCluster } from './harness/olm-cluster.ts';

const ROOT = join(import.meta.dirname, '../..');
const modelOf = (path: string): Model => {
  const { spec, problems } = loadSpec(readFileSync(join(ROOT, path)), path);
  if (spec === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return buildModel(spec);
};

const contents: Readonly<Record<string, BundleContent>> = Object.fromEntries(
  Object.entries({
    ...exampleModels(),
    shared: sharedModel(),
    tenants: modelOf('test/e2e/specs/tenants.yaml'),
    odd: modelOf('test/odd/operator.yaml'),
  }).map(([name, model]) => [name, bundleFor(model)]),
);

const GROUPS: Readonly<Record<InstallMode, OperatorGroup>> = {
  OwnNamespace: { name: 'own', namespace: 'left', targets: ['left'] },
  SingleNamespace: { name: 'single', namespace: 'left', targets: ['right'] },
  MultiNamespace: { name: 'multi', namespace: 'left', targets: ['right', 'far'] },
  AllNamespaces: { name: 'all', namespace: 'left', targets: [ALL] },
};
const MODES = Object.keys(GROUPS) as readonly InstallMode[];

/** As if they were there: the API server does not look for owners. */
const pretended = (object: JsonObject): Owner => {
  const { name, namespace } = object['metadata'] as { readonly name: string; readonly namespace?: string };
  const uid = '00000000-0000-4000-8000-000000000000';
  const [apiVersion, kind] = [String(object['apiVersion']), String(object['kind'])];
  return { apiVersion, kind, name, uid, ...(namespace === undefined ? {} : { namespace }) };
};

/** Everything, definitions first. */
const allObjects = (content: BundleContent, group: OperatorGroup): readonly JsonObject[] => {
  const [crds, csv, copies] = [
    definitions(content),
    serviceVersion(content, group),
    copiedServiceVersions(content, group),
  ];
  const condition = operatorCondition(content, pretended(csv));
  const owners = {
    csv: pretended(csv),
    copies: new Map(copies.map((copy) => [pretended(copy).namespace!, pretended(copy)])),
    condition: pretended(condition),
    crds: new Map(crds.map((crd) => [pretended(crd).name, pretended(crd)])),
  };
  return [...crds, operatorGroup(group), csv, ...copies, condition, ...installedObjects(content, group, owners)];
};

const kindsOf = (objects: readonly JsonObject[]): ReadonlySet<unknown> => new Set(objects.map(({ kind }) => kind));

/** Those that bundles bring objects of. */
const NEEDED = /^(?:clusterserviceversions|operatorgroups|operatorconditions|servicemonitors|prometheusrules)\./;
const crds = await ifAvailable(async () =>
  [...(await olmV0Crds()), ...(await monitoringCrds())].filter(({ metadata }) =>
    NEEDED.test((metadata as { readonly name: string }).name),
  ),
);
const available = crds !== undefined && (await controlPlaneAvailable('What OLM makes of bundles'));

describe.skipIf(!available)('what OLM makes is taken by a real API server', () => {
  let cluster: OlmCluster;
  beforeAll(async () => {
    cluster = await startOlmCluster(crds!, ['left', 'right', 'far'], { controllers: false });
  });
  afterAll(() => cluster?.stop());

  const refusals = async (objects: readonly JsonObject[]): Promise<readonly string[]> =>
    (await Promise.all(objects.map(cluster.olm.refusal))).filter((refusal) => refusal !== undefined);

  const supported = Object.entries(contents).flatMap(([name, content]) =>
    MODES.filter((mode) => unsupported(content.csv, GROUPS[mode]) === undefined).map((mode) => [name, mode] as const),
  );

  test.each(supported)('of %s in mode %s', async (name, mode) => {
    const objects = allObjects(contents[name]!, GROUPS[mode]);
    expect(await refusals(objects)).toEqual([]);
    for (const kind of ['ClusterServiceVersion', 'ServiceAccount', 'Role', 'RoleBinding', 'Deployment'])
      expect(kindsOf(objects)).toContain(kind);
  });

  test('in all modes, or for operators of what is in no namespace in one', () => {
    const modes = (name: string) => supported.filter(([of]) => of === name).map(([, mode]) => mode);
    for (const name of [...Object.keys(exampleModels()), 'shared'])
      expect({ name, modes: modes(name) }).toEqual({ name, modes: MODES });
    for (const name of ['tenants', 'odd'])
      expect({ name, modes: modes(name) }).toEqual({ name, modes: ['AllNamespaces'] });
  });

  test('with roles where the group watches, and nowhere else', () => {
    const rolesIn = (mode: InstallMode): readonly string[] =>
      allObjects(contents['memcached']!, GROUPS[mode]).flatMap(({ kind, metadata, rules }) =>
        JSON.stringify(rules ?? []).includes('"memcacheds/status"') && JSON.stringify(rules).includes('"deployments"')
          ? [`${String(kind)} ${(metadata as { readonly namespace?: string }).namespace ?? ''}`.trim()]
          : [],
      );
    expect(Object.fromEntries(MODES.map((mode) => [mode, rolesIn(mode)]))).toEqual({
      OwnNamespace: ['Role left'],
      SingleNamespace: ['Role left', 'Role right'],
      MultiNamespace: ['Role left', 'Role right', 'Role far'],
      AllNamespaces: ['Role left', 'ClusterRole'],
    });
  });

  test('but for what it does not take: the name of a release that no label can have, a field that there is not', async () => {
    const long = withCsv(contents['memcached']!, ({ metadata, ...csv }) => ({
      ...csv,
      metadata: { ...(metadata as JsonObject), name: `memcached-operator.v0.1.0-${'a'.repeat(60)}` },
    }));
    const refused = await refusals(allObjects(long, GROUPS.OwnNamespace));
    expect(refused.some((text) => text.includes('/roles/') && text.includes('must be no more than 63'))).toBe(true);
    const { crds: _, ...rest } = contents['memcached']!;
    const [crd] = contents['memcached']!.crds;
    const odd = { ...rest, crds: [{ ...crd, spec: { ...(crd!['spec'] as JsonObject), scoop: 'Namespaced' } }] };
    expect(await refusals(allObjects(odd, GROUPS.OwnNamespace))).toEqual([
      expect.stringContaining('unknown field "spec.scoop"'),
    ]);
  });

  describe('of webhooks', () => {
    const webhook = (type: string, more: JsonObject = {}): JsonObject => ({
      type,
      generateName: `${type.toLowerCase()}.example.com`,
      deploymentName: 'memcached-operator',
      containerPort: 443,
      targetPort: 9443,
      sideEffects: 'None',
      failurePolicy: 'Fail',
      admissionReviewVersions: ['v1'],
      webhookPath: '/hook',
      ...more,
    });
    const rules = [
      {
        apiGroups: ['cache.example.com'],
        apiVersions: ['v1alpha1'],
        operations: ['CREATE'],
        resources: ['memcacheds'],
      },
    ];
    const admission = ['Validating', 'Mutating'].map((type) => webhook(`${type}AdmissionWebhook`, { rules }));
    const conversion = webhook('ConversionWebhook', { conversionCRDs: ['memcacheds.cache.example.com'] });
    const withWebhooks = (...webhookdefinitions: readonly JsonObject[]): BundleContent =>
      withSpec(contents['memcached']!, { webhookdefinitions });

    test.each(MODES)(
      'for admission, in mode %s, with certificates that are mounted where operators look',
      async (mode) => {
        const objects = allObjects(withWebhooks(...admission), GROUPS[mode]);
        expect(await refusals(objects)).toEqual([]);
        for (const kind of ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'Secret'])
          expect(kindsOf(objects)).toContain(kind);
        const deployment = objects.find(({ kind }) => kind === 'Deployment') as unknown as {
          readonly spec: {
            readonly template: {
              readonly spec: { readonly volumes: readonly JsonObject[]; readonly containers: readonly JsonObject[] };
            };
          };
        };
        const { volumes, containers } = deployment.spec.template.spec;
        const items = (file: string) => ['crt', 'key'].map((part) => ({ key: `tls.${part}`, path: `${file}.${part}` }));
        for (const { name, mountPath, file } of MOUNTS) {
          expect(volumes).toContainEqual({
            name,
            secret: { secretName: 'memcached-operator-service-cert', items: items(file) },
          });
          expect(containers[0]!['volumeMounts']).toContainEqual({ name, mountPath });
        }
      },
    );

    test('for conversion, if all namespaces are all that it can watch', async () => {
      const { installModes } = installSpec(contents['tenants']!.csv);
      const content = withSpec(withWebhooks(conversion), { installModes: installModes as unknown as JsonObject[] });
      const objects = allObjects(content, GROUPS.AllNamespaces);
      expect(await refusals(objects)).toEqual([]);
      expect(JSON.stringify(objects.filter(({ kind }) => kind === 'CustomResourceDefinition'))).toContain('"caBundle"');
      expect(() => allObjects(withWebhooks(conversion), GROUPS.AllNamespaces)).toThrow(
        'must support only AllNamespaces',
      );
    });
  });

  test('or is refused by the stand-in, where it cannot do it', () => {
    for (const fields of [
      { apiservicedefinitions: { owned: [{ name: 'olds', version: 'v1', kind: 'Old' }] } },
      { customresourcedefinitions: { required: [{ name: 'a.b.c', version: 'v1', kind: 'A' }] } },
      { install: { strategy: 'helm', spec: {} } },
    ])
      expect(() => allObjects(withSpec(contents['memcached']!, fields), GROUPS.OwnNamespace)).toThrow(
        'The stand-in for OLM cannot install memcached-operator',
      );
  });
});
