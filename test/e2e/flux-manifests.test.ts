/**
 * Everything that is emitted for Flux, in every way that a spec has: by the schemas of the CustomResourceDefinitions of Flux's controllers,
 * and on a real API server that has them, and the operators' own. What kustomize makes of the folders is what is applied, as in a cluster.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { Ajv, type ValidateFunction } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toYaml } from '../../generators/core/emit/yaml.ts';
import { buildModel } from '../../generators/core/model/build.ts';
import { jsonText } from '../../generators/core/model/json.ts';
import type { Model } from '../../generators/core/model/model.ts';
import { crd } from '../../generators/core/objects/crd.ts';
import { userRole } from '../../generators/core/objects/rbac.ts';
import { fluxFiles } from '../../generators/core/plan/flux.ts';
import { oldVersion } from '../../generators/core/spec/flux-versions.ts';
import { loadSpec } from '../../generators/core/spec/load.ts';
import { PROVIDERS } from '../../generators/core/spec/rules/delivery/flux/notifications.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/start.ts';
import { findTools } from '../control-plane/tools.ts';
import { ifAvailable } from '../judges/availability.ts';
import { exampleModels } from '../judges/examples.ts';
import { type FluxCrd, fluxCrds, fluxOperatorCrds } from '../judges/flux-crds.ts';
import { deliveredModels } from '../unit/flux/delivered-models.ts';
import { type FluxObject, objectsIn } from '../unit/flux/emitted.ts';
import { fluxTree } from '../unit/flux/tree.ts';

const ODD = 'test/odd/operator.yaml';

const models: Readonly<Record<string, Model>> = {
  ...exampleModels(),
  [ODD]: buildModel(loadSpec(readFileSync(ODD), ODD).spec!),
  ...deliveredModels(),
};

const isOfFlux = ({ apiVersion }: FluxObject): boolean => /^[\w.-]*(?:fluxcd\.io|controlplane\.io)\//.test(apiVersion);

/** The objects of Flux in the files, patches of the user's included. */
const emitted = Object.entries(models).flatMap(([title, model]) =>
  fluxFiles(model)
    .filter(({ path }) => path.startsWith('deploy/flux/') && path.endsWith('.yaml'))
    .flatMap(({ path, content }) => objectsIn(String(content)).map((object) => ({ title, path, object })))
    .filter(({ object }) => isOfFlux(object)),
);
/** Those that are whole by themselves. */
const whole = emitted.filter(({ path }) => !/\/operator\/(?:values|version)\.yaml$/.test(path));

