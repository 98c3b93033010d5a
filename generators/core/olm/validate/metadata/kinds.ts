/** Which kinds a bundle may have (operator-registry pkg/lib/bundle/supported_resources.go; operator-sdk's ValidateBundleContent). */
import { quote, suggest } from '../../../spec/near.ts';
import type { Findings } from '../findings.ts';
import { gvkOf } from '../gvk.ts';
import type { Judged } from '../judged.ts';
import { checkMetadata, looseMetadata } from '../objects/metadata.ts';

export const SUPPORTED_KINDS: readonly string[] = [
  'ClusterRole',
  'ClusterRoleBinding',
  'ClusterServiceVersion',
  'ConfigMap',
  'ConsoleCLIDownload',
  'ConsoleLink',
  'ConsolePlugin',
  'ConsoleQuickStart',
  'ConsoleYAMLSample',
  'CustomResourceDefinition',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'PriorityClass',
  'PrometheusRule',
  'Role',
  'RoleBinding',
  'Secret',
  'Service',
  'ServiceAccount',
  'ServiceMonitor',
  'VerticalPodAutoscaler',
];

/** Objects beside ClusterServiceVersion and CRDs: of a kind that OLM applies, and with metadata that Kubernetes takes. */
export const checkKinds = ({ bundle }: Judged, findings: Findings): void => {
  for (const document of bundle.others) {
    const { kind } = gvkOf(document.value);
    if (SUPPORTED_KINDS.includes(kind)) checkMetadata(document, looseMetadata(document), findings);
    else if (kind !== '')
      findings.error(
        document,
        ['kind'],
        `OLM does not apply ${quote(kind)} from a bundle.`,
        HINTS[kind] ?? suggest(kind, SUPPORTED_KINDS, 'It applies'),
      );
  }
};

const HINTS: Readonly<Record<string, string>> = {
  Deployment: 'Write it into spec.install.spec.deployments of the ClusterServiceVersion.',
  ValidatingWebhookConfiguration: 'Write it into spec.webhookdefinitions of the ClusterServiceVersion.',
  MutatingWebhookConfiguration: 'Write it into spec.webhookdefinitions of the ClusterServiceVersion.',
  Namespace: 'Remove it: who installs the operator chooses the namespace.',
};
