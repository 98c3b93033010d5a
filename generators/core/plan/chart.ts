/** The Helm chart: charts/<name>/, from the same objects as `config/`; and charts/<name>-crds/ where the spec wants it. */
import { chartYaml, crdsChartYaml } from '../emit/chart/chart-yaml.ts';
import { crdFolder, crdsChartName, crdsCondition, crdsTemplate, hasCrdsChart } from '../emit/chart/crds.ts';
import { HARDENED_FILE, hardenedValues } from '../emit/chart/hardened.ts';
import { helpers } from '../emit/chart/helpers.ts';
import { notes } from '../emit/chart/notes.ts';
import { crdsReadme, readme } from '../emit/chart/readme.ts';
import { TEST_SCRIPT, testScript } from '../emit/chart/release-test.ts';
import { chartTemplates } from '../emit/chart/templates.ts';
import { group, type Values } from '../emit/chart/value.ts';
import { valuesSchema, valuesYaml } from '../emit/chart/values-files.ts';
import { chartValues, hasCrdValues, keepCrds } from '../emit/chart/values.ts';
import { MARKER } from '../emit/marker.ts';
import { managedYaml } from '../emit/yaml.ts';
import type { Model } from '../model/model.ts';
import { crd, crdFileName } from '../objects/crd.ts';
import { dashboardFileName, dashboardText } from '../objects/dashboard.ts';
import type { Owner, PlannedFile } from './plan.ts';

/** The files of the charts; none when the spec does not deliver by Helm. */
export const chartFiles = (model: Model): readonly PlannedFile[] =>
  model.delivery.helm === undefined
    ? []
    : [...operatorChart(model), ...(hasCrdsChart(model) ? definitionsChart(model) : [])];

const operatorChart = (model: Model): readonly PlannedFile[] => {
  const values = chartValues(model);
  const file = fileOf(model.name);
  return [
    file('Chart.yaml', managedYaml(chartYaml(model))),
    ...valuesFiles(file, values, readme(model, values)),
    file(HARDENED_FILE, hardenedValues(model)),
    ...(hasCrdsChart(model) ? [] : definitions(file, model)),
    ...(hasCrdValues(model) ? [crdsFile(file, model)] : []),
    file(`files/dashboards/${dashboardFileName(model)}`, dashboardText(model)),
    file(TEST_SCRIPT, testScript(model)),
    file('templates/_helpers.tpl', managedTemplate(helpers(model))),
    file('templates/NOTES.txt', notes(model)),
    ...chartTemplates(model).map(({ name, text }) => file(`templates/${name}`, managedTemplate(text))),
  ];
};

/** The CustomResourceDefinitions alone. */
const definitionsChart = (model: Model): readonly PlannedFile[] => {
  const values = { crds: group('The CustomResourceDefinitions.', keepCrds()) };
  const file = fileOf(crdsChartName(model));
  return [
    file('Chart.yaml', managedYaml(crdsChartYaml(model))),
    ...valuesFiles(file, values, crdsReadme(model, values)),
    ...definitions(file, model),
    crdsFile(file, model),
  ];
};

type ChartFile = (path: string, content: string, owner?: Owner) => PlannedFile;

const fileOf =
  (chart: string): ChartFile =>
  (path, content, owner = 'managed') => ({ path: `charts/${chart}/${path}`, content, owner });

const valuesFiles = (file: ChartFile, values: Values, readme: string): readonly PlannedFile[] => [
  file('values.yaml', valuesYaml(values), 'merged'),
  file('values.schema.json', valuesSchema(values)),
  file('README.md', readme),
  file('.helmignore', HELM_IGNORE),
];

const definitions = (file: ChartFile, model: Model): readonly PlannedFile[] =>
  model.apis.map((api) => file(`${crdFolder(model)}/${crdFileName(api)}`, managedYaml(crd(api))));

const crdsFile = (file: ChartFile, model: Model): PlannedFile =>
  file('templates/crds.yaml', managedTemplate(crdsTemplate(crdsCondition(model))));

const managedTemplate = (text: string): string => `{{- /* ${MARKER} */}}\n${text}`;

const HELM_IGNORE = `# ${MARKER}\n.DS_Store\n.git/\n.gitignore\n*.bak\n*.orig\n*.swp\n*.tmp\n*~\n.idea/\n.vscode/\n`;
