/** Signatures and keys: who signs what Flux pulls, and for whom Secrets are encrypted. */
import type { FluxSpec } from '../../../delivery-spec.ts';
import { quote } from '../../../near.ts';
import { readPattern } from '../../../re2.ts';
import type { Report } from '../../../report.ts';
import { FLUX } from './path.ts';

/** A key or an identity, and something that it is asked of. */
export const checkSigning = (flux: FluxSpec, report: Report): void => {
  checkRecipients(flux, report);
  const { verify, git, helmRepository, imageAutomation } = flux;
  if (verify === undefined) return;
  const at = [...FLUX, 'verify'];
  if (helmRepository !== undefined)
    report.error(
      at,
      'the chart comes from a Helm repository, of which Flux verifies nothing.',
      'Remove helmRepository, and push the chart to a registry; or remove verify.',
      'key',
    );
  else if (git !== undefined && imageAutomation === undefined)
    report.error(
      at,
      'cosign signs what is in registries, and Flux reads all of this from git.',
      'Remove git, or verify.',
      'key',
    );
  if (verify.secret !== undefined && verify.identities !== undefined)
    report.error([...at, 'identities'], 'there is a key already.', 'Remove one.', 'key');
  if (verify.secret === undefined && verify.identities === undefined && !isOnGithub(git?.url))
    report.error(
      at,
      'it says neither by which key nor as who artifacts are signed.',
      'Add secret, or identities. (That of the generated workflow is known where git.url is on https://github.com.)',
      'key',
    );
  for (const [i, identity] of (verify.identities ?? []).entries())
    for (const [field, pattern] of Object.entries(identity)) {
      const read = readPattern(pattern);
      if (!read.ok)
        report.error(
          [...at, 'identities', i, field],
          `${quote(pattern)} is no regular expression: ${read.message}`,
          read.hint,
        );
      else if (field === 'subject' && ANYBODY.test(pattern))
        report.warning(
          [...at, 'identities', i, field],
          'everybody fits it whom the issuer knows: all of GitHub, for example.',
          'Say who signs: ^https://github\\.com/acme/memcached-operator/\\.github/workflows/release\\.yaml@refs/tags/v.*$',
        );
    }
};

/** A pattern that says nothing. */
const ANYBODY = /^\^?\(?\.[*+]\)?\$?$/;

const isOnGithub = (url = ''): boolean => /^https:\/\/github\.com\/[^/]+\/[^/]+/.test(url);

const checkRecipients = ({ decryption }: FluxSpec, report: Report): void => {
  for (const [i, recipient] of (decryption?.recipients ?? []).entries()) {
    const path = [...FLUX, 'decryption', 'recipients', i];
    if (/^AGE-(?:SECRET|PLUGIN)/i.test(recipient))
      report.error(
        path,
        'that is the private key.',
        'Give the public one, which begins with age1, and make a new pair: this one is known.',
      );
    else if (!/^(?:age1[0-9a-z]+|ssh-[a-z0-9-]+ [A-Za-z0-9+/=]+(?: [^,]*)?)$/.test(recipient))
      report.error(
        path,
        `${quote(recipient)} is no public key of age.`,
        'Use one key for each item: age1…. Keys of PGP and of clouds go into .sops.yaml, which is yours to edit.',
      );
  }
};
