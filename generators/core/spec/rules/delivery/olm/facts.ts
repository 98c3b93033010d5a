/** What a bundle says of its operator, as the validators of OLM and OperatorHub take it. */
import { DEFAULT_VERSION } from '../../../../model/names.ts';
import { isMailbox } from '../../../../olm/validate/mailbox.ts';
import { CATEGORIES } from '../../../../olm/validate/operatorhub-words.ts';
import { hasFormat } from '../../../formats.ts';
import { quote } from '../../../near.ts';
import type { OlmSpec } from '../../../olm-spec.ts';
import type { Path } from '../../../path.ts';
import type { Report } from '../../../report.ts';
import type { Spec } from '../../../spec.ts';

const OLM: Path = ['spec', 'delivery', 'olm'];

export const checkFacts = (
  { metadata: { name }, spec: { version = DEFAULT_VERSION } }: Spec,
  olm: OlmSpec,
  report: Report,
): void => {
  const { categories = [], links = [], maintainers = [], provider, repository, icon, releases = [] } = olm;
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
  if (provider?.name.trim() === '')
    report.error([...OLM, 'provider', 'name'], 'nothing says who makes the operator.', 'Give their name.');
  const sites = [
    [['provider', 'url'], provider?.url],
    [['repository'], repository],
    ...links.map(({ url }, i) => [['links', i, 'url'], url] as const),
  ] as const;
  for (const [path, url] of sites)
    if (url !== undefined && !isSite(url))
      report.error([...OLM, ...path], `${quote(url)} is no address.`, 'Use https://….');
  for (const [i, { email }] of maintainers.entries())
    if (!isAddress(email))
      report.error(
        [...OLM, 'maintainers', i, 'email'],
        `${quote(email)} is no e-mail address.`,
        'Use name@example.com.',
      );
  if (icon !== undefined && !BASE64.test(icon.base64data))
    report.error([...OLM, 'icon', 'base64data'], 'is no base64.', 'Give the output of "base64 -w0 icon.svg".');
};

/** Consoles make links of them: for Go, for browsers, and to a site. */
const isSite = (text: string): boolean => /^https?:\/\/./i.test(text) && hasFormat(text, 'uri') && URL.canParse(text);

/** An address alone, without a name before it. */
const isAddress = (text: string): boolean => /^[^\s@<>]+@[^\s@<>]+$/.test(text) && isMailbox(text);

/** As Go reads it: in fours, padded. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
