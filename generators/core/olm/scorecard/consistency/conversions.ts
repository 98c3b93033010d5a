/** CRDs whose objects a webhook converts: the one that OLM registers, or one that is elsewhere. Part of `webhooks-have-servers`. */
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import type { JudgedCrd } from '../../validate/judged.ts';
import type { Findings } from '../../validate/findings.ts';
import { objectsOf, type Subject, textsIn, valueAt } from '../subject.ts';

/** What is found of each CRD that asks for conversion. */
export const checkConversions = (subject: Subject, findings: Findings): void => {
  const ofOlm = new Set((subject.spec.webhookdefinitions ?? []).flatMap(({ conversionCRDs = [] }) => conversionCRDs));
  for (const crd of subject.crds) {
    if (ofOlm.has(crd.value.metadata?.name ?? '')) checkCertificate(crd, findings);
    else if (crd.value.spec?.conversion?.strategy === 'Webhook') checkElsewhere(subject, crd, findings);
  }
};

/** OLM writes into the CRD where its webhook is and whom to trust; without a definition nobody does. */
const checkElsewhere = (subject: Subject, crd: JudgedCrd, findings: Findings): void => {
  const config = clientConfig(crd);
  if (valueAt(crd.document.value, ...config, 'url') !== undefined) return;
  const { name = '', namespace = '' } = textsIn(valueAt(crd.document.value, ...config, 'service'));
  if (!isOfOperator(subject, name, namespace)) {
    findings.warning(
      crd.document,
      [...config, 'service'],
      `the Service ${quote(name)} in the namespace ${quote(namespace)} converts its objects, and is not in the bundle.`,
      'See that it is there first; or serve it in the operator, with a webhookdefinition of type ConversionWebhook.',
      'key',
    );
    return;
  }
  findings.error(
    crd.document,
    ['spec', 'conversion', 'strategy'],
    'the CRD wants a webhook to convert its objects, and no webhookdefinition of the ClusterServiceVersion is about it.',
    'Add one of type ConversionWebhook that lists it in conversionCRDs.',
  );
  checkCertificate(crd, findings);
};

/**
 * Whether a Service is one of the operator's own, which OLM makes under another name: none is named, it is in the bundle, or in the
 * namespace that stands for the operator's: that of Kubebuilder's scaffold, or what the bundle suggests.
 */
const isOfOperator = (subject: Subject, name: string, namespace: string): boolean =>
  name === '' ||
  ['', 'system', subject.annotations['operatorframework.io/suggested-namespace']].includes(namespace) ||
  objectsOf(subject, 'Service').some(({ value }) => valueAt(value, 'metadata', 'name') === name);

const checkCertificate = (crd: JudgedCrd, findings: Findings): void => {
  const certificate: Path = [...clientConfig(crd), 'caBundle'];
  if (valueAt(crd.document.value, ...certificate) !== undefined)
    findings.warning(
      crd.document,
      certificate,
      'OLM makes the certificate of the webhook, and writes this itself.',
      'Remove it.',
      'key',
    );
};

const clientConfig = ({ version }: JudgedCrd): Path =>
  version === 'v1' ? ['spec', 'conversion', 'webhook', 'clientConfig'] : ['spec', 'conversion', 'webhookClientConfig'];
