/**
 * The findings of kube-score and checkov that are accepted, each with its reason: the one place for them. What is not here fails the tests,
 * and so does an entry that is found nowhere any more.
 */
import type { JsonObject } from '../../../../generators/core/model/json.ts';
import type { Finding } from '../../../judges/finding.ts';
import { valueAt } from './values.ts';

export interface Accepted {
  /** Names of rules that ask for the same. */
  readonly checks: readonly string[];
  readonly reason: string;
  /** Only on objects of these kinds; by default the manager's, and the one that tests the release. */
  readonly kinds?: readonly string[];
  /** Only with values for which this holds; by default with all, the hardened ones included. */
  readonly when?: (values: JsonObject) => boolean;
}

/** Whether a value, written with dots, is this one. */
const is = (path: string, value: unknown) => (values: JsonObject) => valueAt(values, path.split('.')) === value;

/** Whether there is nothing at a place. */
const lacks = (path: string) => (values: JsonObject) => valueAt(values, path.split('.')) === undefined;

/** In this order: what no operator can fulfil, what the default values leave to the user, what the user takes away. */
export const ACCEPTED: readonly Accepted[] = [
  {
    checks: ['CKV_K8S_38'],
    reason: 'The pod mounts the token of its ServiceAccount: without one an operator cannot speak to the API server.',
  },
  {
    checks: ['container-image-pull-policy', 'CKV_K8S_15'],
    reason:
      'A released tag does not change, so it need not be pulled again at each start; Always asks the registry for every start.',
    when: (values) => !is('image.pullPolicy', 'Always')(values),
  },
  {
    checks: ['CKV_K8S_43'],
    reason: 'The digest is known after the image has been pushed; the chart is published with the tag of its version.',
    when: is('image.digest', ''),
  },
  {
    checks: ['container-security-context-user-group-id', 'CKV_K8S_40'],
    reason: 'The image says which user it runs as; OpenShift gives each namespace ids of its own and refuses others.',
    when: lacks('podSecurityContext.runAsUser'),
  },
  {
    checks: ['container-resources', 'CKV_K8S_11'],
    reason: 'A limit of cpu makes an operator slow when it has most to do, and protects nobody: requests do.',
    when: lacks('resources.limits.cpu'),
  },
  {
    checks: ['container-ephemeral-storage-request-and-limit'],
    reason: 'It writes nothing but a few temporary files; clusters that account for storage say how much is wanted.',
    when: lacks('resources.limits.ephemeral-storage'),
  },
  {
    checks: ['deployment-replicas'],
    reason: 'One manager is enough: another one only waits for its lease, and a pod that is lost is made again.',
    when: (values) => (valueAt(values, ['replicas']) as number) < 2,
  },
  {
    checks: ['deployment-has-host-podantiaffinity'],
    reason: 'Whether there is a second node is for the user to know.',
    when: lacks('affinity.podAntiAffinity'),
  },
  {
    checks: ['pod-networkpolicy'],
    reason:
      "Where it may connect to is limited when the user says so: the address of the API server is the cluster's own.",
    when: is('networkPolicy.egress.enabled', false),
  },
  {
    checks: ['pod-networkpolicy', 'CKV2_K8S_6'],
    reason: 'The user has switched the NetworkPolicy off.',
    when: is('networkPolicy.enabled', false),
  },
  {
    checks: ['deployment-has-poddisruptionbudget'],
    reason: 'The user has switched the PodDisruptionBudget off.',
    when: is('podDisruptionBudget.enabled', false),
  },
  {
    checks: ['deployment-strategy'],
    reason:
      'Where the user has switched leader election, or sharding, off, a manager must have ended before another starts.',
    when: (values) => is('leaderElection.enabled', false)(values) || is('sharding.enabled', false)(values),
  },
  {
    checks: ['CKV_K8S_42'],
    kinds: ['RoleBinding', 'ClusterRoleBinding'],
    reason:
      'The user wants neither a ServiceAccount to be made nor one that is there: what is left is the default one.',
    when: (values) => is('serviceAccount.create', false)(values) && is('serviceAccount.name', '')(values),
  },
];

const MANAGER = ['Deployment', 'Job'];

/** The entry that accepts a finding with these values, all of them, defaults included. */
export const acceptedBy = (finding: Finding, values: JsonObject): Accepted | undefined =>
  ACCEPTED.find(
    ({ checks, kinds = MANAGER, when }) =>
      checks.includes(finding.check) && kinds.includes(finding.object.split('/')[0]!) && (when?.(values) ?? true),
  );
