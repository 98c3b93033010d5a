/** What OLM and its validators would refuse. */
import { DEFAULT_VERSION } from '../../../model/names.ts';
import { CATEGORIES } from '../../../olm/validate/operatorhub-words.ts';
import type { OlmSpec } from '../../olm-spec.ts';
import { quote } from '../../near.ts';
import type { Path } from '../../path.ts';
import type { Report } from '../../report.ts';
import type { Spec } from '../../spec.ts';
import { checkChannels } from './olm/channels.ts';
import { checkReleases } from './olm/releases.ts';

const OLM: Path = ['spec', 'delivery', 'olm'];

/** OLM has rules for names, channels, categories, addresses. */
export const checkOlm = (spec: Spec, report: Report): void => {
  const { olm } = spec.spec.delivery ?? {};
  if (olm === undefined) return;
  checkFacts(spec, olm, report);
  checkServed(spec, report);
  checkChannels(olm, report);
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

const checkFacts = (
  { metadata: { name }, spec: { version = DEFAULT_VERSION } }: Spec,
  { categories = [], links = [], maintainers = [], repository, icon, releases = [] }: OlmSpec,
  report: Report,
): void => {
  const bundle = `${name}.v${version}`;
  // Of what is released it is told there.
  if (bundle.length > 63 && !releases.some((release) => release.version === version))
    report.error(
      ['spec', 'version'],
      `OLM would call this release ${quote(bundle)}, which has more than 63 characters.`,
      'Shorten the version, or the name of the operator.',
    );
  for (const [i, category] of categories.entries())
    if (!CATEGORIES.includes(category))
      report.warning(
        [...OLM, 'categories', i],
        `OperatorHub has no category ${quote(category)}.`,
        `It has ${CATEGORIES.map((known) => quote(known)).join(', ')}.`,
      );
  for (const [i, { url }] of links.entries())
    if (!URL.canParse(url)) report.error([...OLM, 'links', i, 'url'], `${quote(url)} is no address.`, 'Use https://….');
  for (const [i, { email }] of maintainers.entries())
    if (!/^[^\s@]+@[^\s@]+$/.test(email))
      report.error(
        [...OLM, 'maintainers', i, 'email'],
        `${quote(email)} is no e-mail address.`,
        'Use name@example.com.',
      );
  if (repository !== undefined && !/^https?:\/\//.test(repository))
    report.error([...OLM, 'repository'], `${quote(repository)} is no address of a site.`, 'Use https://….');
  if (icon !== undefined && !BASE64.test(icon.base64data))
    report.error([...OLM, 'icon', 'base64data'], 'is no base64.', 'Give the output of "base64 -w0 icon.svg".');
};

/** As Go reads it: in fours, padded. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
