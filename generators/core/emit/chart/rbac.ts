import type { Api, Model } from '../../model/model.ts';
import { coordination } from '../../objects/coordination.ts';
import { SUFFIX, userRoleSuffix, type UserRole } from '../../objects/names.ts';
import * as rbac from '../../objects/rbac.ts';
import { scopedRules } from '../../objects/scope.ts';
import { type ChartObject, type ChartValue, expression, when } from './helm.ts';
import { annotationsWith, chartMetadata, include, nameWith, releaseNamespace, spreadLabels } from './metadata.ts';

/** The ServiceAccount, with the annotations that the chart's user gives it. */
export const serviceAccountTemplate = (model: Model): ChartObject => {
  const object = rbac.serviceAccount(model);
  const name = expression(`${include(model, 'serviceAccountName')} | quote`);
  return {
    ...object,
    metadata: chartMetadata(model, object, name, {
      annotations: annotationsWith('.Values.serviceAccount.annotations'),
    }),
  };
};

/** What the manager may do, and that it may. */
export const managerRoleTemplates = (model: Model): readonly ChartObject[] => [
  role(model, rbac.managerRole(model), SUFFIX.managerRole),
  binding(model, rbac.managerRoleBinding(model), SUFFIX.managerRole),
];

/** What the template of a Role calls the namespace that it is for. */
export const WATCHED_NAMESPACE = 'namespace';

/** What the manager may do in one of the namespaces that it watches, and that it may. */
export const namespaceRoleTemplates = (model: Model): readonly ChartObject[] => [
  inNamespace(role(model, rbac.namespaceRole(model, model.namespace), SUFFIX.managerRole)),
  inNamespace(binding(model, rbac.namespaceRoleBinding(model, model.namespace), SUFFIX.managerRole)),
];

/** What is about no namespace, and that the manager may do it; none where there is nothing of the kind. */
export const clusterRoleTemplates = (model: Model): readonly ChartObject[] =>
  scopedRules(model).cluster.length === 0
    ? []
    : [
        role(model, rbac.clusterManagerRole(model), SUFFIX.clusterManagerRole),
        binding(model, rbac.clusterManagerRoleBinding(model), SUFFIX.clusterManagerRole),
      ];

const inNamespace = (object: Templated): ChartObject => ({
  ...object,
  metadata: { ...object.metadata, namespace: expression(`$${WATCHED_NAMESPACE} | quote`) },
});

/** What leader election, or sharding, needs, and that the manager may do it. */
export const coordinationTemplates = (model: Model): readonly ChartObject[] => [
  role(model, rbac.coordinationRole(model), coordination(model).suffix),
  binding(model, rbac.coordinationRoleBinding(model), coordination(model).suffix),
];

/** What the manager needs to see who reads its metrics, that it may, and the role for those who read them. */
export const metricsAuthTemplates = (model: Model): readonly ChartObject[] => [
  role(model, rbac.metricsAuthRole(model), SUFFIX.metricsAuthRole),
  binding(model, rbac.metricsAuthRoleBinding(model), SUFFIX.metricsAuthRole),
  role(model, rbac.metricsReaderRole(model), SUFFIX.metricsReaderRole),
];

/** The roles for a cluster's users, three for each kind. */
export const userRoleTemplates = (model: Model): readonly ChartObject[] =>
  model.apis.flatMap((api) => rbac.USER_ROLES.map((role) => userRoleTemplate(model, api, role)));

const userRoleTemplate = (model: Model, api: Api, role: UserRole): ChartObject => {
  const object = rbac.userRole(model, api, role);
  const labels = {
    common: spreadLabels(model),
    ...mapValues(rbac.aggregationLabels(api, role), (value) => when('.Values.rbac.aggregate', value)),
  };
  return { ...object, metadata: chartMetadata(model, object, nameWith(model, userRoleSuffix(api, role)), { labels }) };
};

type Role = ReturnType<
  typeof rbac.managerRole | typeof rbac.namespaceRole | typeof rbac.coordinationRole | typeof rbac.metricsReaderRole
>;
type Binding = ReturnType<
  typeof rbac.managerRoleBinding | typeof rbac.namespaceRoleBinding | typeof rbac.coordinationRoleBinding
>;
interface Templated extends Readonly<Record<string, ChartValue>> {
  readonly metadata: ChartObject;
}

const role = (model: Model, object: Role, suffix: string): Templated => ({
  ...object,
  metadata: chartMetadata(model, object, nameWith(model, suffix)),
  rules: object.rules.map((rule) => ({ ...rule })),
});

const binding = (model: Model, object: Binding, suffix: string): Templated => ({
  ...object,
  metadata: chartMetadata(model, object, nameWith(model, suffix)),
  roleRef: { ...object.roleRef, name: nameWith(model, suffix) },
  subjects: object.subjects.map((subject) => ({
    ...subject,
    name: expression(`${include(model, 'serviceAccountName')} | quote`),
    namespace: releaseNamespace(),
  })),
});

const mapValues = <A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
