/** The OLM bundle: `bundle/` and `bundle.Dockerfile`. */
import { bundleAnnotations, bundleDockerfile, scorecardConfig } from '../emit/olm/metadata.ts';
import { clusterServiceVersion } from '../emit/olm/csv.ts';
import { ownNamespaceRoles } from '../emit/olm/install.ts';
import { MARKER } from '../emit/marker.ts';
import { managedYaml } from '../emit/yaml.ts';
import type { Model } from '../model/model.ts';
import { crd, crdFileName } from '../objects/crd.ts';
import { dashboardConfigMap } from '../objects/dashboard.ts';
import { objectNames } from '../objects/names.ts';
import { hasPodDisruptionBudget, podDisruptionBudget } from '../objects/pod-disruption-budget.ts';
import { prometheusRule, seriesSelector } from '../objects/prometheus-rule.ts';
import { metricsReaderRole, userRole, USER_ROLES } from '../objects/rbac.ts';
import { serviceMonitor } from '../objects/service-monitor.ts';
import { metricsService } from '../objects/service.ts';
import type { PlannedFile } from './plan.ts';

/** No files where OLM is switched off. */
export const olmFiles = (model: Model): readonly PlannedFile[] => {
  const { olm } = model.delivery;
  if (olm === undefined) return [];
  return [
    managed(
      `bundle/manifests/${model.name}.clusterserviceversion.yaml`,
      managedYaml(clusterServiceVersion(model, olm)),
    ),
    ...model.apis.map((api) => managed(`bundle/manifests/${crdFileName(api)}`, managedYaml(crd(api)))),
    ...extras(model).map((object) =>
      managed(
        `bundle/manifests/${object.metadata.name}.${object.kind.toLowerCase()}.yaml`,
        managedYaml(withoutNamespace(object)),
      ),
    ),
    managed('bundle/metadata/annotations.yaml', managedYaml(bundleAnnotations(model, olm))),
    managed('bundle/tests/scorecard/config.yaml', managedYaml(scorecardConfig())),
    managed('bundle.Dockerfile', `# ${MARKER}\n${bundleDockerfile(model, olm)}`),
    // The project's own .dockerignore leaves out all that is not in the operator's image; this one goes before it.
    managed('bundle.Dockerfile.dockerignore', `# ${MARKER}\n*\n!bundle\n`),
  ];
};

interface Extra {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/**
 * What OLM does not make from the ClusterServiceVersion and lets a bundle have. Not the NetworkPolicy: OLM v1 before v1.3.0 and OLM v0
 * before v0.32.0 refuse a bundle with one.
 */
const extras = (model: Model): readonly Extra[] => [
  metricsService(model),
  ...(hasPodDisruptionBudget(model) ? [podDisruptionBudget(model)] : []),
  ...(model.manager.serviceMonitor ? [serviceMonitor(model)] : []),
  // Who installs it chooses the namespace.
  ...(model.manager.prometheusRule ? [prometheusRule(model, seriesSelector(objectNames(model).metricsService))] : []),
  ...(model.manager.dashboard ? [dashboardConfigMap(model)] : []),
  ...ownNamespaceRoles(model),
  ...(model.manager.metricsSecure ? [metricsReaderRole(model)] : []),
  ...model.apis.flatMap((api) => USER_ROLES.map((role) => userRole(model, api, role))),
];

/** OLM puts the objects into the namespace that the operator is installed in. */
const withoutNamespace = (object: Extra): object => {
  const { namespace: _namespace, ...metadata } = object.metadata;
  return { ...object, metadata };
};

const managed = (path: string, content: string): PlannedFile => ({ path, content, owner: 'managed' });
