/** Every emitted Flux object against the CustomResourceDefinitions of Flux's controllers: their schemas, and a real API server that has them. */
import { execFileSync } from 'node:child_process';
import { Ajv, type ValidateFunction } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fluxFiles } from '../../generators/core/plan/flux.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { startControlPlane, type ControlPlane } from '../control-plane/start.ts';
import { findTools } from '../control-plane/tools.ts';
import { ifAvailable } from '../judges/availability.ts';
import { exampleModels } from '../judges/examples.ts';
import { fluxCrds, type FluxCrd } from '../judges/flux-crds.ts';

interface FluxObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec?: object;
}

const objects = Object.values(exampleModels())
  .flatMap(fluxFiles)
  .map(({ path, content }) => ({ path, object: parse(String(content)) as FluxObject }))
  .filter(({ object }) => object.apiVersion.includes('.toolkit.fluxcd.io/'));

/** As the API server does with field validation Strict: what a schema does not name is refused. Rules in CEL are not evaluated here. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, closed(value)] as const);
  const open =
    !('properties' in schema) || 'additionalProperties' in schema || 'x-kubernetes-preserve-unknown-fields' in schema;
  return Object.fromEntries(open ? entries : [...entries, ['additionalProperties', false]]);
};

const crds = await ifAvailable(fluxCrds);

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
  const kustomization = objects.find(({ object }) => object.kind === 'Kustomization')!.object;
  const problems = ({ apiVersion, kind, ...rest }: FluxObject): readonly string[] => {
    const validate = validators.get(`${apiVersion} ${kind}`);
    if (validate === undefined) return [`no ${kind} in ${apiVersion}`];
    return validate({ apiVersion, kind, ...rest })
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  test.each(objects)('$path', ({ object }) => {
    expect(problems(object)).toEqual([]);
  });

  test('every kind that is meant to be there', () => {
    expect([...new Set(objects.map(({ object }) => object.kind))].sort()).toEqual([
      'HelmRelease',
      'Kustomization',
      'OCIRepository',
    ]);
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

const available = crds !== undefined && (await controlPlaneAvailable('Flux manifests on a real API server'));

describe.skipIf(!available)('a real API server with the CRDs of Flux takes', () => {
  let controlPlane: ControlPlane;
  let kubectl: string;

  const run = (args: readonly string[], input: unknown): string =>
    execFileSync(kubectl, [...args, '-f', '-'], {
      encoding: 'utf8',
      input: JSON.stringify(input),
      env: { ...process.env, KUBECONFIG: controlPlane.kubeConfigPath },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  const list = (items: readonly unknown[]) => ({ apiVersion: 'v1', kind: 'List', items });
  const apply = ['apply', '--server-side', '--validate=strict'];

  beforeAll(async () => {
    ({ kubectl } = await findTools());
    controlPlane = await startControlPlane({ controllers: false });
    run(apply, list(crds!));
    run(['wait', '--for=condition=Established', '--timeout=60s'], list(crds!));
    const namespaces = new Set(objects.map(({ object }) => object.metadata.namespace));
    run(apply, list([...namespaces].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }))));
  });
  afterAll(() => controlPlane?.stop());

  test.each(objects)('$path', ({ object }) => {
    expect(run(apply, object)).toContain('serverside-applied');
  });

  test('no release without a chart, which only a rule in CEL says', () => {
    const release = objects.find(({ object }) => object.kind === 'HelmRelease')!.object;
    expect(() => run(apply, { ...release, spec: { interval: '1m' } })).toThrow(/chart or chartRef/);
  });
});
