/** References of small specs, and what their tables say. */
import { emitApiReference } from '../../../generators/core/emit/docs/api-reference.ts';
import { buildModel } from '../../../generators/core/model/build.ts';
import type { ApiSpec, SchemaSpec, Spec, VersionSpec } from '../../../generators/core/spec/spec.ts';
import { tables } from './document.ts';

/** The model of a spec with these APIs. */
export const modelOf = (...apis: readonly ApiSpec[]) =>
  buildModel({
    apiVersion: 'k8s-operator/v1alpha1',
    kind: 'Operator',
    metadata: { name: 'test-operator' },
    spec: { domain: 'example.com', apis },
  } satisfies Spec);

/** An API with one version, changed. */
export const api = (version: Partial<VersionSpec>, rest: Partial<ApiSpec> = {}): ApiSpec => ({
  group: 'cache',
  kind: 'Widget',
  versions: [{ name: 'v1', schema: { spec: { type: 'object' } }, ...version }],
  ...rest,
});

/** The reference of these APIs. */
export const reference = (...apis: readonly ApiSpec[]): string => emitApiReference(modelOf(...apis));

/** The reference of a kind whose spec has these fields. */
export const withFields = (properties: Readonly<Record<string, SchemaSpec>>, rest: SchemaSpec = {}): string =>
  reference(api({ schema: { spec: { type: 'object', properties, ...rest } } }));

/** The row of a field in the document: type, default, description. */
export const row = (markdown: string, field: string): readonly string[] | undefined =>
  tables(markdown)
    .filter(([head]) => head?.[0] === 'field')
    .flatMap(([, ...rows]) => rows)
    .find(([name]) => name === field)
    ?.slice(1);
