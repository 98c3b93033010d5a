/** The same content written otherwise, and texts that are no YAML. */
import { type Draft, textOf } from './draft.ts';
import type { Mutation } from './mutation.ts';

const onText = (name: string, change: (text: string) => string | Uint8Array): readonly Mutation[] =>
  (['csvPath', 'crdPath'] as const).map((file) => ({
    name: `${file === 'csvPath' ? 'CSV' : 'CRD'} ${name}`,
    change: (draft: Draft) => (draft.files[draft[file]] = change(textOf(draft.files[draft[file]]))),
  }));

const letters = (count: number): string => {
  let [text, state] = ['', 1];
  while (text.length < count) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    text += state.toString(36);
  }
  return text;
};

const large = (kib: number): Mutation => ({
  name: `${kib} KiB that cannot be compressed`,
  change: ({ files }) =>
    (files['manifests/large.yaml'] = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a' },
      data: { a: letters(kib * 1024) },
    }),
});

export const TEXT_MUTATIONS: readonly Mutation[] = [
  ...onText('with CRLF', (text) => text.replaceAll('\n', '\r\n')),
  ...onText('with a byte order mark', (text) => `\u{feff}${text}`),
  ...onText('after ---', (text) => `---\n${text}`),
  ...onText('after a comment', (text) => `# hello\n${text}`),
  ...onText('after an empty document', (text) => `# hello\n---\n${text}`),
  ...onText('after nothing and ---', (text) => `\n---\n${text}`),
  ...onText('after an empty document between two lines', (text) => `---\n---\n${text}`),
  ...onText('after null', (text) => `null\n---\n${text}`),
  ...onText('after a directive', (text) => `%YAML 1.1\n---\n${text}`),
  ...onText('that begins behind ---', (text) => `--- !!map\n${text}`),
  ...onText('with a C1 control', (text) => `${text}a: "\u0090"\n`),
  ...onText('with what is no character', (text) => `${text}a: "\ufffe"\n`),
  ...onText('in UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
  ...onText('with 300 levels', (text) => `${text}a: ${'['.repeat(300)}${']'.repeat(300)}\n`),
  ...onText('with a tag of its own', (text) => `${text}a: !own b\n`),
  ...onText('before ---', (text) => `${text}---\n`),
  ...onText('before ...', (text) => `${text}...\n`),
  ...onText('without a last line feed', (text) => text.replace(/\n$/, '')),
  ...onText('with an open bracket', (text) => `${text}a: [\n`),
  ...onText('with a tab', (text) => text.replace('\n  ', '\n\t')),
  ...onText('with a key twice', (text) => text.replace('\nkind: ', '\nkind: Other\nkind: ')),
  ...onText('with a key again, which counts', (text) => `${text}kind: Other\n`),
  ...onText('with its spec again, which counts', (text) => `${text}spec: {}\n`),
  ...onText('with an unknown alias', (text) => `${text}a: *b\n`),
  ...onText('with an anchor', (text) => `${text}a: &b {c: d}\ne: *b\n`),
  ...onText('with a NUL', (text) => `${text}a: "\0"\n`),
  ...onText('with a Latin-1 letter', (text) =>
    Buffer.concat([Buffer.from(text), Buffer.from([0x23, 0x20, 0xe4, 0x0a])]),
  ),
  ...onText('of another kind of value', () => '- a\n- b\n'),
  ...onText('that is one word', () => 'hello\n'),
  ...onText('that is a template', (text) => `{{ if true }}\n${text}`),
  ...onText('with a merge after its kind', (text) => `${text}a: &b {kind: Other}\n<<: *b\n`),
  ...onText('with a merge before its kind', (text) => `a: &b {kind: Other}\n<<: *b\n${text}`),
  ...onText('with a mapping for a key', (text) => `${text}? {a: b}\n: c\n`),
  ...onText('with a number for a key', (text) => `${text}5: c\n`),
  ...onText('with a boolean for a key', (text) => `${text}yes: c\n`),
  ...onText('with null for a key', (text) => `${text}~: c\n`),
  ...onText('with old numbers', (text) => `${text}a: 0o7\nb: 010\nc: 1_000\nd: .inf\n`),
  ...[600, 700, 900, 1100].map(large),
];
