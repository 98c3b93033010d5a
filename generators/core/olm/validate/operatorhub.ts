/** What OperatorHub asks of a ClusterServiceVersion (operator-framework/api operatorhubv2.go and operatorhub.go). */
import { quote } from '../../spec/near.ts';
import type { Path } from '../../spec/path.ts';
import { hasFormat } from '../../spec/formats.ts';
import type { Findings } from './findings.ts';
import type { JudgedCsv } from './judged.ts';
import { isMailbox } from './mailbox.ts';
import { parseTolerant } from './semver.ts';
import { compareVersions } from '../version.ts';

const MEDIA_TYPES: readonly string[] = ['image/gif', 'image/jpeg', 'image/png', 'image/svg+xml'];

/** Who makes it, where to ask, which version it is, and how it looks. */
export const checkOperatorHub = (csv: JudgedCsv, findings: Findings): void => {
  const { document, spec } = csv;
  if ((spec.provider?.name ?? '').trim() === '')
    findings.error(
      document,
      ['spec', 'provider', 'name'],
      'nothing says who makes the operator.',
      'Add provider with a name.',
      'key',
    );
  const version = parseTolerant(spec.version ?? '0.0.0');
  if (version === undefined || compareVersions(version, ZERO) === 0)
    findings.error(document, ['spec', 'version'], 'there is no version.', 'Add version: 0.1.0.', 'key');
  checkMaintainers(csv, findings);
  checkLinks(csv, findings);
  checkIcon(csv, findings);
};

const ZERO = parseTolerant('0')!;

const checkMaintainers = ({ document, spec }: JudgedCsv, findings: Findings): void => {
  for (const [i, { name = '', email = '' }] of (spec.maintainers ?? []).entries()) {
    const path: Path = ['spec', 'maintainers', i];
    if (name === '' || email === '')
      findings.error(
        document,
        path,
        `a maintainer has no ${name === '' ? 'name' : 'email'}.`,
        'Give both, name and email.',
      );
    if (email !== '' && !isMailbox(email))
      findings.error(document, [...path, 'email'], `${quote(email)} is no e-mail address.`, 'Use name@example.com.');
  }
};

const checkLinks = ({ document, spec }: JudgedCsv, findings: Findings): void => {
  for (const [i, { name = '', url = '' }] of (spec.links ?? []).entries()) {
    const path: Path = ['spec', 'links', i];
    if (name === '' || url === '')
      findings.error(document, path, `a link has no ${name === '' ? 'name' : 'url'}.`, 'Give both, name and url.');
    if (url !== '' && !hasFormat(url, 'uri'))
      findings.error(document, [...path, 'url'], `${quote(url)} is no address.`, 'Use https://….');
  }
};

const checkIcon = ({ document, spec }: JudgedCsv, findings: Findings): void => {
  const { icon } = spec;
  const at: Path = ['spec', 'icon'];
  if (icon === undefined)
    return findings.warning(document, at, 'there is no icon.', 'Add one: base64data and mediatype.', 'key');
  if (icon.length !== 1)
    findings.error(
      document,
      at,
      `there must be one icon, not ${icon.length}.`,
      icon.length === 0 ? 'Add one, or remove the empty list.' : 'Keep one of them.',
      'key',
    );
  const [{ base64data = '', mediatype = '' } = {}] = icon;
  if (icon.length > 0 && (base64data === '' || mediatype === ''))
    findings.error(
      document,
      [...at, 0],
      `the icon has no ${base64data === '' ? 'base64data' : 'mediatype'}.`,
      'Give both, base64data and mediatype.',
    );
  if (mediatype !== '' && !MEDIA_TYPES.includes(mediatype))
    findings.error(
      document,
      [...at, 0, 'mediatype'],
      `${quote(mediatype)} is no type of an icon that OperatorHub shows.`,
      `Use ${MEDIA_TYPES.join(', ')}.`,
    );
  return undefined;
};
