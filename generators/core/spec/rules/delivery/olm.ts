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

/** The validators refuse a bundle that owns not all versions of its definitions, and OLM waits for ever for an owned one that is not served. */
const checkServed = ({ spec: { apis } }: Spec, report: Report): void => {
  for (const [i, { versions }] of apis.entries())
    for (const [k, { name, served }] of versions.entries())
      if (served === false)
        report.warning(
          ['spec', 'apis', i, 'versions', k, 'served'],
          `OLM takes no bundle with ${quote(name)}, which is not served: its validators want every version among those that the operator owns, and OLM installs none of which one is not served.`,
          'Leave the version out when nothing is stored in it any more, serve it, or switch delivery.olm off.',
        );
};

const checkFacts = (
  { metadata: { name }, spec: { version = DEFAULT_VERSION } }: Spec,
  { categories = [], links = [], maintainers = [], repository, icon }: OlmSpec,
  report: Report,
): void => {
  const bundle = `${name}.v${version}`;
  if (bundle.length > 63)
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
