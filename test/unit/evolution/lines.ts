import type { Finding } from '../../../generators/core/evolution/finding.ts';

/** A finding as one line, `v1 ^.spec.size maximum`. */
export const lineOf = ({ version, property, rule }: Finding): string =>
  [version, property, rule].filter((part) => part !== undefined).join(' ');
