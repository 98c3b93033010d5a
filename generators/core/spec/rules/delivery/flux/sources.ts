/** Git, Helm repositories and image automation: which of them go together. */
import type { FluxSpec } from '../../../delivery-spec.ts';
import { quote } from '../../../near.ts';
import type { Path } from '../../../path.ts';
import type { Report } from '../../../report.ts';
import { FLUX } from './path.ts';

/** One place for each thing, and one that Flux may write to where it is to write. */
export const checkSources = (flux: FluxSpec, report: Report): void => {
  const { git, helmRepository, imageAutomation } = flux;
  if (git !== undefined) checkGit(git, report);
  if (helmRepository !== undefined) checkUrl(helmRepository.url, [...FLUX, 'helmRepository', 'url'], report);
  if (imageAutomation === undefined) return;
  const at = [...FLUX, 'imageAutomation'];
  if (git === undefined)
    report.error(at, 'it commits to git, and there is no repository.', 'Add git with a url.', 'key');
  else if (git.secret === undefined)
    report.warning(at, 'it pushes to git, and there are no credentials.', 'Add secret to git.', 'key');
  if (git?.tag !== undefined)
    report.error(
      [...FLUX, 'git', 'tag'],
      'imageAutomation commits to a branch, and clusters would not see it.',
      'Use a branch.',
      'key',
    );
  if (helmRepository !== undefined)
    report.error(
      at,
      'it finds new versions in a registry, and the chart comes from a Helm repository.',
      'Remove helmRepository, and push the chart to a registry.',
      'key',
    );
  if (imageAutomation.branch !== undefined) checkRef(imageAutomation.branch, [...at, 'branch'], report);
  if (imageAutomation.range !== undefined && !RANGES.test(imageAutomation.range))
    report.error(
      [...at, 'range'],
      `${quote(imageAutomation.range)} is no range of versions.`,
      'Use e.g. ">=0.1.0 <1.0.0", "1.x" or "^1.2".',
    );
};

const checkGit = ({ url, branch, tag, secret }: FluxSpec['git'] & object, report: Report): void => {
  const at = [...FLUX, 'git'];
  if (branch !== undefined && tag !== undefined)
    report.error([...at, 'tag'], 'there is a branch already, and a source has one of them.', 'Remove one.', 'key');
  checkUrl(url, [...at, 'url'], report);
  if (url.startsWith('ssh://') && secret === undefined)
    report.error(
      [...at, 'url'],
      'by ssh, Flux needs a key and the keys of the host.',
      'Add secret with the name of a Secret that has identity and known_hosts.',
    );
  for (const [field, ref] of Object.entries({ branch, tag }))
    if (ref !== undefined) checkRef(ref, [...at, field], report);
};

const checkUrl = (text: string, path: Path, report: Report): void => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // A query and a fragment are no part of where a repository is; Flux puts paths after them.
  if (url === undefined || url.hostname === '' || /[\s?#]/.test(text))
    report.error(
      path,
      `${quote(text)} is no address.`,
      'Give host and path: https://github.com/acme/memcached-operator.',
    );
  else if (url.password !== '' || (url.username !== '' && url.protocol !== 'ssh:'))
    report.error(
      path,
      'it has credentials in it, for everyone to read.',
      'Put them into a Secret, and its name into secret.',
    );
};

/** git-check-ref-format(1), for one that is below refs/heads or refs/tags. */
const checkRef = (ref: string, path: Path, report: Report): void => {
  const [, short] = /^refs\/(?:heads|tags)\/(.+)$/.exec(ref) ?? [];
  if (short !== undefined) {
    report.error(path, `${quote(ref)} is looked for below refs/heads or refs/tags.`, `Use ${quote(short)}.`);
    return;
  }
  if (/^[-./]|[\s~^:?*[\\\x7f]|\.\.|\/\/|@\{|\/\.|\.lock(?:\/|$)|[./]$|^@$/.test(ref))
    report.error(path, `${quote(ref)} is no name in git.`, 'Use letters, digits, "-", "_", "." and "/": main, v0.1.0.');
};

/** Constraints of github.com/Masterminds/semver, which Flux reads ranges with. */
const PART = '(?:\\d+|[xX*])';
const VERSION = `v?${PART}(?:\\.${PART}){0,2}(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?`;
const CONSTRAINT = `(?:=|!=|>|<|>=|=>|<=|=<|~|~>|\\^)?\\s*${VERSION}`;
const RANGE = `\\s*(?:${VERSION}\\s+-\\s+${VERSION}|${CONSTRAINT}(?:(?:\\s*,\\s*|\\s+)${CONSTRAINT})*)\\s*`;
const RANGES = new RegExp(`^${RANGE}(?:\\|\\|${RANGE})*$`);
