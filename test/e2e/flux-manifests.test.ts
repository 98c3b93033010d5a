/** Every emitted Flux object against the schema of its CustomResourceDefinition, taken from the controllers' own modules. */
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fluxFiles } from '../../generators/core/plan/flux.ts';
import { ifAvailable } from '../judges/availability.ts';
import { fluxCrds, type FluxCrd } from '../judges/flux-crds.ts';
import { memcachedModel } from '../unit/olm/memcached-model.ts';

interface FluxObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec?: object;
}

const objects = fluxFiles(memcachedModel())
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

  test('as many objects as there are', () => {
    expect(objects.map(({ object }) => object.kind).sort()).toEqual([
      'HelmRelease',
      'Kustomization',
      'Kustomization',
      'OCIRepository',
      'OCIRepository',
    ]);
  });

  test.each<[string, FluxObject, string]>([
    [
      'no version that is gone',
      { apiVersion: 'source.toolkit.fluxcd.io/v1beta2', kind: 'OCIRepository' },
      'no OCIRepository',
    ],
    ['no unknown field', { ...kustomization, spec: { prunes: true } }, 'additional properties'],
  ])('%s', (_title, object, problem) => {
    expect(problems(object).join('\n')).toContain(problem);
  });
});
