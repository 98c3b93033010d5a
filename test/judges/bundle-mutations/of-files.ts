/** Files that the validators open wherever they are in a bundle, and how YAML is written in its annotations. */
import { type Draft, textOf } from './draft.ts';
import type { Mutation } from './mutation.ts';

const file = (path: string, change: (draft: Draft) => unknown): Mutation => ({
  name: `a file ${path}`,
  isFormat: true,
  change: (draft) => (draft.files[path] = change(draft)),
});

const annotations = ({ files }: Draft): unknown => structuredClone(files['metadata/annotations.yaml']);

export const FILE_MUTATIONS: readonly Mutation[] = [
  ...[
    '\t\n',
    '%YAML 1.1\n',
    '---\na: b\n',
    '---\nnull\n',
    'a: "\\ud83d"\n',
    'annotations: {}\n',
    '...\n',
    '\u2028',
  ].map((end): Mutation => ({
    name: `metadata: annotations before ${JSON.stringify(end)}`,
    isFormat: true,
    change: ({ files }) => (files['metadata/annotations.yaml'] = textOf(files['metadata/annotations.yaml']) + end),
  })),
  file('metadata/bundle.yaml', annotations),
  file('metadata/annotations.yml', annotations),
  file('metadata/annotations-2.yaml', () => 'annotations: [a]\n'),
  file('tests/annotations.yaml', () => 'a: ['),
  file('tests/annotations.yaml', () => '# nothing\n'),
  file('tests/annotations.yaml', () => 'annotations: {operators.operatorframework.io.bundle.channels.v1: [a]}\n'),
  file('tests/.annotations.yaml', () => 'a: ['),
  file('annotations', () => 'a: ['),
  ...[
    'aa/csv.yaml',
    'zz/csv.yaml',
    'tests/csv.yaml',
    'metadata/csv.yaml',
    'csv.yaml',
    '.aa/csv.yaml',
    'zz/.csv.yaml',
    'aa/b/csv.yaml',
  ].map((path) => file(path, ({ csv }) => structuredClone(csv) as unknown)),
];
