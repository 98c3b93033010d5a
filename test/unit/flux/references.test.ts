/** Objects of Flux refer to each other by name: whatever one of them names is there, or a cluster is said to bring it. */
import { describe, expect, test } from 'vitest';
import { fluxFiles } from '../../../generators/core/plan/flux.ts';
import type { Model } from '../../../generators/core/model/model.ts';
import { deliveredModels } from './delivered-models.ts';
import { type FluxObject, objectsIn } from './emitted.ts';

const all = (model: Model): readonly FluxObject[] =>
  fluxFiles(model)
    .filter(({ path }) => path.startsWith('deploy/') && path.endsWith('.yaml'))
    .flatMap(({ content }) => objectsIn(String(content)))
    .filter(({ apiVersion }) => !apiVersion.startsWith('kustomize.config.k8s.io/'));

/** What an object names: `kind namespace/name`. */
const namedBy = ({ kind, metadata, spec }: FluxObject): readonly string[] => {
  const named = (of: string, name: string, namespace = metadata.namespace) => `${of} ${namespace}/${name}`;
  const all = (list: readonly { kind?: string; name: string; namespace?: string }[] = [], of = kind) =>
    list.map((each) => named(each.kind ?? of, each.name, each.namespace));
  const { sourceRef, chartRef, chart, dependsOn, postBuild, imageRepositoryRef, providerRef, eventSources, resources } =
    spec;
  return [
    ...all([sourceRef, chartRef, chart?.spec.sourceRef].filter((ref) => ref !== undefined)),
    ...all(dependsOn),
    ...all(postBuild?.substituteFrom),
    ...all(eventSources),
    ...all(resources),
    ...(imageRepositoryRef === undefined ? [] : [named('ImageRepository', imageRepositoryRef.name)]),
    ...(providerRef === undefined ? [] : [named('Provider', providerRef.name)]),
  ];
};

describe.each(Object.entries(deliveredModels()))('%s', (_title, model) => {
  const objects = all(model);
  const there = new Set(objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`));

  test('everything that is named is there', () => {
    const names = objects.filter(({ spec }) => spec !== undefined).flatMap(namedBy);
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !there.has(name))).toEqual([]);
  });

  test('every path is a folder with a kustomization', () => {
    const root = model.delivery.flux!.git === undefined ? 'deploy/flux/' : '';
    const folders = new Set(fluxFiles(model).map(({ path }) => path));
    const paths = objects
      .filter(({ kind, metadata }) => kind === 'Kustomization' && metadata.namespace === 'flux-system')
      .map(({ spec }) => `${root}${spec.path.replace('./', '')}/kustomization.yaml`);
    expect(paths.filter((path) => !folders.has(path))).toEqual([]);
  });

  test('whoever is told is told of all that Flux applies for the operator', () => {
    if (model.delivery.flux!.notifications === undefined) return;
    const told = new Set(objects.filter(({ kind }) => kind === 'Alert').flatMap(namedBy));
    const applied = objects
      .filter(
        ({ kind, metadata }) =>
          /^(?:HelmRelease|Kustomization|.*Repository)$/.test(kind) && !isTenant(model, metadata.namespace),
      )
      .map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
    expect(applied.filter((name) => !told.has(name))).toEqual([]);
  });
});

const isTenant = (model: Model, namespace: string | undefined): boolean =>
  model.delivery.flux!.tenants.some((tenant) => tenant.namespace === namespace);
