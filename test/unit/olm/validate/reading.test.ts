/** What is told of files: what cannot be read, and what is elsewhere. */
import { describe, expect, test } from 'vitest';
import { CRD, CSV, toldAfter, toldWith, type Addition, type Change } from './bundle.ts';

describe('reading', () => {
  test.each<Change>([
    [
      'a list for a text',
      CSV,
      'replaces: cache-operator.v0.0.9',
      'replaces: [a]',
      ['bundle/manifests/csv.yaml:13:13  spec.replaces: this must be text, not a list. Give text.'],
    ],
    [
      'an odd quantity',
      CSV,
      'cpu: 10m',
      'cpu: much',
      [
        'bundle/manifests/csv.yaml:43:49  spec.install.spec.deployments[0].spec.template.spec.containers[0].resources.requests.cpu: "much" is no quantity. Write it as Kubernetes has it: 100m, 64Mi, 2.',
      ],
    ],
    [
      'an odd version',
      CSV,
      '  version: 0.1.0\n',
      '  version: one\n',
      ['bundle/manifests/csv.yaml:11:12  spec.version: "one" is no version. Use one as semver.org has it: 0.1.0.'],
    ],
    [
      'a word for a boolean',
      CSV,
      '{type: OwnNamespace, supported: true}',
      '{type: OwnNamespace, supported: yes please}',
      [
        'bundle/manifests/csv.yaml:19:39  spec.installModes[0].supported: this must be true or false, not "yes please". Give true or false.',
      ],
    ],
    [
      'a key twice',
      CSV,
      '  displayName: Cache\n',
      '  displayName: Cache\n  displayName: Caches\n',
      [
        'bundle/manifests/csv.yaml:11:3  warning: spec.displayName: the key "displayName" is given twice. Remove one of the two: what counts is the later one.',
      ],
    ],
    [
      'a key twice, and of what the later one says',
      CSV,
      '  minKubeVersion: 1.30.0\n',
      '  minKubeVersion: 1.30.0\n  minKubeVersion: "1.30"\n',
      [
        'bundle/manifests/csv.yaml:13:3  warning: spec.minKubeVersion: the key "minKubeVersion" is given twice. Remove one of the two: what counts is the later one.',
        'bundle/manifests/csv.yaml:13:19  spec.minKubeVersion: "1.30" is no version with three numbers. Write 1.30.0.',
      ],
    ],
    [
      'a key of a schema twice',
      CRD,
      '          type: object\n',
      '          type: array\n          type: object\n',
      [
        'bundle/manifests/crd.yaml:16:11  warning: spec.versions[0].schema.openAPIV3Schema.type: the key "type" is given twice. Remove one of the two: what counts is the later one.',
      ],
    ],
    [
      'a CRD that is no YAML, and not of its absence',
      CRD,
      '  scope: Namespaced\n',
      '  scope: Namespaced: x\n',
      ['bundle/manifests/crd.yaml:8:10  nested mappings are not allowed in compact mappings.'],
    ],
  ])('tell of %s', (_title, file, from, to, problems) => {
    expect(toldAfter(file, from, to)).toEqual(problems);
  });
  test.each<Addition>([
    [
      'a file that is no object',
      'manifests/README.md',
      '# About\n',
      ['bundle/manifests/README.md  there is nothing but comments in it. Remove it.'],
    ],
    ['an empty file', 'manifests/empty.yaml', '', ['bundle/manifests/empty.yaml  the file is empty. Remove it.']],
    [
      'a second document',
      'manifests/two.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: b\n',
      [
        'bundle/manifests/two.yaml:6:1  a second document begins here, of kind Secret; of a file OLM v0 and opm read only the first one. Give it a file of its own.',
      ],
    ],
    [
      'an empty first document',
      'manifests/late.yaml',
      '# hello\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n',
      [
        'bundle/manifests/late.yaml:2:1  an empty document ends here, and of a file OLM v0 and opm read only the first one. Remove the ---.',
      ],
    ],
    ...(
      [
        ['an empty first document between two lines', '---\n---\n'],
        ['null before the first document', 'null\n---\n'],
      ] as const
    ).map(([title, begin]): Addition => [
      title,
      'manifests/late.yaml',
      `${begin}apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n`,
      [
        'bundle/manifests/late.yaml:2:1  an empty document ends here, and of a file OLM v0 and opm read only the first one. Remove the ---.',
      ],
    ]),
    [
      'a directive before the first document',
      'manifests/late.yaml',
      '%YAML 1.1\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n',
      ['bundle/manifests/late.yaml:1:1  OLM reads no directive. Remove the line.'],
    ],
    [
      'a document that begins behind ---',
      'manifests/tagged.yaml',
      '--- !!map\napiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n',
      [
        'bundle/manifests/tagged.yaml:1:1  OLM reads no line that has more than a comment behind ---. Begin a line of its own.',
      ],
    ],
    [
      'more levels than can be read',
      'manifests/deep.yaml',
      `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`,
      ['bundle/manifests/deep.yaml:1:203  the document has more than 200 levels. Nest it less.'],
    ],
    [
      'UTF-16',
      'manifests/wide.yaml',
      Buffer.from('\ufeffapiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n', 'utf16le'),
      ['bundle/manifests/wide.yaml  this is UTF-16, which OLM does not read. Save it as UTF-8.'],
    ],
    [
      'a control character that YAML has not',
      'manifests/odd.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: "a\x90"\n',
      [
        'bundle/manifests/odd.yaml:4:11  this is binary: U+0090 is no character of a text. Give text; in double quotes the character is written "\\x90".',
      ],
    ],
    [
      'a folder',
      'manifests/a/b.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n',
      [
        'bundle/manifests/a  is a folder among the manifests, which OLM refuses. Move its files up, or out of the bundle.',
      ],
    ],
    [
      'a hidden file',
      'manifests/.a.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n',
      ['bundle/manifests/.a.yaml  is a hidden file among the manifests, which OLM refuses. Remove it.'],
    ],
    [
      'an object without a kind',
      'manifests/x.yaml',
      'metadata:\n  name: a\n',
      ['bundle/manifests/x.yaml:1:1  kind: the object does not say what it is. Give it apiVersion and kind.'],
    ],
    [
      'an apiVersion with two slashes',
      'manifests/x.yaml',
      'apiVersion: a/b/c\nkind: Secret\nmetadata:\n  name: a\n',
      ['bundle/manifests/x.yaml:1:13  apiVersion: "a/b/c" is no version of an API. Use GROUP/VERSION, or v1.'],
    ],
    [
      'no YAML',
      'manifests/x.yaml',
      'a: [\n',
      [
        'bundle/manifests/x.yaml:2:1  flow sequence in block collection must be sufficiently indented and end with a ].',
      ],
    ],
    [
      'dependencies that are no YAML',
      'metadata/dependencies.yaml',
      '{',
      ['bundle/metadata/dependencies.yaml:1:2  flow map must end with a }.'],
    ],
  ])('tell of %s', (_title, file, content, problems) => {
    expect(toldWith(file, content)).toEqual(problems);
  });
});
