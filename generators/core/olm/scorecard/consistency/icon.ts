/** The icon is an image, and of the type that it says. */
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import type { Test } from '../test.ts';

export const icon: Test = {
  name: 'icon-is-an-image',
  suite: 'consistency',
  description: 'Each icon is an image of its media type.',
  judge: ({ document, spec }, findings) => {
    for (const [i, { base64data = '', mediatype = '' }] of (spec.icon ?? []).entries()) {
      const path: Path = ['spec', 'icon', i];
      const bytes = Buffer.from(base64data, 'base64');
      if (bytes.byteLength === 0) {
        findings.error(
          document,
          [...path, 'base64data'],
          'the icon is empty.',
          'Encode an image, or remove spec.icon.',
          base64data === '' ? 'key' : 'value',
        );
        continue;
      }
      const found = typeOf(bytes);
      if (found === undefined)
        findings.error(
          document,
          [...path, 'base64data'],
          'this is no image that a console shows.',
          'Use SVG, PNG, JPEG or GIF.',
        );
      else if (found !== mediatype)
        findings.error(
          document,
          [...path, 'mediatype'],
          `the icon is ${found}, and not ${quote(mediatype)}.`,
          `Use ${found}.`,
          mediatype === '' ? 'key' : 'value',
        );
    }
  },
};

const MAGIC: readonly (readonly [string, string])[] = [
  ['image/png', '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', '\xff\xd8\xff'],
  ['image/gif', 'GIF8'],
];

/** By how it begins; SVG is XML whose first element is svg. */
const typeOf = (bytes: Buffer): string | undefined => {
  const begin = bytes.toString('latin1', 0, 16);
  const [known] = MAGIC.find(([, magic]) => begin.startsWith(magic)) ?? [];
  if (known !== undefined) return known;
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const element = text.replace(/^(?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\])?\s*>)*/i, '');
  return /^<(?:\w+:)?svg[\s>/]/.test(element) ? 'image/svg+xml' : undefined;
};
