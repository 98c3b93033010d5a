/**
 * Objects that pods need to start: Secrets, ConfigMaps and claims. A pod waits for ever for one that nobody makes. Kubebuilder's scaffold
 * leaves the Secret of cert-manager in the bundle's pod, and no other judge sees it.
 */
import { isObject } from '../../../model/json.ts';
import { quote } from '../../../spec/near.ts';
import type { Findings } from '../../validate/findings.ts';
import { nameOf } from '../../validate/judged.ts';
import { type Need, needsOf } from '../needs.ts';
import { certificateSecrets } from '../olm-certificates.ts';
import { type Deployment, objectsOf, type Subject, textsIn, valueAt } from '../subject.ts';
import type { Test } from '../test.ts';

export const references: Test = {
  name: 'references-have-producers',
  suite: 'consistency',
  description: 'Every Secret and ConfigMap that a pod needs is in the bundle, made by OLM, or optional.',
  judge: (subject, findings) => {
    const known = { Secret: secretsOf(subject), ConfigMap: configMapsOf(subject) };
    for (const deployment of subject.deployments) {
      for (const need of needsOf(subject, deployment)) checkNeed(subject, need, known[need.kind], findings);
      checkOthers(subject, deployment, findings);
    }
  },
};

/** Keys by name; undefined for an object whose keys are not known. */
type Producers = ReadonlyMap<string, readonly string[] | undefined>;

const checkNeed = ({ document }: Subject, need: Need, producers: Producers, findings: Findings): void => {
  const { kind, name, optional, keys, path } = need;
  if (optional) return undefined;
  if (!producers.has(name))
    return findings.error(
      document,
      path,
      `the pod needs the ${kind} ${quote(name)}, and nobody makes it: it is not in the bundle, and OLM makes none of that name.`,
      `Add it to the bundle, set optional: true, or remove what needs it.`,
    );
  const present = producers.get(name);
  for (const { key, path: at } of keys)
    if (present !== undefined && !present.includes(key))
      findings.error(
        document,
        at,
        `the ${kind} ${quote(name)} has no key ${quote(key)}.`,
        present.length === 0 ? 'Add it.' : `It has ${present.join(', ')}.`,
      );
  return undefined;
};

/** Those of the bundle, OLM's certificates, and those that OpenShift makes for a Service that asks for it. */
const secretsOf = (subject: Subject): Producers =>
  new Map<string, readonly string[] | undefined>([
    ...objectsOf(subject, 'Secret').map(
      (document) => [nameOf(document), keysOf(document.value, 'data', 'stringData')] as const,
    ),
    ...objectsOf(subject, 'Service').flatMap(({ value }) =>
      ['alpha', 'beta'].flatMap((stage) => {
        const name = textsIn(valueAt(value, 'metadata', 'annotations'))[
          `service.${stage}.openshift.io/serving-cert-secret-name`
        ];
        return name === undefined ? [] : [[name, ['tls.crt', 'tls.key']] as const];
      }),
    ),
    ...certificateSecrets(subject),
  ]);

/** Those of the bundle, and the ones that every namespace has: of Kubernetes, and of OpenShift. */
const configMapsOf = (subject: Subject): Producers =>
  new Map<string, readonly string[] | undefined>([
    ['kube-root-ca.crt', ['ca.crt']],
    ['openshift-service-ca.crt', ['service-ca.crt']],
    ...objectsOf(subject, 'ConfigMap').map(
      (document) =>
        [
          nameOf(document),
          isFilledLater(document.value) ? undefined : keysOf(document.value, 'data', 'binaryData'),
        ] as const,
    ),
  ]);

/** OpenShift puts certificates of authorities into such a ConfigMap. */
const isFilledLater = (value: unknown): boolean =>
  Object.keys(textsIn(valueAt(value, 'metadata', 'annotations'))).some((key) =>
    key.endsWith('openshift.io/inject-cabundle'),
  ) ||
  Object.keys(textsIn(valueAt(value, 'metadata', 'labels'))).some((key) =>
    key.endsWith('openshift.io/inject-trusted-cabundle'),
  );

const keysOf = (value: unknown, ...fields: readonly string[]): readonly string[] =>
  fields.flatMap((field) => {
    const data = valueAt(value, field);
    return isObject(data) ? Object.keys(data) : [];
  });

/** What a bundle cannot bring: claims; and what a pod starts without: Secrets to pull images with. */
const checkOthers = (subject: Subject, { pod, podPath }: Deployment, findings: Findings): void => {
  for (const [i, { persistentVolumeClaim }] of (pod.volumes ?? []).entries())
    if (persistentVolumeClaim !== undefined)
      findings.error(
        subject.document,
        [...podPath, 'volumes', i, 'persistentVolumeClaim', 'claimName'],
        `the pod needs the PersistentVolumeClaim ${quote(persistentVolumeClaim.claimName ?? '')}, and no bundle can have one.`,
        'Use emptyDir, or keep what must last in objects of Kubernetes.',
      );
  const secrets = secretsOf(subject);
  for (const [i, { name = '' }] of (pod.imagePullSecrets ?? []).entries())
    if (!secrets.has(name))
      findings.warning(
        subject.document,
        [...podPath, 'imagePullSecrets', i, 'name'],
        `the images are pulled with the Secret ${quote(name)}, which is not in the bundle.`,
        'Say in the description that it has to be made before the operator is installed.',
      );
  const priorities = new Set([
    ...objectsOf(subject, 'PriorityClass').map(nameOf),
    '',
    'system-cluster-critical',
    'system-node-critical',
  ]);
  if (!priorities.has(pod.priorityClassName ?? ''))
    findings.error(
      subject.document,
      [...podPath, 'priorityClassName'],
      `the PriorityClass ${quote(pod.priorityClassName!)} is not in the bundle, and pods of a class that is not there are refused.`,
      'Add it to the bundle, or use system-cluster-critical.',
    );
};
