/** What OLM and its validators would refuse. */
import { quote } from '../../near.ts';
import type { Report } from '../../report.ts';
import type { Spec } from '../../spec.ts';
import { checkChannels } from './olm/channels.ts';
import { checkFacts } from './olm/facts.ts';
import { checkOlmImages } from './olm/images.ts';
import { checkReleases } from './olm/releases.ts';

/** OLM has rules for names, channels, categories, addresses. */
export const checkOlm = (spec: Spec, report: Report): void => {
  const { olm } = spec.spec.delivery ?? {};
  if (olm === undefined) return;
  checkFacts(spec, olm, report);
  checkServed(spec, report);
  checkChannels(olm, report);
  checkOlmImages(olm, report);
  checkReleases(spec, olm, report);
};

/**
 * A version that is not served is in the definition all the same, and is not owned: validators want one version of each definition owned
 * (operator-framework/api, validateOwnedCRDs), OLM waits for ever for an owned one that is not served (requirementStatus), and it refuses a
 * definition without a version that objects are stored in. So there is nothing to own of a kind of which no version is served.
 */
const checkServed = ({ spec: { apis } }: Spec, report: Report): void => {
  for (const [i, { kind, versions }] of apis.entries())
    if (versions.every(({ served }) => served === false))
      report.warning(
        ['spec', 'apis', i, 'versions', 0, 'served'],
        `OLM takes no bundle with ${quote(kind)}, of which no version is served: its validators refuse a definition that the operator does not own, and OLM waits for ever for one that it owns and that is not served.`,
        'Serve a version, leave the kind out when nothing is stored of it any more, or switch delivery.olm off.',
      );
};
