/** How OLM v1 and v0 install from a catalog: by which files, or why there are none. For people who read of it. */
import { code, text } from '../../emit/docs/markdown.ts';
import type { Limit } from './limits.ts';
import type { Since } from './olm-v1-since.ts';

export type Installation =
  | {
      /** From the project's folder, in the order in which they are applied. */
      readonly files: readonly string[];
      /** The first version that does; absent where all do. */
      readonly since?: Since;
    }
  | { readonly limits: readonly Limit[] };

export interface Installations {
  readonly v1: Installation;
  readonly v0: Installation;
}

/** Why there are no files, in Markdown: releases of which the same is said have one line. `olm` is 'OLM v1', `what` 'every release'. */
export const whyNoFiles = (olm: string, what: string, limits: readonly Limit[]): string => {
  const reasons = new Map(limits.map(({ message, hint }) => [message, hint]));
  const lines = [...reasons].map(([message, hint]) => {
    const versions = limits.filter((limit) => limit.message === message).map(({ version }) => code(version));
    return `- ${versions.join(', ')}: ${text(message)} ${text(hint)}`;
  });
  return `There are no files for ${olm}: it cannot install ${what}.\n\n${lines.join('\n')}`;
};

/** What those before do not take: 'v1.6.0 or later, for those before take no webhooks'. */
export const sinceWhen = ({ version, missing }: Since): string =>
  `${version} or later, for those before take no ${missing.map(text).join(' and no ')}`;
