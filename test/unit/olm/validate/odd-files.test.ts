/** What is told of files that go-yaml reads otherwise than YAML has it, and of files that OLM's loader reads though they are no manifests. */
import { describe, expect, test } from 'vitest';
import { type Addition, CSV, FILES, told, toldWith } from './bundle.ts';

describe('reading', () => {
  test.each<Addition>([
    [
      'a second document of JSON on the same line',
      'manifests/two.json',
      '{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}}{"kind": "Service"}\n',
      [
        'bundle/manifests/two.json:1:66  a second document begins here, of kind Service; of a file OLM v0 and opm read only the first one. Give it a file of its own.',
      ],
    ],
    [
      'a second document that cannot be read',
      'manifests/two.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n---\na: [\n',
      [
        'bundle/manifests/two.yaml:6:1  a second document begins here; of a file OLM v0 and opm read only the first one. Give it a file of its own.',
      ],
    ],
    ...(
      [
        [
          'a tab in an empty line',
          'a: b\n\t\n',
          '5:1  OLM takes no tab where a line or its entry begins. Indent with spaces, and leave empty lines empty.',
        ],
        [
          'half of a character',
          'a: "\\ud83d\\ude00"\n',
          '4:5  OLM reads no escape \\ud83d. Write the character itself.',
        ],
        [
          'a long key',
          `${'k'.repeat(1025)}: b\n`,
          '4:1  this key has more than 1024 characters, and OLM reads none of that length. Shorten it.',
        ],
        ['a tag that is not so', 'a: !!int b\n', '4:10  "b" is not what its tag !!int says. Remove the tag.'],
      ] as const
    ).map(([title, end, problem]): Addition => [
      title,
      'manifests/odd.yaml',
      `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n${end}`,
      [`bundle/manifests/odd.yaml:${problem}`],
    ]),
    [
      'two byte order marks',
      'manifests/marks.yaml',
      '\ufeff\ufeffapiVersion: v1\n',
      ['bundle/manifests/marks.yaml  the file begins with two byte order marks. Save it without them.'],
    ],
    [
      'annotations that are none, wherever they lie',
      'tests/annotations.yaml',
      'annotations: [a]\n',
      ['bundle/tests/annotations.yaml:1:14  annotations: annotations are a mapping. Write each as a key and its text.'],
    ],
    [
      'annotations that are no YAML, wherever they lie',
      'annotations',
      'a: [\n',
      ['bundle/annotations:2:1  flow sequence in block collection must be sufficiently indented and end with a ].'],
    ],
    [
      'another folder with a ClusterServiceVersion',
      'tests/csv.yaml',
      FILES[CSV]!,
      [
        "bundle/tests/csv.yaml:2:7  kind: a ClusterServiceVersion outside of bundle/manifests: OLM's validators take each folder that has one for the manifests of the bundle. Move it out of the bundle.",
      ],
    ],
  ])('tell of %s', (_title, file, content, problems) => {
    expect(toldWith(file, content)).toEqual(problems);
  });

  test.each([
    ['lines that end in U+2028', FILES[CSV]!.replaceAll('\n', '\u2028')],
    ['lines that end in a carriage return', FILES[CSV]!.replaceAll('\n', '\r')],
    ['an escape of a single quote', FILES[CSV]!.replace('displayName: Cache', String.raw`displayName: "\'Cache\'"`)],
    ['an end of the document', `${FILES[CSV]!}...\n---\n# nothing\n`],
  ])('take a ClusterServiceVersion with %s', (_title, text) => {
    expect(told({ ...FILES, [CSV]: text })).toEqual([]);
  });

  test.each([
    ['null', 'null\n'],
    ['a comment without a line feed', '# c'],
  ])('tell of %s behind the --- that ends a ClusterServiceVersion, and of no other object', (_title, rest) => {
    const line = FILES[CSV]!.split('\n').length + 1;
    expect(told({ ...FILES, [CSV]: `${FILES[CSV]!}---\n${rest}` })).toEqual([
      `bundle/manifests/csv.yaml:${line}:1  what stands behind this document is no other one, and OLM's validators put it before this one. Remove it, and the --- before it.`,
    ]);
    expect(
      toldWith('manifests/secret.yaml', `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n---\n${rest}`),
    ).toEqual([]);
  });

  test('take a folder with a ClusterServiceVersion that comes before that of the manifests', () => {
    expect(toldWith('a/csv.yaml', FILES[CSV]!)).toEqual([]);
    expect(told({ ...FILES, 'a/csv.yaml': FILES[CSV]!, 'a/b/c': '' })).toHaveLength(1);
    expect(told({ ...FILES, 'a/csv.yaml': FILES[CSV]!, 'a/README.md': '# c\n' })).toHaveLength(1);
  });
});
