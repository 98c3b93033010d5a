/** Texts and names that have made trouble somewhere: to YAML, TypeScript, Helm, Markdown or a shell. */
import * as fc from 'fast-check';

const HOSTILE = [
  'Whether it is on.',
  'on',
  '5',
  'null',
  '*/ alert() /*',
  '${self.metadata.name}',
  '{{ .Values.x }}',
  '`backticks` and \\ and "quotes" and \'others\'',
  'a\n\n\tb\n',
  ' space at both ends ',
  'trailing:\n- a\n  b: c # d\n\n',
  '---',
  '# comment',
  'naïve 日本語 🚀',
  '| a | b |\n| --- | --- |\n',
  '<script>&amp;</script> @param {x} y',
  'no-break\u00a0space, line\u2028separator',
];

/** A description or title. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.lorem({ maxCount: 40 }) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((found) => !CONTROL.test(found)),
  },
);

// oxlint-disable-next-line no-control-regex -- the binary texts that no file may hold
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/u;

const NAMES = [
  ...'name size color replicas enabled type items properties required default enum format not description'.split(' '),
  ...'constructor toString hasOwnProperty class in namespace self on y null true a.b max-size $ref 1 010'.split(' '),
  ..."x-kubernetes-list-type ünï quote' */ ${x} {{x}} __in__ e2".split(' '),
  'with space',
];

/** The name of a property. */
export const propertyName: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/) },
);

/** A label of DNS (RFC 1123). */
export const label: fc.Arbitrary<string> = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
