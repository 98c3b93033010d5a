/**
 * Everything that is emitted for Flux, in every way that a spec has, on a real API server that has the CustomResourceDefinitions of Flux's
 * controllers, and the operators' own. What kustomize makes of the folders is what is applied, as in a cluster.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toYaml } from '../../generators/core/emit/yaml.ts';
import { jsonText } from '../../generators/core/model/json.ts';
import type { Model } from '../../generators/core/model/model.ts';
import { crd } from '../../generators/core/objects/crd.ts';
import { userRole } from '../../generators/core/objects/rbac.ts';
import { docsFiles } from '../../generators/core/plan/docs.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/start.ts';
import { findTools } from '../control-plane/tools.ts';
import { ifAvailable } from '../judges/availability.ts';
import { fluxCrds, fluxOperatorCrds } from '../judges/flux-crds.ts';
import { deliveredModel } from '../unit/flux/delivered-models.ts';
import type { FluxObject } from '../unit/flux/emitted.ts';
import { fluxTree } from '../unit/flux/tree.ts';
import { models, whole } from './harness/flux/models.ts';

const crds = await ifAvailable(async () => [...(await fluxCrds()), ...(await fluxOperatorCrds())]);
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

  test('what a cluster brings, by the documented commands', async () => {
    const model = deliveredModel({
      name: 'brought',
      flux: `{secret: registry, git: {url: "ssh://git@example.com/a", secret: git}, imageAutomation: {}, verify: {secret: cosign}, decryption: {},
        tenants: [{name: brought-team}], values: [{kind: ConfigMap, name: some, key: values.yaml}, {kind: Secret, name: more, key: a.yaml}],
        notifications: {type: slack, secret: slack, receiver: {type: gcr, secret: token}}}`,
    });
    const text = String(docsFiles(model).find(({ path }) => path === 'docs/delivery.md')?.content);
    const [, section = ''] = /\n## What a cluster brings\n([^]*?)\n## /.exec(text) ?? [];
    const script = [...section.matchAll(/^ {4}(.*)$/gm)].map(([, line]) => line).join('\n');
    const folder = await mkdtemp(join(tmpdir(), 'brought-'));
    try {
      const files = [...script.matchAll(/--from-file (?:\S+=)?(\S+)/g)].map(([, file]) => file!);
      for (const file of files) await writeFile(join(folder, file), '{"auths": {}}');
      await run(apply, [namespaceOf('flux-system')]);
      const env = {
        ...process.env,
        KUBECONFIG: controlPlane.kubeConfigPath,
        PATH: `${dirname(kubectl)}:${process.env['PATH']}`,
      };
      await promisify(execFile)('sh', ['-eu', '-c', script], { cwd: folder, env });
    } finally {
      await rm(folder, { recursive: true });
    }
    const there = async (kind: string, namespace: string): Promise<readonly string[]> =>
      (await call(['get', kind, '-n', namespace, '-o', 'jsonpath={.items[*].metadata.name}'])).split(' ').toSorted();
    expect(await there('secret', 'flux-system')).toEqual(['git', 'registry', 'slack', 'sops-age', 'token']);
    expect(await there('secret', 'brought-system')).toEqual(['cosign', 'more', 'registry', 'slack']);
    expect(await there('secret', 'brought-team')).toEqual(['registry']);
    expect(await there('configmap', 'brought-system')).toContain('some');
  });

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
