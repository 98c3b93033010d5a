/** Everything that is emitted for Flux, in every way that a spec has, by the schemas of the definitions of Flux's controllers. */
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, test } from 'vitest';
import { oldVersion } from '../../generators/core/spec/flux-versions.ts';
import { PROVIDERS } from '../../generators/core/spec/rules/delivery/flux/notifications.ts';
import { ifAvailable } from '../judges/availability.ts';
import { type FluxCrd, fluxCrds, fluxOperatorCrds } from '../judges/flux-crds.ts';
import type { FluxObject } from '../unit/flux/emitted.ts';
import { emitted, isOfFlux, whole } from './harness/flux/models.ts';

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
