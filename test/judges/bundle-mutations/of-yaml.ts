/** What go-yaml, sigs.k8s.io/yaml and apimachinery's decoder read otherwise than YAML has it, in both directions. */
import { type Draft, textOf } from './draft.ts';
import type { Mutation } from './mutation.ts';

const onText = (name: string, change: (text: string) => string | Uint8Array): readonly Mutation[] =>
  (['csvPath', 'crdPath'] as const).map((file) => ({
    name: `${file === 'csvPath' ? 'CSV' : 'CRD'} ${name}`,
    change: (draft: Draft) => (draft.files[draft[file]] = change(textOf(draft.files[draft[file]]))),
  }));

/** One for each text that is put behind the last line. */
const behind = (...lines: readonly string[]): readonly Mutation[] =>
  lines.flatMap((line) =>
    onText(
      `with ${JSON.stringify(line).replaceAll(/(.)\1{40,}/g, '$1…')} (${line.length}) behind it`,
      (text) => `${text}${line}\n`,
    ),
  );

/** One for each text that the first line that is indented is put behind. */
const within = (...lines: readonly string[]): readonly Mutation[] =>
  lines.flatMap((line) =>
    onText(`with ${JSON.stringify(line)} in it`, (text) => text.replace('\n  ', () => `\n${line}\n  `)),
  );

const TAGS = ['int', 'float', 'bool', 'null', 'str', 'timestamp', 'binary', 'seq', 'map', 'omap', 'merge'];
const VALUES = [
  'abc',
  '5',
  '1.5',
  'true',
  '~',
  '',
  '2026-01-01',
  '"5"',
  '"true"',
  "'null'",
  'YWI=',
  '0x10',
  '.inf',
  '[]',
  '{}',
];

const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

const json = (separator: string): readonly Mutation[] =>
  (['csvPath', 'crdPath'] as const).map((file) => ({
    name: `${file} as JSON, before ${JSON.stringify(separator)} and another object`,
    change: (draft: Draft) => {
      const first = JSON.stringify(draft.files[draft[file]]);
      draft.files[draft[file]] = `${first}${separator}{"apiVersion":"v1","kind":"ConfigMap"}\n`;
    },
  }));

