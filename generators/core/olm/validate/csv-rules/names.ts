/** Names of ClusterServiceVersions (operator-framework/api csv.go, parseCSVNameFormat and validateVersionKind). */
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import { isDnsName, isLabelValue, LABEL_RULE } from '../../../spec/rules/dns.ts';
import type { Findings } from '../findings.ts';
import { parseApiVersion } from '../gvk.ts';
import type { JudgedCsv } from '../judged.ts';

/** A name becomes the value of a label, so it is both: a DNS name and at most 63 characters long. */
export const checkNames = ({ document, value, spec, name }: JudgedCsv, findings: Findings): void => {
  const check = (text: string, path: Path): void => {
    if (text === '')
      return findings.error(document, path, 'there is no name.', 'Use NAME.vVERSION: memcached-operator.v0.1.0.');
    if (text.length > 63)
      findings.error(
        document,
        path,
        `${quote(text)} has ${text.length} characters; OLM puts it into a label, which takes 63.`,
        'Shorten the name of the operator, or the version.',
      );
    else if (!isDnsName(text) || !isLabelValue(text))
      findings.error(
        document,
        path,
        `${quote(text)} is no name for Kubernetes.`,
        `${LABEL_RULE}, with dots between: memcached-operator.v0.1.0.`,
      );
    return undefined;
  };
  check(name, ['metadata', 'name']);
  if (spec.replaces !== undefined && spec.replaces !== '') check(spec.replaces, ['spec', 'replaces']);
  if ((parseApiVersion(value.apiVersion ?? '')?.version ?? '') === '')
    findings.error(
      document,
      ['apiVersion'],
      'there is no version in apiVersion.',
      'Use operators.coreos.com/v1alpha1.',
    );
};
