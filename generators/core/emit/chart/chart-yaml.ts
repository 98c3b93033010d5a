/** Chart.yaml, with what Artifact Hub shows about an operator. */
import type { Model } from '../../model/model.ts';
import { servedApis } from '../../model/served.ts';
import { toYaml } from '../yaml.ts';

/** The oldest Kubernetes that has all that a generated operator uses. */
const OLDEST_KUBERNETES = '1.30.0';

/** The content of Chart.yaml. */
export const chartYaml = (model: Model) => ({
  apiVersion: 'v2',
  name: model.name,
  description: model.description,
  type: 'application',
  version: model.version,
  appVersion: model.version,
  // `-0` lets the versions of cloud providers in, which look like pre-releases: v1.31.2-gke.1.
  kubeVersion: `>=${model.delivery.olm?.minKubeVersion ?? OLDEST_KUBERNETES}-0`,
  ...links(model),
  annotations: {
    'artifacthub.io/operator': 'true',
    'artifacthub.io/operatorCapabilities': 'Basic Install',
    'artifacthub.io/images': toYaml([{ name: model.name, image: `${model.image.repository}:${model.image.tag}` }]),
    ...(servedApis(model).length > 0 && {
      'artifacthub.io/crds': toYaml(model.apis.flatMap(describeApi)),
      'artifacthub.io/crdsExamples': toYaml(servedApis(model).map((api) => api.sample)),
    }),
  },
});

/** What the spec says about people and places, when it says it for OLM. */
const links = ({ delivery: { olm } }: Model) => ({
  ...(olm !== undefined && olm.keywords.length > 0 && { keywords: olm.keywords }),
  ...(olm !== undefined && olm.maintainers.length > 0 && { maintainers: olm.maintainers }),
  ...(olm !== undefined && olm.links.length > 0 && { home: olm.links[0]!.url }),
});

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
