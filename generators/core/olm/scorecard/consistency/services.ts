/** Services lead to pods of the operator, and to ports that those have. */
import { isObject } from '../../../model/json.ts';
import { quote, suggest } from '../../../spec/near.ts';
import type { BundleDocument } from '../../bundle-file.ts';
import type { Findings } from '../../validate/findings.ts';
import { matchesAll, showLabels } from '../label-selector.ts';
import { portIn, portNames } from '../ports.ts';
import { type Deployment, objectsIn, objectsOf, type Subject, textsIn, valueAt } from '../subject.ts';
import type { Test } from '../test.ts';

export const services: Test = {
  name: 'services-have-pods',
  suite: 'consistency',
  description: 'Every Service selects pods of a deployment, and its ports are ports of theirs.',
  judge: (subject, findings) => {
    for (const document of objectsOf(subject, 'Service')) checkService(subject, document, findings);
  },
};

const checkService = ({ deployments }: Subject, document: BundleDocument, findings: Findings): void => {
  const { spec } = document.value;
  const selector = textsIn(valueAt(spec, 'selector'));
  // Without a selector somebody else says where it leads, or DNS does.
  if (
    !isObject(valueAt(spec, 'selector')) ||
    Object.keys(selector).length === 0 ||
    valueAt(spec, 'type') === 'ExternalName'
  )
    return;
  const selected = deployments.filter(({ labels }) => matchesAll(selector, labels));
  if (selected.length === 0)
    // As for other selectors: it may be for pods that the operator makes, of which a bundle says nothing.
    return findings.warning(
      document,
      ['spec', 'selector'],
      `no deployment has pods with ${showLabels(selector)}.`,
      deployments.length === 0
        ? undefined
        : `Theirs are ${deployments.map(({ labels }) => showLabels(labels)).join('; ')}.`,
    );
  for (const [i, { targetPort, port }] of objectsIn(valueAt(spec, 'ports')))
    for (const deployment of selected) {
      const target = targetPort ?? port;
      if (typeof target !== 'string' && typeof target !== 'number') continue;
      checkPort(document, i, target, targetPort === undefined ? 'port' : 'targetPort', deployment, findings);
    }
  return undefined;
};

const checkPort = (
  document: BundleDocument,
  i: number,
  target: string | number,
  field: string,
  { name, containers }: Deployment,
  findings: Findings,
): void => {
  const all = containers.map(({ container }) => container);
  const found = portIn(all, target);
  if (found === 'missing')
    findings.error(
      document,
      ['spec', 'ports', i, field],
      `no container of the deployment ${quote(name)} has a port ${quote(String(target))}.`,
      suggest(String(target), portNames(all), 'There are') ?? 'Add it to ports of the container.',
    );
  else if (found === 'undeclared')
    findings.warning(
      document,
      ['spec', 'ports', i, field],
      `no container of the deployment ${quote(name)} declares the port ${target}.`,
      'Add it to ports of the container.',
    );
};
