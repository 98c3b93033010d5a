/** One defect for each of our own tests of consistency, which no other judge of bundles sees. */
import type { Draft, Part } from './draft.ts';
import { type Mutation, put } from './mutation.ts';

export interface Defect extends Mutation {
  /** The name of the test that sees it. */
  readonly test: string;
  /** Whether that is an error, or a suggestion. */
  readonly severity: 'error' | 'warning';
}

const deploymentOf = ({ csv }: Draft): Part => csv.spec.install.spec.deployments[0];
const podOf = (draft: Draft): Part => deploymentOf(draft).spec.template.spec;
const managerOf = (draft: Draft): Part => podOf(draft).containers[0];
const exampleIn = ({ csv }: Draft, change: (example: Part) => void): void => {
  const { annotations } = csv.metadata;
  const examples = JSON.parse(annotations['alm-examples']) as readonly Part[];
  change(examples[0]);
  annotations['alm-examples'] = JSON.stringify(examples);
};

const defect = (
  test: string,
  name: string,
  change: (draft: Draft) => void,
  severity: Defect['severity'] = 'error',
): Defect => ({ test, name, change, severity });

export const DEFECTS: readonly Defect[] = [
  defect('references-have-producers', 'the Secret of cert-manager, which nobody makes', (draft) => {
    podOf(draft).volumes.push({ name: 'cert', secret: { secretName: 'webhook-server-cert' } });
    managerOf(draft).volumeMounts.push({ name: 'cert', mountPath: '/certs' });
  }),
  defect('volumes-are-mounted', 'a mount without a volume', (draft) =>
    managerOf(draft).volumeMounts.push({ name: 'cert', mountPath: '/certs' }),
  ),
  defect('paths-are-mounted', 'a folder of certificates in which nothing is mounted', (draft) =>
    managerOf(draft).args.push('--metrics-cert-path=/run/k8s-metrics-server/metrics-certs'),
  ),
  defect('probes-have-ports', 'a probe of a port that there is not', (draft) => {
    managerOf(draft).readinessProbe.httpGet.port = 'probes';
  }),
  defect('selectors-select', 'a deployment that does not select its pods', (draft) => {
    deploymentOf(draft).spec.selector.matchLabels = { app: 'other' };
  }),
  defect('services-have-pods', 'a Service to a port that there is not', ({ files }) => {
    const path = Object.keys(files).find((each) => files[each]?.kind === 'Service')!;
    files[path].spec.ports[0].targetPort = 'other';
  }),
  defect('webhooks-have-servers', 'a webhook of a deployment that is not there', ({ csv }) => {
    csv.spec.webhookdefinitions = [
      {
        type: 'ValidatingAdmissionWebhook',
        generateName: 'v.example.com',
        deploymentName: 'other',
        containerPort: 443,
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        failurePolicy: 'Fail',
      },
    ];
  }),
  defect('service-accounts-exist', 'a ServiceAccount that nobody makes', (draft) => {
    podOf(draft).serviceAccountName = 'other';
  }),
  defect('owned-kinds-have-permissions', 'a kind that may not be watched', ({ csv }) => {
    for (const rule of csv.spec.install.spec.permissions[0].rules)
      rule.resources = rule.resources.filter((resource: string) => resource !== 'memcacheds');
  }),
  defect('leaders-may-hold-leases', 'leader election without Leases', ({ files }) => {
    delete files['manifests/memcached-operator-leader-election.rolebinding.yaml'];
  }),
  defect(
    'permissions-have-uses',
    'a permission on a resource that there is not',
    ({ csv }) =>
      csv.spec.install.spec.permissions[0].rules.push({
        apiGroups: ['cache.example.com'],
        resources: ['memcached'],
        verbs: ['get'],
      }),
    'warning',
  ),
  defect(
    'permissions-are-narrow',
    'a permission for everything',
    ({ csv }) => csv.spec.install.spec.permissions[0].rules.push({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }),
    'warning',
  ),
  defect('install-modes-are-told', 'an operator that does not learn what to watch', (draft) => {
    const manager = managerOf(draft);
    manager.env = manager.env.filter(({ name }: Part) => name !== 'WATCH_NAMESPACE');
  }),
  defect('owned-kinds-are-served', 'a descriptor of no field', ({ csv }) =>
    put(csv, ['spec', 'customresourcedefinitions', 'owned', 0, 'statusDescriptors', 0, 'path'], 'nothing'),
  ),
  defect('examples-are-valid', 'an example that the API server refuses', (draft) =>
    exampleIn(draft, (example) => {
      example.spec.size = 'three';
    }),
  ),
  defect('images-are-related', 'an image that a mirror has not', (draft) => {
    managerOf(draft).env.push({ name: 'RELATED_IMAGE_MEMCACHED', value: 'docker.io/library/memcached:1.6' });
  }),
  defect('releases-go-up', 'a release that replaces a higher one', ({ csv }) => {
    csv.spec.replaces = 'memcached-operator.v9.0.0';
  }),
  defect(
    'channels-have-a-default',
    'a default that is none of the channels',
    ({ csv, annotations }) => {
      annotations['operators.operatorframework.io.bundle.channel.default.v1'] = 'candidate-1';
      delete csv.spec.replaces;
      delete csv.spec.skips;
      delete csv.metadata.annotations['olm.skipRange'];
    },
    'warning',
  ),
  defect('created-at-is-a-time', 'a time that is none', ({ csv }) => {
    csv.metadata.annotations.createdAt = 'yesterday';
  }),
  defect('icon-is-an-image', 'an icon that is text', ({ csv }) => {
    csv.spec.icon[0].base64data = Buffer.from('none yet').toString('base64');
  }),
  defect('containers-ask-for-resources', 'a request above its limit', (draft) => {
    managerOf(draft).resources = { requests: { cpu: '10m', memory: '1Gi' }, limits: { memory: '96Mi' } };
  }),
  defect(
    'pods-are-restricted',
    'a container that may run as root',
    (draft) => {
      delete podOf(draft).securityContext;
    },
    'warning',
  ),
];
