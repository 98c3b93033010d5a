/** Selectors of objects in the bundle, and of its deployments: what selects nothing does nothing. */
import { isObject, type JsonObject } from '../../../model/json.ts';
import { quote, suggest } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import type { BundleDocument } from '../../bundle-file.ts';
import type { Findings } from '../../validate/findings.ts';
import { selects, showLabels } from '../label-selector.ts';
import { certificateServices } from '../olm-certificates.ts';
import { portNames } from '../ports.ts';
import { objectsIn, objectsOf, type Subject, textsIn, valueAt } from '../subject.ts';
import type { Test } from '../test.ts';

export const selectors: Test = {
  name: 'selectors-select',
  suite: 'consistency',
  description: 'Every selector of a deployment, a budget, a policy or a monitor selects what it is for.',
  judge: (subject, findings) => {
    checkDeployments(subject, findings);
    for (const [kind, field] of OF_PODS)
      for (const document of objectsOf(subject, kind)) checkPods(subject, document, ['spec', field], findings);
    for (const document of objectsOf(subject, 'ServiceMonitor')) checkMonitor(subject, document, findings);
    for (const document of objectsOf(subject, 'PodMonitor'))
      checkEndpoints(
        document,
        'podMetricsEndpoints',
        subject.deployments.flatMap(({ containers }) => portNames(containers.map(({ container }) => container))),
        findings,
      );
  },
};

/** Where each kind has its selector of pods. */
const OF_PODS = [
  ['PodDisruptionBudget', 'selector'],
  ['NetworkPolicy', 'podSelector'],
  ['PodMonitor', 'selector'],
] as const;

/** The API server refuses a deployment that does not select its own pods; two that select each other's fight for them. */
const checkDeployments = ({ document, deployments }: Subject, findings: Findings): void => {
  for (const [i, { name, path, spec, labels }] of deployments.entries()) {
    const at: Path = [...path, 'spec', 'selector'];
    const selector = spec.selector;
    if (selector === undefined || isEmpty(selector))
      findings.error(
        document,
        at,
        `the deployment ${quote(name)} has no selector.`,
        'Add selector with matchLabels, and the same labels to its pods.',
        'key',
      );
    else if (!selects(selector, labels))
      findings.error(
        document,
        at,
        `the selector of the deployment ${quote(name)} does not select its own pods.`,
        Object.keys(labels).length === 0 ? 'Give the pods its labels.' : `Their labels are ${showLabels(labels)}.`,
      );
    else
      for (const other of deployments.slice(0, i))
        if (selects(selector, other.labels))
          findings.error(
            document,
            at,
            `this selects the pods of the deployment ${quote(other.name)}, too.`,
            'Give the two different labels.',
          );
    if (deployments.findIndex((other) => other.name === name) !== i)
      findings.error(
        document,
        [...path, 'name'],
        `there are two deployments ${quote(name)}.`,
        'Rename one of the two.',
      );
  }
};

const isEmpty = ({
  matchLabels = {},
  matchExpressions = [],
}: NonNullable<Subject['deployments'][number]['spec']['selector']>): boolean =>
  Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;

const checkPods = ({ deployments }: Subject, document: BundleDocument, path: Path, findings: Findings): void => {
  const selector = valueAt(document.value, ...path);
  if (deployments.some(({ labels }) => selects(selector, labels))) return;
  // It may be for pods that the operator makes, of which a bundle says nothing.
  findings.warning(
    document,
    path,
    `the selector selects none of the operator's pods.`,
    `Their labels are ${deployments.map(({ labels }) => showLabels(labels)).join('; ')}.`,
    isObject(selector) ? 'value' : 'key',
  );
};

const checkMonitor = (subject: Subject, document: BundleDocument, findings: Findings): void => {
  const selector = valueAt(document.value, 'spec', 'selector');
  const services = objectsOf(subject, 'Service').filter(({ value }) =>
    selects(selector, textsIn(valueAt(value, 'metadata', 'labels'))),
  );
  if (services.length === 0) {
    // OLM's own Services have no labels, so an empty selector alone finds them.
    if (certificateServices(subject).length > 0 && selects(selector, {})) return;
    return findings.warning(
      document,
      ['spec', 'selector'],
      'the selector selects no Service of the bundle.',
      hintFor(subject),
      isObject(selector) ? 'value' : 'key',
    );
  }
  const names = services.flatMap(({ value }) =>
    objectsIn(valueAt(value, 'spec', 'ports')).flatMap(([, { name }]) => (typeof name === 'string' ? [name] : [])),
  );
  return checkEndpoints(document, 'endpoints', names, findings);
};

const hintFor = (subject: Subject): string => {
  const labels = objectsOf(subject, 'Service').map(({ value }) =>
    showLabels(textsIn(valueAt(value, 'metadata', 'labels'))),
  );
  return labels.length === 0 ? 'Add a Service for the metrics.' : `Their labels are ${labels.join('; ')}.`;
};

/** `port` is the name of a port; `targetPort` may be a number, of a container. */
const checkEndpoints = (document: BundleDocument, list: string, names: readonly string[], findings: Findings): void => {
  for (const [i, { port }] of objectsIn(valueAt(document.value as JsonObject, 'spec', list)))
    if (typeof port === 'string' && !names.includes(port))
      findings.error(
        document,
        ['spec', list, i, 'port'],
        `there is no port ${quote(port)} where this looks for metrics.`,
        suggest(port, names, 'There are') ?? 'Name the port.',
      );
};
