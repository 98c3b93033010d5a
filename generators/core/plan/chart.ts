/** The Helm chart: charts/<name>/, from the same objects as `config/`. */
import { chartYaml } from '../emit/chart/chart-yaml.ts';
import { coordinationEnabled, SECURE_METRICS, SERVICE_MONITOR } from '../emit/chart/conditions.ts';
import { deploymentTemplate } from '../emit/chart/deployment.ts';
import type { ChartObject } from '../emit/chart/helm.ts';
import { metricsServiceTemplate, networkPolicyTemplate, serviceMonitorTemplate } from '../emit/chart/network.ts';
import { printTemplate } from '../emit/chart/print.ts';
import {
  coordinationTemplates,
  managerRoleTemplates,
  metricsAuthTemplates,
  serviceAccountTemplate,
  userRoleTemplates,
} from '../emit/chart/rbac.ts';
import { crdsTemplate, helpers, notes, readme } from '../emit/chart/texts.ts';
import { valuesSchema, valuesYaml } from '../emit/chart/values-files.ts';
import { chartValues } from '../emit/chart/values.ts';
import { MARKER } from '../emit/marker.ts';
import { managedYaml } from '../emit/yaml.ts';
import type { Model } from '../model/model.ts';
import { coordination } from '../objects/coordination.ts';
import { crd, crdFileName } from '../objects/crd.ts';
import type { Owner, PlannedFile } from './plan.ts';

/** The files of the chart; none when the spec does not deliver by Helm. */
export const chartFiles = (model: Model): readonly PlannedFile[] => {
  if (model.delivery.helm === undefined) return [];
  const values = chartValues(model);
  const file = (path: string, content: string, owner: Owner = 'managed'): PlannedFile => ({
    path: `charts/${model.name}/${path}`,
    content,
    owner,
  });
  return [
    file('Chart.yaml', managedYaml(chartYaml(model))),
    file('values.yaml', valuesYaml(values), 'merged'),
    file('values.schema.json', valuesSchema(values)),
    file('README.md', readme(model, values)),
    file('.helmignore', HELM_IGNORE),
    ...model.apis.map((api) => file(`files/crds/${crdFileName(api)}`, managedYaml(crd(api)))),
    file('templates/_helpers.tpl', managedTemplate(helpers(model))),
    file('templates/NOTES.txt', notes(model)),
    ...templates(model).map(({ name, text }) => file(`templates/${name}`, managedTemplate(text))),
  ];
};

const templates = (model: Model): readonly { readonly name: string; readonly text: string }[] => {
  const template = (name: string, objects: readonly ChartObject[], condition?: string) => ({
    name,
    text: printTemplate(objects, condition),
  });
  return [
    ...(model.apis.length === 0
      ? []
      : [
          { name: 'crds.yaml', text: crdsTemplate() },
          template('user-roles.yaml', userRoleTemplates(model), '.Values.rbac.userRoles'),
        ]),
    template('deployment.yaml', [deploymentTemplate(model)]),
    template(
      `${coordination(model).suffix.slice(1)}.yaml`,
      coordinationTemplates(model),
      `and .Values.rbac.create ${coordinationEnabled(model)}`,
    ),
    template('manager-role.yaml', managerRoleTemplates(model), '.Values.rbac.create'),
    ...(model.manager.metricsSecure
      ? [template('metrics-auth.yaml', metricsAuthTemplates(model), `and .Values.rbac.create (${SECURE_METRICS})`)]
      : []),
    template('metrics-service.yaml', [metricsServiceTemplate(model)], '.Values.metrics.enabled'),
    template('network-policy.yaml', [networkPolicyTemplate(model)], '.Values.networkPolicy.enabled'),
    template('service-account.yaml', [serviceAccountTemplate(model)], '.Values.serviceAccount.create'),
    template('service-monitor.yaml', [serviceMonitorTemplate(model)], SERVICE_MONITOR),
  ];
};

const managedTemplate = (text: string): string => `{{- /* ${MARKER} */}}\n${text}`;

const HELM_IGNORE = `# ${MARKER}\n.DS_Store\n.git/\n.gitignore\n*.bak\n*.orig\n*.swp\n*.tmp\n*~\n.idea/\n.vscode/\n`;
