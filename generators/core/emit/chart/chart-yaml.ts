/** Chart.yaml, with what Artifact Hub shows about an operator. */
import type { OlmDelivery } from '../../model/olm-delivery.ts';
import { capabilityLevel } from '../../model/capability.ts';
import type { Model } from '../../model/model.ts';
import { oldestKubernetes } from '../../model/oldest/oldest-kubernetes.ts';
import { servedApis } from '../../model/served.ts';
import { icon } from '../olm/icon.ts';
import { toYaml } from '../yaml.ts';
import { crdsChartName } from './crds.ts';

/** The content of Chart.yaml. */
export const chartYaml = (model: Model) => ({
  ...common(model, model.name, model.description, oldestKubernetes(model).operator),
  annotations: {
    'artifacthub.io/operator': 'true',
    'artifacthub.io/operatorCapabilities': capabilityLevel(model),
    ...about(model),
    'artifacthub.io/images': toYaml([{ name: model.name, image: `${model.image.repository}:${model.image.tag}` }]),
    ...definitions(model),
    ...(servedApis(model).length > 0 && {
      'artifacthub.io/crdsExamples': toYaml(servedApis(model).map((api) => api.sample)),
    }),
  },
});

/** Chart.yaml of the chart that has the CustomResourceDefinitions alone. */
export const crdsChartYaml = (model: Model) => ({
  ...common(
    model,
    crdsChartName(model),
    `The CustomResourceDefinitions of ${model.displayName}.`,
    oldestKubernetes(model).definitions,
  ),
  annotations: { ...about(model), ...definitions(model) },
});

const common = (model: Model, name: string, description: string, kubernetes: string) => ({
  apiVersion: 'v2',
  name,
  description,
  type: 'application',
  version: model.version,
  appVersion: model.version,
  // `-0` lets the versions of cloud providers in, which look like pre-releases: v1.31.2-gke.1.
  kubeVersion: `>=${kubernetes}-0`,
  icon: `data:image/svg+xml;base64,${Buffer.from(icon(model.displayName)).toString('base64')}`,
  ...people(model),
});

/** What the spec says about people and places: to OLM, and to Flux about git. */
const people = ({ delivery: { olm, flux } }: Model) => ({
  ...(olm !== undefined && olm.keywords.length > 0 && { keywords: olm.keywords }),
  ...(olm !== undefined && olm.maintainers.length > 0 && { maintainers: olm.maintainers }),
  ...(olm !== undefined && olm.links.length > 0 && { home: olm.links[0]!.url }),
  ...(flux?.git?.url.startsWith('https://') && { sources: [flux.git.url] }),
});

/** No list of changes: the spec says what is, not what was. */
const about = ({ version, license, delivery: { olm } }: Model) => {
  const category = olm?.categories.map((name) => CATEGORIES[name]).find((name) => name !== undefined);
  return {
    ...(category !== undefined && { 'artifacthub.io/category': category }),
    // A minus in the build's metadata, behind a plus, says nothing.
    'artifacthub.io/prerelease': String(version.split('+')[0]!.includes('-')),
    ...(license !== undefined && {
      'artifacthub.io/license': license,
      // What registries read: helm push copies it to the artifact.
      'org.opencontainers.image.licenses': license,
    }),
    ...(olm !== undefined && olm.links.length > 0 && { 'artifacthub.io/links': links(olm) }),
  };
};

const links = ({ links }: OlmDelivery): string => toYaml(links.map(({ name, url }) => ({ name, url })));

/** The categories of Artifact Hub, by those of OperatorHub that mean the same. */
const CATEGORIES: Readonly<Record<string, string>> = {
  'AI/Machine Learning': 'ai-machine-learning',
  Database: 'database',
  'Integration & Delivery': 'integration-delivery',
  'Logging & Tracing': 'monitoring-logging',
  Monitoring: 'monitoring-logging',
  Networking: 'networking',
  Observability: 'monitoring-logging',
  Security: 'security',
  Storage: 'storage',
  'Streaming & Messaging': 'streaming-messaging',
};

const definitions = (model: Model) =>
  servedApis(model).length === 0 ? {} : { 'artifacthub.io/crds': toYaml(model.apis.flatMap(describeApi)) };

const describeApi = (api: Model['apis'][number]) =>
  api.versions
    .filter(({ served }) => served)
    .map((version) => ({
      kind: api.kind,
      version: version.name,
      name: api.crdName,
      displayName: api.kind,
      description:
        typeof version.schema.description === 'string' ? version.schema.description : `${api.kind} of ${api.group}.`,
    }));
