/** `--api GROUP/VERSION/KIND` of the command line. */
import { fullGroup, wordsOf } from '../model/names.ts';
import { quote } from './near.ts';
import { isDnsName } from './rules/dns.ts';

/** An API as the spec writes it. */
export interface ApiArgument {
  /** Without the domain, where it ends in it. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export type ParsedArgument = { readonly api: ApiArgument } | { readonly message: string; readonly hint: string };

const EXAMPLE = 'Use GROUP/VERSION/KIND, e.g. cache/v1alpha1/Memcached.';

/** Reads `cache/v1alpha1/Memcached`; the group may be bare or end in the domain. */
export const parseApiArgument = (argument: string, domain: string): ParsedArgument => {
  const parts = argument.split('/').map((part) => part.trim());
  const [group = '', version = '', kind = ''] = parts;
  if (parts.length !== 3 || parts.includes('')) return { message: `${quote(argument)} is no API.`, hint: EXAMPLE };
  if (!/^v[1-9]\d*(?:(?:alpha|beta)[1-9]\d*)?$/.test(version))
    return {
      message: `${quote(version)} in ${quote(argument)} is no version.`,
      hint: isVersion(kind) || isVersion(group) ? EXAMPLE : 'Use v1, v1beta1 or v1alpha1.',
    };
  if (!/^[A-Z][A-Za-z0-9]{0,62}$/.test(kind)) {
    const pascal = wordsOf(kind)
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join('');
    return {
      message: `${quote(kind)} in ${quote(argument)} is no kind.`,
      hint:
        /^[A-Z]/.test(pascal) && pascal !== kind && pascal.length <= 63
          ? `Use PascalCase: ${pascal}.`
          : 'Use PascalCase, at most 63 characters: Memcached.',
    };
  }
  if (!isDnsName(fullGroup(group, domain)))
    return {
      message: `${quote(group)} in ${quote(argument)} is no API group.`,
      hint: 'Use lower-case letters, digits and dashes: cache.',
    };
  if (!group.includes('.') || group === domain) return { api: { group, version, kind } };
  if (!group.endsWith(`.${domain}`))
    return {
      message: `the group ${quote(group)} does not end in the domain ${quote(domain)}.`,
      hint: `Use ${quote(group.split('.')[0]!)} or ${quote(`${group.split('.')[0]}.${domain}`)}; a group of another domain can be written into operator.yaml.`,
    };
  const bare = group.slice(0, -domain.length - 1);
  return { api: { group: bare.includes('.') ? group : bare, version, kind } };
};

const isVersion = (text: string): boolean => /^v\d/.test(text);
