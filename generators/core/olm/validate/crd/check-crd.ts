/**
 * CustomResourceDefinitions (operator-framework/api crd.go): what kube-apiserver asks of them
 * (apiextensions validation.go, ValidateCustomResourceDefinition) but for schemas and all that is called status, which the validator
 * leaves out; `schemas.ts` asks for those.
 */
import { quote } from '../../../spec/near.ts';
import { hasFormat } from '../../../spec/formats.ts';
import type { Path } from '../../../spec/path.ts';
import { isDnsName } from '../../../spec/rules/dns.ts';
import type { Findings } from '../findings.ts';
import type { Judged, JudgedCrd } from '../judged.ts';
import { checkMetadata } from '../objects/metadata.ts';
import { checkConversion } from './conversion.ts';
import { checkCrdNames } from './names.ts';
import { checkVersions } from './versions.ts';

/** Every CRD of the bundle. */
export const checkCrds = ({ crds }: Judged, findings: Findings): void => {
  for (const crd of crds) checkCrd(crd, findings);
};

const checkCrd = (crd: JudgedCrd, findings: Findings): void => {
  const { document, value, version } = crd;
  const { metadata = {}, spec = {} } = value;
  checkMetadata(document, metadata, findings);
  checkName(crd, findings);
  checkGroup(crd, findings);
  const { scope = version === 'v1beta1' ? 'Namespaced' : '' } = spec;
  if (scope !== 'Namespaced' && scope !== 'Cluster')
    findings.error(
      document,
      ['spec', 'scope'],
      scope === '' ? 'the scope is missing.' : `${quote(scope)} is no scope.`,
      'Use Namespaced or Cluster.',
      scope === '' ? 'key' : 'value',
    );
  checkCrdNames(crd, findings);
  checkVersions(crd, findings);
  checkConversion(crd, findings);
  // That is what v1beta1 says where it says nothing.
  if (spec.preserveUnknownFields ?? version === 'v1beta1')
    findings.error(
      document,
      ['spec', 'preserveUnknownFields'],
      'unknown fields can only be kept by the schema.',
      'Set it to false, and x-kubernetes-preserve-unknown-fields: true where they belong.',
    );
};

const checkName = ({ document, value }: JudgedCrd, findings: Findings): void => {
  const name = value.metadata?.name ?? '';
  const wanted = `${value.spec?.names?.plural ?? ''}.${value.spec?.group ?? ''}`;
  const path: Path = ['metadata', 'name'];
  if (name !== '' && !isDnsName(name))
    findings.error(document, path, `${quote(name)} is no DNS name.`, `Use ${quote(wanted)}.`);
  else if (name !== '' && name !== wanted)
    findings.error(
      document,
      path,
      `${quote(name)} is not the name of this CRD.`,
      `Use ${quote(wanted)}: plural and group.`,
    );
};

const checkGroup = ({ document, value }: JudgedCrd, findings: Findings): void => {
  const group = value.spec?.group ?? '';
  const tell = (message: string, hint: string) => findings.error(document, ['spec', 'group'], message, hint);
  if (group === '') return tell('the group is missing.', 'Add one with a dot: cache.example.com.');
  if (!isDnsName(group)) return tell(`${quote(group)} is no DNS name.`, 'Use one with a dot: cache.example.com.');
  if (!group.includes('.')) return tell(`${quote(group)} has no dot.`, `Use a domain: ${group}.example.com.`);
  if (!/(?:^|\.)(?:k8s|kubernetes)\.io$/.test(group)) return undefined;
  const approval = value.metadata?.annotations?.[APPROVED] ?? '';
  const isAddress = /^[A-Za-z][\w+.-]*:\/\/[^/?#]/.test(approval) && hasFormat(approval, 'uri');
  if (approval.startsWith('unapproved') || isAddress) return undefined;
  return tell(
    `${quote(group)} is a group of Kubernetes itself.`,
    `Use a domain of your own, or the annotation ${APPROVED}.`,
  );
};

const APPROVED = 'api-approved.kubernetes.io';
