/** Webhooks and APIs that OLM registers: of a deployment that there is, on a port that it has, for CRDs that are in the bundle. */
import { quote, suggest } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import type { Findings } from '../../validate/findings.ts';
import { portIn, portNames } from '../ports.ts';
import type { Subject, WebhookDefinition } from '../subject.ts';
import type { Test } from '../test.ts';
import { checkConversions } from './conversions.ts';

export const webhooks: Test = {
  name: 'webhooks-have-servers',
  suite: 'consistency',
  description: 'Every webhook and API is served by a deployment of the bundle, on a port of its own.',
  judge: (subject, findings) => {
    const { webhookdefinitions = [], apiservicedefinitions = {} } = subject.spec;
    for (const [i, webhook] of webhookdefinitions.entries()) {
      const path: Path = ['spec', 'webhookdefinitions', i];
      checkServer(subject, webhook, path, findings);
      checkWebhook(subject, webhook, path, findings);
    }
    for (const [i, api] of (apiservicedefinitions.owned ?? []).entries())
      checkServer(subject, api, ['spec', 'apiservicedefinitions', 'owned', i], findings);
    checkConversions(subject, findings);
  },
};

type Served = Pick<WebhookDefinition, 'deploymentName' | 'containerPort' | 'targetPort'>;

/** OLM takes 443 where no port is given. */
const checkServer = (
  { document, deployments }: Subject,
  { deploymentName = '', containerPort, targetPort }: Served,
  path: Path,
  findings: Findings,
): void => {
  const deployment = deployments.find(({ name }) => name === deploymentName);
  if (deployment === undefined)
    return findings.error(
      document,
      [...path, 'deploymentName'],
      deploymentName === ''
        ? 'there is no deployment named that serves this.'
        : `there is no deployment ${quote(deploymentName)}.`,
      suggest(
        deploymentName,
        deployments.map(({ name }) => name),
        'There are',
      ) ?? 'Add the deployment that serves it.',
      deploymentName === '' ? 'key' : 'value',
    );
  const containers = deployment.containers.map(({ container }) => container);
  const field = targetPort === undefined ? 'containerPort' : 'targetPort';
  const port = targetPort ?? (containerPort === undefined || containerPort === 0 ? 443 : containerPort);
  const found = portIn(containers, port);
  if (found === 'missing')
    findings.error(
      document,
      [...path, field],
      `no container of the deployment ${quote(deploymentName)} has a port ${quote(String(port))}.`,
      suggest(String(port), portNames(containers), 'There are') ?? 'Add it to ports of the container.',
    );
  else if (found === 'undeclared')
    findings.warning(
      document,
      [...path, field],
      `no container of the deployment ${quote(deploymentName)} declares the port ${port}.`,
      'Add it to ports of the container.',
    );
  return undefined;
};

const checkWebhook = (
  { document, crds, spec }: Subject,
  { type = '', webhookPath, conversionCRDs = [] }: WebhookDefinition,
  path: Path,
  findings: Findings,
): void => {
  if (webhookPath !== undefined && webhookPath !== '' && !webhookPath.startsWith('/'))
    findings.error(
      document,
      [...path, 'webhookPath'],
      `${quote(webhookPath)} is no path of a URL.`,
      `Write /${webhookPath}.`,
    );
  const owned = (spec.customresourcedefinitions?.owned ?? []).map(({ name = '' }) => name);
  for (const [i, name] of conversionCRDs.entries()) {
    const at: Path = [...path, 'conversionCRDs', i];
    const crd = crds.find(({ value }) => value.metadata?.name === name);
    if (crd === undefined || !owned.includes(name))
      findings.error(
        document,
        at,
        `${quote(name)} is none of the CRDs that the operator owns.`,
        suggest(name, owned, 'It owns'),
      );
    else if (crd.value.spec?.conversion?.strategy !== 'Webhook' && (crd.value.spec?.versions ?? []).length > 1)
      findings.warning(
        crd.document,
        ['spec', 'conversion', 'strategy'],
        'a webhook converts this CRD, and the CRD does not ask for one.',
        'Use strategy: Webhook.',
        'key',
      );
  }
  if (type === 'ConversionWebhook' && conversionCRDs.length === 0)
    findings.error(
      document,
      [...path, 'conversionCRDs'],
      'nothing is converted by this webhook.',
      'List the names of the CRDs.',
      'key',
    );
};
