/** Versions of APIs that Kubernetes does not serve any more (operator-framework/api removed_apis.go). */
import type { Path } from '../../spec/path.ts';
import type { BundleDocument } from '../bundle-file.ts';
import type { Permissions } from './csv.ts';
import type { Findings } from './findings.ts';
import { type Judged, nameOf } from './judged.ts';
import { formatVersion, parseTolerant } from './semver.ts';
import { compareVersions, type Version } from '../version.ts';

interface Use {
  readonly document: BundleDocument;
  readonly path: Path;
  /** What is used: 'policy/v1beta1 PodDisruptionBudget'. */
  readonly api: string;
}

/** By the release that does not serve them any more. */
const REMOVED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '1.22.0': {
    'admissionregistration.k8s.io/v1beta1': ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    'apiregistration.k8s.io/v1beta1': ['APIService'],
    'authentication.k8s.io/v1beta1': ['TokenReview'],
    'authorization.k8s.io/v1beta1': ['LocalSubjectAccessReview', 'SelfSubjectAccessReview', 'SubjectAccessReview'],
    'certificates.k8s.io/v1beta1': ['CertificateSigningRequest'],
    'coordination.k8s.io/v1beta1': ['Lease'],
    'extensions/v1beta1': ['Ingress'],
    'networking.k8s.io/v1beta1': ['Ingress', 'IngressClass'],
    'rbac.authorization.k8s.io/v1beta1': ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'],
    'scheduling.k8s.io/v1beta1': ['PriorityClass'],
    'storage.k8s.io/v1beta1': ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
  },
  '1.25.0': {
    'autoscaling/v2beta1': ['HorizontalPodAutoscaler'],
    'batch/v1beta1': ['CronJob'],
    'discovery.k8s.io/v1beta1': ['EndpointSlice'],
    'events.k8s.io/v1beta1': ['Event'],
    'node.k8s.io/v1beta1': ['RuntimeClass'],
    'policy/v1beta1': ['PodDisruptionBudget', 'PodSecurityPolicy'],
  },
  '1.26.0': { 'autoscaling/v2beta2': ['HorizontalPodAutoscaler'] },
};

/** Manifests of such APIs, and the resources that descriptions of kinds name. */
export const checkRemovedApis = (judged: Judged, findings: Findings): void => {
  const { csv, kubernetes } = judged;
  const { minKubeVersion = '' } = csv.spec;
  const least = parseTolerant(minKubeVersion);
  if (minKubeVersion !== '' && least === undefined)
    findings.error(
      csv.document,
      ['spec', 'minKubeVersion'],
      'this is no version, so nobody can tell which APIs there will be.',
      'Write 1.30.0.',
    );
  const versions = [parseTolerant(kubernetes), least].filter((version) => version !== undefined);
  for (const release of Object.keys(REMOVED)) {
    const isGone = versions.some((version) => compareVersions(version, parseTolerant(release)!) >= 0);
    for (const { document, path, api } of [
      ...usesOf(judged, release),
      ...(release === '1.25.0' ? describedResources(judged) : []),
    ])
      findings[isGone ? 'error' : 'warning'](
        document,
        path,
        `Kubernetes ${shortOf(parseTolerant(release)!)} and later do not serve ${api}.`,
        'Use its newer version: https://kubernetes.io/docs/reference/using-api/deprecation-guide.',
      );
  }
  checkPodSecurityPolicies(judged, findings);
};

const shortOf = (version: Version): string => formatVersion(version).replace(/\.0$/, '');

/** Manifests of APIs that a release has removed. */
export const usesOf = ({ bundle, crds }: Judged, release: string): readonly Use[] => [
  ...(release === '1.22.0' ? crds.filter(({ version }) => version === 'v1beta1') : []).map(({ document }) => ({
    document,
    path: ['apiVersion'],
    api: 'apiextensions.k8s.io/v1beta1 CustomResourceDefinition',
  })),
  ...bundle.manifests.flatMap((document): readonly Use[] => {
    const { apiVersion, kind } = document.value;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') return [];
    const isRemoved = REMOVED[release]![apiVersion]?.includes(kind) === true;
    return isRemoved
      ? [{ document, path: ['apiVersion'], api: `${apiVersion} ${kind}, as ${nameOf(document)} is` }]
      : [];
  }),
];

const describedResources = ({ csv }: Judged): readonly Use[] => {
  if (csv.document.value['apiVersion'] !== 'operators.coreos.com/v1alpha1') return [];
  const { customresourcedefinitions: definitions = {} } = csv.spec;
  return (['owned', 'required'] as const).flatMap((list) =>
    (definitions[list] ?? []).flatMap(({ resources = [] }, i) =>
      resources.flatMap(({ version = '', kind = '' }, j): readonly Use[] =>
        REMOVED['1.25.0']![version]?.includes(kind) === true
          ? [
              {
                document: csv.document,
                path: ['spec', 'customresourcedefinitions', list, i, 'resources', j],
                api: `${version} ${kind}`,
              },
            ]
          : [],
      ),
    ),
  );
};

/** PodSecurityPolicies have gone for good; a permission on them is harmless, and useless. */
const checkPodSecurityPolicies = ({ csv }: Judged, findings: Findings): void => {
  if (csv.document.value['apiVersion'] !== 'operators.coreos.com/v1alpha1') return;
  const { customresourcedefinitions: { owned = [], required = [] } = {}, install } = csv.spec;
  const described = [...owned, ...required].flatMap(({ resources = [] }) =>
    resources.map(({ kind = '' }) => `${kind.toLowerCase()}s`),
  );
  if (described.includes('podsecuritypolicies')) return;
  const check = (field: 'permissions' | 'clusterPermissions', permissions: readonly Permissions[]): void => {
    for (const [i, { rules = [] }] of permissions.entries())
      for (const [j, { apiGroups = [], resources = [] }] of rules.entries())
        if (apiGroups.includes('policy') && resources.includes('podsecuritypolicies'))
          findings.warning(
            csv.document,
            ['spec', 'install', 'spec', field, i, 'rules', j],
            'Kubernetes 1.25 and later have no PodSecurityPolicies.',
            'Remove the permission.',
          );
  };
  check('clusterPermissions', install?.spec?.clusterPermissions ?? []);
  check('permissions', install?.spec?.permissions ?? []);
};
