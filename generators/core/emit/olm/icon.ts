/** An icon for an operator that has none: its initials on a colour of its own. The same name gives the same bytes. */
import { createHash } from 'node:crypto';

/** An SVG of 128 by 128, dark enough for white letters in any hue. */
export const icon = (displayName: string): string => {
  const hue = createHash('sha256').update(displayName).digest().readUInt16BE(0) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="128" height="128">
<rect width="128" height="128" rx="24" fill="hsl(${hue}, 55%, 34%)"/>
<text x="64" y="84" font-family="sans-serif" font-size="56" font-weight="600" fill="#fff" text-anchor="middle">${initials(displayName)}</text>
</svg>
`;
};

/** Letters and digits only, so there is nothing to escape; 'Memcached Operator' gives 'MO'. */
const initials = (name: string): string =>
  (name.match(/[\p{L}\p{N}]+/gu) ?? ['?'])
    .slice(0, 2)
    .map((word) => [...word][0]!.toUpperCase())
    .join('');
