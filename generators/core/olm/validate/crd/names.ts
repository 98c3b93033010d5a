/** The names of a kind (apiextensions validation.go, ValidateCustomResourceDefinitionNames). */
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import { isKind, isNameLabel, LABEL_RULE } from '../../../spec/rules/dns.ts';
import type { Findings } from '../findings.ts';
import type { JudgedCrd } from '../judged.ts';

const NAMES: Path = ['spec', 'names'];

/** kind and plural are there, and all are names. */
export const checkCrdNames = ({ document, value }: JudgedCrd, findings: Findings): void => {
  const {
    kind = '',
    plural = '',
    singular = '',
    listKind = '',
    shortNames = [],
    categories = [],
  } = value.spec?.names ?? {};
  const tell = (path: Path, message: string, hint: string, at?: 'key') =>
    findings.error(document, [...NAMES, ...path], message, hint, at);
  if (plural === '') tell(['plural'], 'the plural is missing.', 'Add the name in URLs: memcacheds.', 'key');
  if (kind === '') tell(['kind'], 'the kind is missing.', 'Add it in PascalCase: Memcached.', 'key');
  if (kind === '' && singular === '') tell(['singular'], 'the singular is missing.', 'Add it: memcached.', 'key');
  if (kind === '' && listKind === '')
    tell(['listKind'], 'the kind of lists is missing.', 'Add it: MemcachedList.', 'key');
  const label = (text: string, path: Path): void => {
    if (!isNameLabel(text))
      tell(path, `${quote(text)} is no name of a resource.`, `${LABEL_RULE}, beginning with a letter.`);
  };
  if (plural !== '') label(plural, ['plural']);
  if (singular !== '') label(singular, ['singular']);
  for (const [field, name] of [
    ['kind', kind],
    ['listKind', listKind],
  ] as const)
    if (name !== '' && !isKind(name))
      tell([field], `${quote(name)} is no kind.`, 'Use letters and digits, beginning with a letter.');
  if (kind !== '' && kind === listKind)
    tell(['listKind'], 'the kind of lists is the kind itself.', `Use ${quote(`${kind}List`)}.`);
  for (const [i, name] of shortNames.entries()) label(name, ['shortNames', i]);
  for (const [i, name] of categories.entries()) label(name, ['categories', i]);
};
