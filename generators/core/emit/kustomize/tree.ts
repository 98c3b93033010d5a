/**
 * The `config/` tree as users of kubebuilder know it: a folder a concern, each a kustomization of its own, and `default`,
 * which installs all of them. A part that is switched off has no files.
 */
import type { Api, Model } from '../../model/model.ts';
import { servedApis } from '../../model/served.ts';
import { crd, crdFileName } from '../../objects/crd.ts';
import { coordination, isCoordinated } from '../../objects/coordination.ts';
import { dashboardConfigMap } from '../../objects/dashboard.ts';
import { deployment } from '../../objects/deployment.ts';
import { fileStem } from '../../objects/names.ts';
import { namespace } from '../../objects/namespace.ts';
import { networkPolicy } from '../../objects/network-policy.ts';
import { hasPodDisruptionBudget, podDisruptionBudget } from '../../objects/pod-disruption-budget.ts';
import { prometheusRule } from '../../objects/prometheus-rule.ts';
import * as rbac from '../../objects/rbac.ts';
import { metricsService } from '../../objects/service.ts';
import { serviceMonitor } from '../../objects/service-monitor.ts';

/** A folder of `config/` that is a kustomization: file names and what is in the files. */
export interface Folder {
  readonly name: string;
  readonly files: readonly (readonly [name: string, object: object])[];
}

/** The folders that `default` installs, in the order of installation. */
export const installedFolders = (model: Model): readonly Folder[] =>
  [
    { name: 'crd', files: model.apis.map((api) => [crdFileName(api), crd(api)] as const) },
    { name: 'rbac', files: rbacFiles(model) },
    {
      name: 'manager',
      files: [
        ['namespace.yaml', namespace(model)] as const,
        ['manager.yaml', deployment(model)] as const,
        ['metrics_service.yaml', metricsService(model)] as const,
        ...(hasPodDisruptionBudget(model) ? [['pod_disruption_budget.yaml', podDisruptionBudget(model)] as const] : []),
      ],
    },
    {
      name: 'network-policy',
      files: model.manager.networkPolicy ? [['allow-metrics-traffic.yaml', networkPolicy(model)] as const] : [],
    },
    {
      name: 'prometheus',
      files: [
        ...(model.manager.serviceMonitor ? [['monitor.yaml', serviceMonitor(model)] as const] : []),
        ...(model.manager.prometheusRule ? [['rules.yaml', prometheusRule(model)] as const] : []),
      ],
    },
    {
      name: 'grafana',
      files: model.manager.dashboard ? [['dashboard.yaml', dashboardConfigMap(model)] as const] : [],
    },
  ].filter(({ files }) => files.length > 0);

/** One custom resource a kind that is served; not installed by `default`. */
export const samplesFolder = (model: Model): Folder => ({
  name: 'samples',
  files: servedApis(model).map((api) => [sampleFileName(model, api), api.sample]),
});

const rbacFiles = (model: Model): Folder['files'] => [
  ['service_account.yaml', rbac.serviceAccount(model)],
  ['role.yaml', rbac.managerRole(model)],
  ['role_binding.yaml', rbac.managerRoleBinding(model)],
  ...(isCoordinated(model)
    ? [
        [`${coordinationFile(model)}_role.yaml`, rbac.coordinationRole(model)] as const,
        [`${coordinationFile(model)}_role_binding.yaml`, rbac.coordinationRoleBinding(model)] as const,
      ]
    : []),
  ...(model.manager.metricsSecure
    ? [
        ['metrics_auth_role.yaml', rbac.metricsAuthRole(model)] as const,
        ['metrics_auth_role_binding.yaml', rbac.metricsAuthRoleBinding(model)] as const,
        ['metrics_reader_role.yaml', rbac.metricsReaderRole(model)] as const,
      ]
    : []),
  ...model.apis.flatMap((api) =>
    rbac.USER_ROLES.map((role) => [`${fileStem(api)}_${role}_role.yaml`, rbac.userRole(model, api, role)] as const),
  ),
];

/** `leader_election`, `sharding`. */
const coordinationFile = (model: Model): string => coordination(model).suffix.slice(1).replaceAll('-', '_');

/** `cache_v1alpha1_memcached.yaml`: the group without the operator's domain, as kubebuilder names it. */
const sampleFileName = ({ domain }: Model, { group, kind, storage }: Api): string => {
  const short = group.endsWith(`.${domain}`) ? group.slice(0, -domain.length - 1) : group;
  return `${short}_${storage.name}_${kind.toLowerCase()}.yaml`;
};

/** A kustomization.yaml of these resources. */
export const kustomization = (resources: readonly string[], namespace?: string): object => ({
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
  ...(namespace !== undefined && { namespace }),
  resources,
});
