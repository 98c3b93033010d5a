/** A bundle as the tests of the scorecard see it: what Go would decode of it, and each part with the document and the path it stands at. */
import { isObject, type JsonObject } from '../../model/json.ts';
import type { Path } from '../../spec/path.ts';
import type { Problem } from '../../spec/problem.ts';
import type { BundleDocument } from '../bundle-file.ts';
import { annotationsOf, type Bundle } from '../open-bundle.ts';
import type { ApiDescription, CsvSpec, PolicyRule } from '../validate/csv.ts';
import type { Judged, JudgedCrd } from '../validate/judged.ts';
import type { Container, DeploymentSpec, PodSpec } from './workload.ts';

export interface Subject {
  readonly bundle: Bundle;
  /** The ClusterServiceVersion. */
  readonly document: BundleDocument;
  readonly name: string;
  /** Those of its metadata. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: SubjectSpec;
  readonly deployments: readonly Deployment[];
  readonly permissions: readonly Permission[];
  readonly crds: readonly JudgedCrd[];
  /** Files of CRDs whose schemas the API server refuses: nothing can be validated by them. */
  readonly unsound: ReadonlySet<string>;
  /** Of metadata/annotations.yaml. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** More of a ClusterServiceVersion's spec than the validators look at. */
export interface SubjectSpec extends CsvSpec {
  readonly skips?: readonly string[];
  readonly customresourcedefinitions?: {
    readonly owned?: readonly OwnedKind[];
    readonly required?: readonly ApiDescription[];
  };
  readonly apiservicedefinitions?: { readonly owned?: readonly ServedApi[] };
  readonly webhookdefinitions?: readonly WebhookDefinition[];
}

export interface OwnedKind extends ApiDescription {
  readonly specDescriptors?: readonly { readonly path?: string }[];
  readonly statusDescriptors?: readonly { readonly path?: string }[];
}

export interface ServedApi extends ApiDescription {
  readonly group?: string;
  readonly deploymentName?: string;
  readonly containerPort?: number;
}

export interface WebhookDefinition {
  readonly generateName?: string;
  readonly type?: string;
  readonly deploymentName?: string;
  readonly containerPort?: number;
  readonly targetPort?: string | number;
  readonly webhookPath?: string;
  readonly conversionCRDs?: readonly string[];
  readonly rules?: readonly {
    readonly apiGroups?: readonly string[];
    readonly apiVersions?: readonly string[];
    readonly resources?: readonly string[];
  }[];
}

export interface Deployment {
  readonly name: string;
  readonly path: Path;
  readonly spec: DeploymentSpec;
  /** Of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  readonly pod: PodSpec;
  readonly podPath: Path;
  /** As which its pods run. */
  readonly serviceAccount: string;
  /** All that run, those that run first included. */
  readonly containers: readonly PlacedContainer[];
}

export interface PlacedContainer {
  readonly name: string;
  readonly path: Path;
  readonly container: Container;
}

/** A rule that OLM grants to a ServiceAccount. */
export interface Permission {
  readonly serviceAccount: string;
  /** `permissions` hold in the namespaces that are watched, `clusterPermissions` in all. */
  readonly scope: 'permissions' | 'clusterPermissions';
  readonly rule: PolicyRule & { readonly nonResourceURLs?: readonly string[] };
  readonly path: Path;
}

const STRATEGY: Path = ['spec', 'install', 'spec'];

/** The parts of a bundle that was decoded; `schemas` is what is wrong with those of its CRDs. */
export const subjectOf = ({ bundle, csv, crds }: Judged, schemas: readonly Problem[]): Subject => {
  const spec = csv.spec as SubjectSpec;
  return {
    bundle,
    document: csv.document,
    name: csv.name,
    annotations: csv.annotations,
    spec,
    deployments: (spec.install?.spec?.deployments ?? []).map(deploymentAt),
    permissions: (['permissions', 'clusterPermissions'] as const).flatMap((scope) => permissionsOf(spec, scope)),
    crds,
    unsound: new Set(schemas.flatMap(({ file, severity }) => (severity === 'error' ? [file] : []))),
    metadata: annotationsOf(bundle.annotations),
  };
};

const deploymentAt = (
  { name = '', spec: decoded = {} }: { readonly name?: string; readonly spec?: unknown },
  i: number,
): Deployment => {
  const spec = decoded as DeploymentSpec;
  const path: Path = [...STRATEGY, 'deployments', i];
  const podPath: Path = [...path, 'spec', 'template', 'spec'];
  const pod = spec.template?.spec ?? {};
  return {
    name,
    path,
    spec,
    labels: spec.template?.metadata?.labels ?? {},
    pod,
    podPath,
    serviceAccount: pod.serviceAccountName || pod.serviceAccount || 'default',
    containers: (['initContainers', 'containers'] as const).flatMap((list) =>
      (pod[list] ?? []).map((container, j) => ({
        name: container.name ?? '',
        path: [...podPath, list, j],
        container,
      })),
    ),
  };
};

const permissionsOf = ({ install }: SubjectSpec, scope: Permission['scope']): readonly Permission[] =>
  (install?.spec?.[scope] ?? []).flatMap((granted, i) => {
    const { serviceAccountName = '', rules = [] } = granted as typeof granted & { serviceAccountName?: string };
    return rules.map((rule, j) => ({
      serviceAccount: serviceAccountName,
      scope,
      rule,
      path: [...STRATEGY, scope, i, 'rules', j],
    }));
  });

/** Objects of a kind in the bundle, beside the ClusterServiceVersion and CRDs. */
export const objectsOf = ({ bundle }: Subject, kind: string): readonly BundleDocument[] =>
  bundle.others.filter(({ value }) => value['kind'] === kind);

/** The value at a path; undefined where there is none. */
export const valueAt = (value: unknown, ...path: Path): unknown => {
  let at = value;
  for (const step of path) at = Array.isArray(at) ? at[Number(step)] : isObject(at) ? at[step] : undefined;
  return at;
};

/** The items of a list that are mappings, with where they are in it. */
export const objectsIn = (list: unknown): readonly (readonly [number, JsonObject])[] =>
  Array.isArray(list) ? list.flatMap((item: unknown, i) => (isObject(item) ? [[i, item] as const] : [])) : [];

/** The keys of a mapping whose values are text. */
export const textsIn = (value: unknown): Readonly<Record<string, string>> =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : {};
