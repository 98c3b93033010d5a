/**
 * ci/hardened-values.yaml: values under which the linters of Kubernetes (kube-score, checkov) have nothing to say. In the folder where
 * chart-testing looks for values, so that it is installed as well.
 */
import type { JsonObject } from '../../model/json.ts';
import type { Model } from '../../model/model.ts';
import { selectorLabels } from '../../objects/labels.ts';
import { MARKER } from '../marker.ts';
import { toCommentedYaml } from '../yaml.ts';

/** Below the chart. */
export const HARDENED_FILE = 'ci/hardened-values.yaml';

/** The text of the file. */
export const hardenedValues = (model: Model): string =>
  `# ${MARKER}\n${toCommentedYaml(values(model), new Map(Object.entries(COMMENTS)))}`;

const COMMENTS: Readonly<Record<string, string>> = {
  'image.pullPolicy': 'Asks the registry each time, so that who may not pull the image cannot run one that a node has.',
  image:
    'The digest is left to you: of the image that you have checked, as in --set image.digest=sha256:… An example would be of no image.',
  podSecurityContext: 'A user of its own, which the image has too. On OpenShift leave it out: the platform gives one.',
  'networkPolicy.metricsFrom': 'The namespace that Prometheus runs in.',
  'resources.limits.ephemeral-storage': 'For /tmp, and for logs until they are rotated.',
  affinity: 'On two nodes, where there are two.',
};

/** The user of the generated image. */
const USER = 65_532;

const values = (model: Model): JsonObject => {
  const matchLabels = selectorLabels(model);
  return {
    replicas: Math.max(2, model.manager.replicas),
    image: { pullPolicy: 'Always' },
    ...(model.manager.sharding || model.manager.leaderElection ? {} : { leaderElection: { enabled: true } }),
    resources: resources(model),
    podSecurityContext: { runAsUser: USER, runAsGroup: USER, fsGroup: USER },
    networkPolicy: {
      enabled: true,
      metricsFrom: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
      egress: { enabled: true },
    },
    podDisruptionBudget: { enabled: true },
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { labelSelector: { matchLabels }, topologyKey: 'kubernetes.io/hostname' } },
        ],
      },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels },
      },
    ],
  };
};

/** What the spec says stays; a limit that it does not have is at least what is requested. */
const resources = ({ manager: { resources } }: Model): JsonObject => {
  const { requests, limits } = resources;
  const { cpu = limits['cpu'] ?? '10m', memory = limits['memory'] ?? '96Mi' } = requests;
  const storage = requests['ephemeral-storage'] ?? limits['ephemeral-storage'] ?? '64Mi';
  return {
    requests: { cpu, memory, 'ephemeral-storage': storage },
    limits: {
      cpu: limits['cpu'] ?? (cpu === '10m' ? '500m' : cpu),
      memory: limits['memory'] ?? (memory === '96Mi' ? '256Mi' : memory),
      'ephemeral-storage': limits['ephemeral-storage'] ?? (storage === '64Mi' ? '256Mi' : storage),
    },
  };
};
