/** What people write for a license to the identifiers that they probably mean. */
import { nearest, quote } from '../near.ts';
import { FORMER_LICENSES, LICENSES, successors } from './identifiers.ts';

/** At most so many are listed. */
const SHOWN = 10;

/** What to do about a term that is no license, as a hint. */
export const licenseHint = (term: string): string => {
  if (/^licenseref/i.test(term)) return `Use ${quote(referenceTo(term))}: letters, digits, "-" and ".".`;
  // npm's word for no license at all is one letter away from the Unlicense, which gives everything away.
  if (/^unlicen[sc]ed$/i.test(term)) return OWN_LICENSE;
  const meant = byKey(term);
  if (meant.length > 0) return didYouMean(meant);
  const parts = term.split(/\s*[/,;|&]\s*/).map((part) => byKey(part)[0]);
  if (parts.length > 1 && parts.every((part) => part !== undefined))
    return `Write ${quote(parts.join(' OR '))}, or AND where all of them hold.`;
  const family = LICENSES.filter((id) => id.toLowerCase().startsWith(`${term.toLowerCase()}-`));
  if (family.length > 1) return `There are ${family.slice(0, SHOWN).join(', ')}${family.length > SHOWN ? ', …' : ''}.`;
  const near = family[0] ?? mistyped(term);
  return near === undefined ? OWN_LICENSE : didYouMean([near]);
};

const OWN_LICENSE =
  'Use an identifier of https://spdx.org/licenses, as Apache-2.0, or LicenseRef- and a name for terms of your own: LicenseRef-Proprietary.';

const didYouMean = (ids: readonly string[]): string => `Did you mean ${ids.map(quote).join(' or ')}?`;

const referenceTo = (term: string): string => {
  const name = term
    .slice('LicenseRef'.length)
    .match(/[A-Za-z0-9.]+/g)
    ?.join('-');
  return `LicenseRef-${name ?? 'Proprietary'}`;
};

/** A wrong letter is a slip; another version is another license. */
const mistyped = (term: string): string | undefined => {
  const digits = digitsOf(term);
  return nearest(
    term.replaceAll(/\s+/g, '-'),
    LICENSES.filter((id) => digitsOf(id) === digits),
  );
};

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** None, one, or several between which the author must choose. */
const byKey = (term: string): readonly string[] => {
  const found = (keys ??= makeKeys()).get(keyOf(term));
  if (found === undefined) return [];
  return FORMER_LICENSES.includes(found) ? successors(found) : [found];
};

/** Made when somebody has written a license that SPDX does not know. */
let keys: ReadonlyMap<string, string> | undefined;

/**
 * Whose key it is: of several the first, and what SPDX uses before what it has given up. People leave the zero of a version out:
 * Apache 2, GPLv3.
 */
const makeKeys = (): ReadonlyMap<string, string> => {
  const ids = [...LICENSES, ...FORMER_LICENSES].toReversed();
  return new Map([
    ...ids.map((id) => [keyOf(id.replace(/\.0(?=-|$)/, '')), id] as const),
    ...ids.map((id) => [keyOf(id), id] as const),
  ]);
};

/** What is left of "Apache License, Version 2.0" and of "Apache-2.0": apache20. */
const keyOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/\b(?:the|gnu|licen[sc]e|clause)\b/g, '')
    .replaceAll('newer', 'later')
    .replaceAll(/(?:\bversion|\bver\.?|\bv\.?|(?<=[a-z])v)\s*(?=\d)/g, '')
    .replaceAll(/[^a-z0-9]/g, '');