/** As the API server does with field validation Strict: what a schema does not name is refused. Rules in CEL are not evaluated here. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, closed(value)] as const);
  const open =
    !('properties' in schema) || 'additionalProperties' in schema || 'x-kubernetes-preserve-unknown-fields' in schema;
  return Object.fromEntries(open ? entries : [...entries, ['additionalProperties', false]]);
};

const crds = await ifAvailable(async () => [...(await fluxCrds()), ...(await fluxOperatorCrds())]);

describe.skipIf(crds === undefined)('Flux takes', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const validators = new Map<string, ValidateFunction>(
    (crds ?? []).flatMap(({ spec }: FluxCrd) =>
      spec.versions.map(({ name, schema }) => {
        const { metadata: _metadata, ...properties } = (
          schema.openAPIV3Schema as { readonly properties: Record<string, unknown> }
        ).properties;
        const root = { ...(closed({ ...schema.openAPIV3Schema, properties }) as object), additionalProperties: true };
        return [`${spec.group}/${name} ${spec.names.kind}`, ajv.compile(root)] as const;
      }),
    ),
  );
  const kustomization = whole.find(({ object }) => object.kind === 'Kustomization')!.object;
  const problems = ({ apiVersion, kind, ...rest }: FluxObject): readonly string[] => {
    const validate = validators.get(`${apiVersion} ${kind}`);
    if (validate === undefined) return [`no ${kind} in ${apiVersion}`];
    return validate({ apiVersion, kind, ...rest })
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  test.each(whole)('$title: $path', ({ object }) => {
    expect(problems(object)).toEqual([]);
  });

  test('every kind that is meant to be there', () => {
    expect([...new Set(emitted.map(({ object }) => object.kind))].sort()).toEqual([
      'Alert',
      'FluxInstance',
      'GitRepository',
      'HelmRelease',
      'HelmRepository',
      'ImagePolicy',
      'ImageRepository',
      'ImageUpdateAutomation',
      'Kustomization',
      'OCIRepository',
      'Provider',
      'Receiver',
    ]);
  });

  test('every apiVersion, patches and references included: it is the one that is served and stored', () => {
    const stored = new Set(
      crds!.flatMap(({ spec }) =>
        spec.versions
          .filter(({ served, storage }) => served && storage)
          .map(({ name }) => `${spec.group}/${name} ${spec.names.kind}`),
      ),
    );
    const named = emitted.flatMap(({ object }) => versionsIn(object));
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((name) => !stored.has(name))).toEqual([]);
    expect(named.filter((name) => oldVersion(...(name.split(' ') as [string, string])) !== undefined)).toEqual([]);
  });

  test('the services that the spec allows to be told, all of them and no others', () => {
    const schema = crds!.find(({ spec }) => spec.names.kind === 'Provider')!.spec.versions.at(-1)!.schema;
    const { enum: known } = property(schema.openAPIV3Schema, 'spec', 'type') as { readonly enum: readonly string[] };
    expect(PROVIDERS.toSorted()).toEqual(known.toSorted());
  });

  test.each<[string, FluxObject, string]>([
    [
      'no version that is gone',
      { ...kustomization, apiVersion: 'source.toolkit.fluxcd.io/v1beta2', kind: 'OCIRepository' },
      'no OCIRepository',
    ],
    ['no unknown field', { ...kustomization, spec: { prunes: true } }, 'additional properties'],
  ])('%s', (_title, object, problem) => {
    expect(problems(object).join('\n')).toContain(problem);
  });
});

/** Of an object and of what it names: apiVersion and kind of Flux, wherever they stand beside each other. */
const versionsIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { apiVersion, kind } = value as Partial<FluxObject>;
  const here =
    typeof apiVersion === 'string' && typeof kind === 'string' && isOfFlux(value as FluxObject)
      ? [`${apiVersion} ${kind}`]
      : [];
  return [...here, ...Object.values(value).flatMap(versionsIn)];
};

const property = (schema: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (node, key) => (node as { readonly properties: Record<string, unknown> }).properties[key],
    schema,
  );

const available = crds !== undefined && (await controlPlaneAvailable('Flux manifests on a real API server'));

