/**
 * What `helm test` runs: a Job of the operator's own image and ServiceAccount, so that nothing else has to be pulled. It asks the API
 * server whether the manager may do what it needs, in each namespace that it watches, and fetches the metrics by their Service.
 */
import { jsonText } from '../../model/json.ts';
import type { Model } from '../../model/model.ts';
import { coordination } from '../../objects/coordination.ts';
import { deployment, PORT } from '../../objects/deployment.ts';
import { metricsAuthRules } from '../../objects/rules.ts';
import { scopedRules } from '../../objects/scope.ts';
import { renderTemplate } from '../template.ts';
import { MARKER } from '../marker.ts';
import { coordinationEnabled, watchedNamespaces } from './conditions.ts';
import { scheduling } from './deployment.ts';
import {
  block,
  type ChartObject,
  type ChartValue,
  expression,
  given,
  type Helm,
  spread,
  spreadGiven,
  text,
  when,
} from './helm.ts';
import { include, metricsServiceName, releaseNamespace, selectorOf, shortNameWith } from './metadata.ts';
import { EGRESS, egressRules } from './network.ts';

/** Where the chart has what the Job runs. */
export const TEST_SCRIPT = 'files/tests/release.mjs';

/** What the Job runs: JavaScript for Node.js, nothing else needed. */
export const testScript = (model: Model): string =>
  renderTemplate('chart/release-test.mjs', {
    marker: MARKER,
    rules: jsonText(
      {
        ...scopedRules(model),
        release: coordination(model).rules,
        reviews: model.manager.metricsSecure ? metricsAuthRules() : [],
      },
      2,
    ),
  });

/** Whether connections between pods of the release are limited at all; and whether those to the metrics are, if there are any. */
export const LIMITED_NETWORK = '.Values.networkPolicy.enabled';
export const LIMITED_METRICS = 'and .Values.networkPolicy.enabled .Values.metrics.enabled';

/** The Job. */
export const testTemplate = (model: Model): ChartObject => {
  const { spec } = deployment(model).spec.template;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    // Helm prints what the pod of a Job that failed has printed; `helm test --logs` knows bare pods alone, and fails.
    metadata: testMetadata(model, '-test', {
      'helm.sh/hook-weight': '0',
      'helm.sh/hook-output-log-policy': 'hook-failed',
    }),
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: 180,
      template: {
        metadata: { labels: labelled(model) },
        spec: {
          restartPolicy: 'Never',
          ...scheduling(),
          serviceAccountName: expression(`${include(model, 'serviceAccountName')} | quote`),
          automountServiceAccountToken: true,
          securityContext: given('.Values.podSecurityContext'),
          containers: [container(model)],
          volumes: spec.volumes,
        },
      },
    },
  };
};

const container = (model: Model): ChartObject => ({
  name: 'test',
  image: expression(`${include(model, 'image')} | quote`),
  imagePullPolicy: expression('.Values.image.pullPolicy'),
  command: block('toYaml .Values.tests.node'),
  args: ['--input-type=module', '--eval', expression(`.Files.Get ${JSON.stringify(TEST_SCRIPT)} | toJson`)],
  env: [
    { name: 'NAMESPACES', value: expression(`${watchedNamespaces(model)} | quote`) },
    { name: 'RELEASE_NAMESPACE', value: releaseNamespace() },
    { name: 'COORDINATED', value: expression(`${coordinationEnabled(model)} | quote`) },
    when('.Values.metrics.enabled', { name: 'METRICS_URL', value: metricsUrl(model) }),
  ],
  resources: block('toYaml .Values.resources'),
  securityContext: given('.Values.securityContext'),
  volumeMounts: deployment(model).spec.template.spec.containers[0]!.volumeMounts,
});

const metricsUrl = (model: Model): Helm =>
  text(
    model.manager.metricsSecure ? expression('ternary "https" "http" .Values.metrics.secure') : 'http',
    '://',
    metricsServiceName(model),
    '.',
    expression('.Release.Namespace'),
    '.svc:',
    expression('.Values.metrics.port'),
    '/metrics',
  );

/** What lets its pods connect to the manager and to the API server, where connections are limited. Nothing has to connect to them. */
export const testNetworkTemplate = (model: Model): ChartObject => ({
  ...POLICY,
  metadata: testMetadata(model, '-test'),
  spec: {
    podSelector: { matchLabels: testLabels(model) },
    policyTypes: ['Ingress', when(EGRESS, 'Egress')],
    egress: when(EGRESS, [
      ...egressRules(),
      { to: [{ podSelector: { matchLabels: selectorOf(model) } }], ports: [METRICS_PORT] },
    ]),
  },
});

/** What lets them to the metrics, whoever else may read those. */
export const testMetricsTemplate = (model: Model): ChartObject => ({
  ...POLICY,
  metadata: testMetadata(model, '-test-metrics'),
  spec: {
    podSelector: { matchLabels: selectorOf(model) },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: { matchLabels: testLabels(model) } }], ports: [METRICS_PORT] }],
  },
});

const METRICS_PORT = { port: PORT.metrics, protocol: 'TCP' } as const;
const POLICY = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' } as const;

/** Objects of a test are no part of the release: helm makes them for `helm test`, and takes them away when it has passed. */
const testMetadata = (
  model: Model,
  suffix: string,
  annotations: Readonly<Record<string, string>> = { 'helm.sh/hook-weight': '-1' },
): ChartObject => ({
  name: shortNameWith(model, suffix),
  namespace: releaseNamespace(),
  labels: { chart: spread(`include "${model.name}.chartLabels" .`), ...labelled(model) },
  annotations: {
    'helm.sh/hook': 'test',
    ...annotations,
    'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
    common: spreadGiven('.Values.commonAnnotations'),
  },
});

/** With what the user wants on all objects, as clusters have policies that refuse pods without some label. */
const labelled = (model: Model): ChartObject => ({
  own: spread(include(model, 'testLabels')),
  common: spreadGiven('.Values.commonLabels'),
});

const testLabels = (model: Model): ChartValue => block(include(model, 'testLabels'));
