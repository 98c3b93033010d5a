/** Second stage: a validated spec to the frozen model. Every name and default is decided here. Pure and deterministic. */
import type { ApiSpec, ManagerSpec, Spec, VersionSpec, WatchSpec } from '../spec/spec.ts';
import { buildDelivery } from './build-delivery.ts';
import { buildChildren, buildStatus } from './children.ts';
import { deepFreeze } from './freeze.ts';
import { grantsOf } from './grants.ts';
import type { JsonObject } from './json.ts';
import { referTo } from './kinds.ts';
import type { Api, ApiVersion, ManagerOptions, Model, WatchedKind } from './model.ts';
import {
  apiPlaces,
  controlledVersion,
  crdNames,
  DEFAULT_VERSION,
  defaultImage,
  defaultNamespace,
  fullGroup,
  splitImage,
  storageVersion,
  titleCase,
  typeName,
} from './names.ts';
import { declaredRoot, hasStatus, rootSchema } from './root-schema.ts';
import { buildSample } from './sample.ts';

/** The model of a spec that `loadSpec` has given. The rules may have asked for it already. */
export const buildModel = (spec: Spec): Model => {
  const model = built.get(spec) ?? build(spec);
  built.set(spec, model);
  return model;
};

const built = new WeakMap<Spec, Model>();

const build = (spec: Spec): Model => {
  const { name } = spec.metadata;
  const {
    displayName = titleCase(name),
    description,
    domain,
    version = DEFAULT_VERSION,
    namespace = defaultNamespace(name),
    license,
    apis,
    manager,
    delivery,
  } = spec.spec;
  const { repository, tag = imageTag(version) } = splitImage(spec.spec.image ?? defaultImage(spec));
  const places = apiPlaces(apis, domain);
  return deepFreeze({
    name,
    displayName,
    description: description ?? `${displayName}: controls ${apis.map(({ kind }) => kind).join(', ')}.`,
    domain,
    version,
    image: { repository, tag },
    namespace,
    ...(license !== undefined && { license: license.trim().replaceAll(/\s+/g, ' ') }),
    apis: apis.map((api, i) => buildApi(spec, api, places[i]!)),
    manager: buildManager(manager ?? {}),
    delivery: buildDelivery(delivery ?? {}, { name, displayName, domain, version, repository, apis }),
  });
};

/** A tag has no `+`, which SemVer allows. */
const imageTag = (version: string): string => version.replaceAll('+', '-');

const buildApi = (spec: Spec, api: ApiSpec, place: { directory: string; variable: string }): Api => {
  const {
    shortNames = [],
    categories = [],
    scope = 'Namespaced',
    labels = {},
    annotations = {},
    prune = false,
    cleanup = false,
    watches = [],
    permissions = [],
  } = api;
  const group = fullGroup(api.group, spec.spec.domain);
  const names = crdNames(api);
  const storageName = storageVersion(api)!.name;
  const versions = api.versions.map((version) => buildVersion(version, version.name === storageName));
  const { name: controlled } = controlledVersion(api)!;
  const storage = versions.find(({ name }) => name === controlled)!;
  const status = buildStatus(api);
  const { conversion, preserveUnknownFields } = api;
  return {
    group,
    ...names,
    typeName: typeName(api.kind),
    shortNames,
    categories,
    scope,
    crdName: `${names.plural}.${group}`,
    labels,
    annotations,
    ...place,
    versions,
    ...(conversion !== undefined && { conversion: conversion as unknown as JsonObject }),
    ...(preserveUnknownFields !== undefined && { preserveUnknownFields }),
    storage,
    children: buildChildren(spec, api),
    ...(status !== undefined && { status }),
    prune,
    cleanup,
    watches: watches.map((watched) => buildWatch(spec, watched)),
    permissions: [...permissions, ...grantsOf(api).rules],
    sample: buildSample(api, `${group}/${storage.name}`, storage.schema),
  };
};

const buildWatch = (spec: Spec, { apiVersion, kind, when }: WatchSpec): WatchedKind => ({
  ...referTo(spec, apiVersion, kind),
  ...(when !== undefined && { when }),
});

const buildVersion = (version: VersionSpec, storage: boolean): ApiVersion => {
  const {
    name,
    served = true,
    deprecated = false,
    deprecationWarning,
    schema,
    subresources,
    additionalPrinterColumns = [],
    selectableFields = [],
  } = version;
  const emptySubresources = subresources !== undefined && Object.keys(subresources).length === 0;
  const { status = hasStatus(schema) && !emptySubresources, scale } = subresources ?? {};
  return {
    name,
    served,
    storage,
    deprecated,
    ...(deprecationWarning !== undefined && { deprecationWarning }),
    schema: rootSchema(schema),
    declared: declaredRoot(schema) as unknown as JsonObject,
    statusSubresource: status !== false,
    ...(scale !== undefined && { scale }),
    ...(emptySubresources && { emptySubresources }),
    additionalPrinterColumns: additionalPrinterColumns as unknown as readonly JsonObject[],
    selectableFields,
  };
};

const buildManager = (manager: ManagerSpec): ManagerOptions => {
  const {
    replicas = 1,
    sharding = false,
    leaderElection = !sharding,
    metricsPort = 8080,
    metricsSecure = false,
    healthPort = 8081,
    networkPolicy = true,
    serviceMonitor = false,
    prometheusRule = false,
    dashboard = false,
    resources = {},
  } = manager;
  const { requests = { cpu: '10m', memory: '96Mi' }, limits = { memory: '256Mi' } } = resources;
  return {
    replicas,
    leaderElection,
    sharding,
    metricsPort,
    metricsSecure,
    healthPort,
    networkPolicy,
    serviceMonitor,
    prometheusRule,
    dashboard,
    resources: { requests, limits },
  };
};