describe.skipIf(!available)('a real API server with the CRDs of Flux takes', () => {
  let controlPlane: ControlPlane;
  let kubectl: string;

  // Never in the way of this process: a control plane whose output nobody reads stands still.
  const call = async (args: readonly string[], input = ''): Promise<string> => {
    const env = { ...process.env, KUBECONFIG: controlPlane.kubeConfigPath };
    const called = promisify(execFile)(kubectl, args, { env, maxBuffer: 1 << 26 });
    called.child.stdin?.end(input);
    return (await called).stdout;
  };
  const run = (args: readonly string[], items: readonly unknown[]): Promise<string> =>
    call([...args, '-f', '-'], jsonText({ apiVersion: 'v1', kind: 'List', items }));
  const apply = ['apply', '--server-side', '--validate=strict', '--field-manager=kustomize-controller'];
  const install = async (definitions: readonly unknown[]): Promise<void> => {
    await run(apply, definitions);
    await run(['wait', '--for=condition=Established', '--timeout=60s'], definitions);
  };

  beforeAll(async () => {
    ({ kubectl } = await findTools());
    controlPlane = await startControlPlane({ controllers: false });
    await install(crds!);
  });
  afterAll(() => controlPlane?.stop());

  /** What the operator's cluster gets, in the order in which Flux applies it; then what stands beside that. */
  const foldersOf = ({ delivery }: Model): readonly string[] => {
    const environments = delivery.flux!.environments;
    return [
      'access',
      ...environments.map((environment) => `clusters/${environment}/operator`),
      ...environments.map((environment) => `clusters/${environment}`),
      ...environments.map((environment) => `instances/${environment}`),
      'tenants',
      'notifications',
      'image-automation',
    ];
  };

  describe.each(Object.entries(models))('%s', (_title, model) => {
    test('every folder: tried, and applied', async () => {
      if (model.apis.length > 0) await install(model.apis.map(crd));
      const tree = fluxTree(model, kubectl);
      try {
        const folders = foldersOf(model).filter((name) => tree.folders.includes(name));
        // No object of the kind can be: nothing fits its schema.
        const objects = folders.flatMap((folder) => tree.render(folder)).filter(({ kind }) => kind !== 'Never');
        // A namespace that is only tried is not there for what is in it; those that samples name are for the user to make.
        const made = new Set(objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
        const named = objects.flatMap(({ metadata: { namespace } }) => (namespace === undefined ? [] : [namespace]));
        await run(apply, [...new Set([...made, ...named])].map(namespaceOf));
        expect(lines(await run([...apply, '--dry-run=server'], objects))).toBe(objects.length);
        expect(lines(await run(apply, objects))).toBe(objects.length);
        // Nothing else is there: what these are bases of, and the parts of `tenants`.
        const known = new Set([...foldersOf(model), 'operator', 'instances/base']);
        expect(tree.folders.filter((folder) => !known.has(folder) && !folder.startsWith('tenants/'))).toEqual([]);
      } finally {
        tree.remove();
      }
    });
  });

  test.each(['a shared cluster, from a registry with credentials, signed by a key', 'names at their limits'])(
    'the source that the Flux Operator makes of the FluxInstance, with its patches: %s',
    async (title) => {
      const instance = whole.find(({ title: of, object }) => of === title && object.kind === 'FluxInstance')!.object;
      const { sync, kustomize } = instance.spec;
      const tree = fluxTree(models[title]!, kubectl);
      try {
        tree.write(
          'sync/source.yaml',
          toYaml({
            apiVersion: 'source.toolkit.fluxcd.io/v1',
            kind: sync.kind,
            metadata: { name: 'flux-system', namespace: 'flux-system' },
            spec: { interval: '1m', ref: { tag: sync.ref }, url: sync.url },
          }),
        );
        tree.write('sync/kustomization.yaml', toYaml({ resources: ['source.yaml'], patches: kustomize.patches }));
        const [source] = tree.render('sync');
        expect(source!.spec.ref.tag).toBeUndefined();
        expect(source!.spec.ref.semver).toMatch(/^(?:0\.x|>=1\.0\.0-0 <2\.0\.0-0)$/);
        expect(source!.spec.verify.provider).toBe('cosign');
        expect(lines(await run(apply, [source]))).toBe(1);
      } finally {
        tree.remove();
      }
    },
  );

  test('no release without a chart, which only a rule in CEL says', async () => {
    const release = whole.find(({ object }) => object.kind === 'HelmRelease')!.object;
    await expect(run(apply, [{ ...release, spec: { interval: '1m' } }])).rejects.toThrow(/chart or chartRef/);
  });

  test('of a tenant: what it may do is its kinds in its namespace', async () => {
    /** By its own word, also when that is no. */
    const may = async (verb: string, resource: string, namespace: string): Promise<string> => {
      const as = '--as=system:serviceaccount:apps-b:team-b';
      const answer = call(['auth', 'can-i', verb, resource, '-n', namespace, as]);
      return (await answer.catch((error: { readonly stdout: string }) => error.stdout)).trim();
    };
    const shared = models['a shared cluster, from a registry with credentials, signed by a key']!;
    await run(
      apply,
      shared.apis.map((api) => userRole(shared, api, 'editor')),
    );
    expect(await may('create', 'caches.cache.example.com', 'apps-b')).toBe('yes');
    expect(await may('delete', 'regions.cache.example.com', 'apps-b')).toBe('yes');
    expect(await may('create', 'caches.cache.example.com', 'team-a')).toBe('no');
    expect(await may('create', 'regions.infra.acme.io', 'apps-b')).toBe('no');
    expect(await may('get', 'secrets', 'apps-b')).toBe('no');
    expect(await may('create', 'rolebindings.rbac.authorization.k8s.io', 'apps-b')).toBe('no');
  });
});

const namespaceOf = (name: string): FluxObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

const lines = (text: string): number => text.trim().split('\n').length;
