/** What OLM and its validators would refuse. */
import { quote } from '../../near.ts';
import type { Path } from '../../path.ts';
import type { Report } from '../../report.ts';
import type { Spec } from '../../spec.ts';

const OLM: Path = ['spec', 'delivery', 'olm'];

/** OLM has rules for names, channels, categories, addresses. */
export const checkOlm = ({ metadata: { name }, spec: { version = '0.1.0', delivery } }: Spec, report: Report): void => {
  if (delivery?.olm === undefined) return;
  const { channel, categories = [], links = [], maintainers = [] } = delivery.olm;
  const bundle = `${name}.v${version}`;
  if (bundle.length > 63)
    report.error(
      ['spec', 'version'],
      `OLM would call this release ${quote(bundle)}, which has more than 63 characters.`,
      'Shorten the version, or the name of the operator.',
    );
  if (channel !== undefined && !/^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/.test(channel))
    report.error(
      [...OLM, 'channel'],
      `${quote(channel)} is no channel.`,
      'Use letters, digits, "-", "_" and ".": stable, fast-v1.',
    );
  else if (channel !== undefined && !/^(?:candidate|fast|stable)/.test(channel))
    report.warning(
      [...OLM, 'channel'],
      `the channel ${quote(channel)} does not tell how far it can be trusted.`,
      'OLM asks for names that begin with candidate, fast or stable.',
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
};

/** operator-framework/api, pkg/validation/internal/standardcategories.go */
const CATEGORIES: readonly string[] = [
  'AI/Machine Learning',
  'Application Runtime',
  'Big Data',
  'Cloud Provider',
  'Database',
  'Developer Tools',
  'Integration & Delivery',
  'Logging & Tracing',
  'Modernization & Migration',
  'Monitoring',
  'Networking',
  'Observability',
  'OpenShift Optional',
  'Security',
  'Storage',
  'Streaming & Messaging',
];