export const YAML_MUTATIONS: readonly Mutation[] = [
  // Tabs.
  ...within('\t', '  \t', '\t# hello', ' \t # hello'),
  ...behind('\t', 'a: b\t', 'a: b\t# c', 'a:\tb', 'a: [\n\tb,\n\tc]', 'a: "b\n\tc"', 'a: b\n\tc', 'a: b\n \tc'),
  ...behind(
    'a: |\n  b\n\t\n  c',
    'a: |\n  b\n  \tc',
    'a: |\n\tb',
    'a:\n-\tb',
    'a:\n- b\n-\tc: d',
    '?\ta\n: b',
    'a: {\tb: c}',
  ),
  // Escapes.
  ...behind(
    ...['\\ud83d\\ude00', '\\ud83d', '\\ude00', '\\U0010ffff', '\\U00110000', '\\u00', '\\xg0'].map(
      (text) => `a: "${text}"`,
    ),
  ),
  ...behind(
    ...'/\'"\\0abtnvfreN_LP \td'.split('').map((char) => `a: "b\\${char}c"`),
    'a: "b\\\n  c"',
    'a: "b\\\n\n  c"',
  ),
  // Keys.
  ...[1022, 1023, 1024, 1025].flatMap((length) => {
    const key = 'k'.repeat(length);
    return behind(`${key}: b`, `"${key}": b`, `a: {${key}: b}`, `a: [${key}: b]`, `? ${key}\n: b`, `&a ${key}: b`);
  }),
  ...behind(
    `${'é'.repeat(1024)}: b`,
    `${'😀'.repeat(1024)}: b`,
    `a${' '.repeat(1100)}: b`,
    `"b\n  c": d`,
    'a b\n  c: d',
  ),
  ...behind(
    '? a',
    '? [a]\n: b',
    '[]: a',
    '{}: a',
    'a: [? b : c]',
    'a: [? ]',
    'a: {? b}',
    'a: {b}',
    'a: {b:c}',
    'a: {"b":c}',
    ': a',
  ),
  // Tags, anchors and merges.
  ...TAGS.flatMap((tag) => behind(...VALUES.map((value) => `a: !!${tag} ${value}`))),
  ...behind(
    'a: ! 5',
    'a: !<tag:yaml.org,2002:int> 5',
    'a: !<tag:yaml.org,2002:int> b',
    'a: !b!c d',
    '!!int a: b',
    '!!str 5: b',
  ),
  ...behind(
    'a: &b',
    'a: &b\nc: *b',
    'a: &b [*b]',
    'a: &b.c d',
    'a: &b !!str 5',
    'a: !!str &b 5',
    'a: &b &c d',
    'a: &b *b',
    'a: *',
    '&a b: *a',
  ),
  ...behind(
    '<<: {a: b}',
    '<<: [{a: b}, {a: c}]',
    '<<: a',
    '<<: [a]',
    '"<<": a',
    '!!merge <<: {a: b}',
    '<<:',
    'a: <<',
    'a: &b {<<: *b}',
  ),
  // Lines and documents.
  ...['\u0085', '\u2028', '\u2029', '\r', '\r\r\n'].flatMap((end) =>
    onText(`with lines that end in ${JSON.stringify(end)}`, (text) => text.replaceAll('\n', end)).concat(
      behind(
        `a: b${end}c: d`,
        `a: b${end} c`,
        `a: "b${end}c"`,
        `# b${end}c`,
        `a: |${end}  b${end}  c`,
        `a: >-${end}  b${end}${end}  c`,
        `a: b${end}---`,
      ),
    ),
  ),
  ...behind(
    ...['null', '~', '# c', '', '{}', '[]', 'a: b', 'a: [', '---', '---\n---', '# c\n---', '--- # c'].map(
      (text) => `---\n${text}`,
    ),
  ),
  ...behind('...', '... # c', '...\n---', '...\na: b', '...\n# c', '---c', '--- c', '---\t# c'),
  ...behind('%YAML 1.1', '%YAML 1.2 # c', '%TAG !a! b', '%OTHER', '%YAML 1.1\n---\na: b'),
  ...onText('before null without a line feed', (text) => `${text}---\nnull`),
  ...onText('before a comment without a line feed', (text) => `${text}---\n# c`),
  ...['', ' ', '\n', '\n\n', '\n---\n'].flatMap(json),
  // Byte order marks, and other encodings.
  ...onText('after two byte order marks', (text) => `\ufeff\ufeff${text}`),
  ...onText('with a byte order mark behind a comment', (text) => `# a\n\ufeff${text}`),
  ...behind('\ufeffa: b', 'a: b\ufeff', 'a: "\ufeff"'),
  ...onText('in UTF-16, the larger byte first', (text) => bigEndian(`\ufeff${text}`)),
  ...onText('in UTF-16 without a mark', (text) => bigEndian(text)),
  ...onText('in UTF-32', (text) => Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), Buffer.from(text)])),
  // Levels.
  ...[150, 250, 5000, 9999, 10_001].flatMap((levels) =>
    behind(`a: ${'['.repeat(levels)}${']'.repeat(levels)}`, `a:\n${'- '.repeat(levels)}b`),
  ),
  // Block scalars.
  ...behind(
    ...[
      '|2',
      '|9',
      '|0',
      '|10',
      '|+2',
      '|-2',
      '|2-',
      '|--',
      '|x',
      '| x',
      '|#c',
      '>2\n   b',
      '|\n\n\n    \n  b',
      '|\n   \n  b',
    ].map((text) => `a: ${text}\n  c`),
  ),
  // Numbers, and what looks like some.
  ...behind(
    ...[
      '1e3',
      '1e400',
      '.inf',
      '-.INF',
      '.nan',
      '12345678901234567890',
      '123456789012345678901234567890',
      '-9223372036854775809',
    ].map((text) => `a: ${text}`),
    ...[
      '.1_0',
      '0x',
      '0o8',
      '08',
      '1:30',
      '2026-01-01T00:00:00Z',
      '=',
      '+',
      '-',
      '0b-1',
      '1__0',
      'yes',
      'NULL',
      '"',
    ].map((text) => `a: ${text}`),
    '.inf: b',
    '1.5: b',
    '0x10: b',
    '18446744073709551615: b',
    'null: b',
    'yes: b\n"true": c',
    '2026-01-01: b',
  ),
];
