/** OLM makes the ServiceAccounts of the deployments itself (operator-framework/api bundle.go, validateServiceAccounts). */
import { quote } from '../../../spec/near.ts';
import type { Findings } from '../findings.ts';
import { formatGvk, gvkOf } from '../gvk.ts';
import { type Judged, nameOf } from '../judged.ts';

/** None of the bundle's own may have the name of one of them. */
export const checkServiceAccounts = ({ bundle, csv }: Judged, findings: Findings): void => {
  const used = new Set(
    (csv.spec.install?.spec?.deployments ?? []).map(({ spec }) => spec?.template?.spec?.serviceAccountName ?? ''),
  );
  for (const document of bundle.others)
    if (formatGvk(gvkOf(document.value)) === '/v1, Kind=ServiceAccount' && used.has(nameOf(document)))
      findings.error(
        document,
        ['metadata', 'name'],
        `OLM makes the ServiceAccount ${quote(nameOf(document))} itself, for a deployment of the ClusterServiceVersion.`,
        'Remove this one, or give it another name.',
      );
};
