/** Which namespaces an operator can watch (operator-framework/api csv.go, validateInstallModes). */
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import type { Findings } from '../findings.ts';
import type { JudgedCsv } from '../judged.ts';

const MODES: Path = ['spec', 'installModes'];

/** At least one is supported; with a webhook of conversion it is AllNamespaces alone, as a CRD has one webhook for the cluster. */
export const checkInstallModes = ({ document, spec }: JudgedCsv, findings: Findings): void => {
  const { installModes = [], webhookdefinitions = [] } = spec;
  if (installModes.length === 0)
    return findings.error(
      document,
      MODES,
      'there are no install modes.',
      'List OwnNamespace, SingleNamespace, MultiNamespace and AllNamespaces, each with supported: true or false.',
      'key',
    );
  const supported = installModes.filter((mode) => mode.supported === true);
  if (supported.length === 0)
    findings.error(
      document,
      MODES,
      'none of the install modes is supported, so nobody can install the operator.',
      'Support at least one.',
      'key',
    );
  const modes = installModes.map(({ type = '' }) => type);
  for (const [i, type] of modes.entries())
    // The validator means to refuse it and forgets to remember the modes; OLM itself refuses it (InstallModeSetFrom).
    if (modes.indexOf(type) !== i)
      findings.error(
        document,
        [...MODES, i, 'type'],
        `the install mode ${quote(type)} is there twice.`,
        'Remove one of the two.',
      );
  const isForAll = installModes.every(({ type, supported = false }) => (type === 'AllNamespaces') === supported);
  for (const [i, { conversionCRDs = [] }] of webhookdefinitions.entries())
    if (conversionCRDs.length > 0 && !isForAll)
      findings.error(
        document,
        ['spec', 'webhookdefinitions', i, 'conversionCRDs'],
        'an operator that converts between versions can only be installed for all namespaces.',
        'Support AllNamespaces, and no other install mode.',
        'key',
      );
  return undefined;
};
