import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { type Edit, type Edited, editText } from '../../../generators/core/spec/edit-text.ts';
import { dialect } from '../../../generators/core/spec/yaml-dialect.ts';

const RELEASE = { version: '0.1.0', channels: ['stable'], createdAt: '2026-01-02T03:04:05Z' };
const RELEASED = '{version: 0.1.0, channels: [stable], createdAt: "2026-01-02T03:04:05Z"}';
const FIRST = { path: ['spec', 'delivery', 'olm', 'releases', 0], value: RELEASE };
const SECOND = { path: ['spec', 'delivery', 'olm', 'releases', 1], value: { version: '0.2.0', skipRange: '>=0.1.0' } };

interface Case {
  readonly name: string;
  readonly before: string;
  readonly edits: readonly Edit[];
  readonly after: string;
}

const CASES: readonly Case[] = [
  {
    name: 'a scalar becomes another, in its place',
    before: "spec:\n  version: '0.1.0' # of the operator\n  domain: a.b\n",
    edits: [{ path: ['spec', 'version'], value: '0.2.0' }],
    after: 'spec:\n  version: 0.2.0 # of the operator\n  domain: a.b\n',
  },
  {
    name: 'a key without a value gets one',
    before: 'spec:\n  version:\n  domain: a.b\n',
    edits: [{ path: ['spec', 'version'], value: '0.2.0' }],
    after: 'spec:\n  version: 0.2.0\n  domain: a.b\n',
  },
  {
    name: 'a key that is missing comes last, behind the comments of the one before',
    before: 'spec:\n  apis:\n    - kind: A\n      # its note\n\n# the end\n',
    edits: [{ path: ['spec', 'version'], value: '0.2.0' }],
    after: 'spec:\n  apis:\n    - kind: A\n      # its note\n  version: 0.2.0\n\n# the end\n',
  },
  {
    name: 'maps on the way are made',
    before: 'spec:\n  domain: a.b\n',
    edits: [FIRST],
    after: `spec:\n  domain: a.b\n  delivery:\n    olm:\n      releases:\n        - ${RELEASED}\n`,
  },
  {
    name: 'what is in braces becomes lines',
    before: 'spec:\n  delivery: {helm: {}, flux: {environments: [a, b]}, olm: {}}\n  domain: a.b\n',
    edits: [FIRST],
    after: `spec:\n  delivery:\n    helm: {}\n    flux:\n      environments: [a, b]\n    olm:\n      releases:\n        - ${RELEASED}\n  domain: a.b\n`,
  },
  {
    name: 'an empty value becomes lines',
    before: 'spec:\n  delivery:\n    olm:\n    helm: {}\n',
    edits: [FIRST],
    after: `spec:\n  delivery:\n    olm:\n      releases:\n        - ${RELEASED}\n    helm: {}\n`,
  },
  {
    name: 'what others stand for is handed on to the first of them, and every comment stays',
    before:
      "spec:\n  a: [ # all\n    {in: &c ['x', y]}, # first\n    {in: *c},\n    # last\n    {in: *c} # end\n  ]\n  b: &d\n    - z\n  # of c\n  c: *d # now\n",
    edits: [
      { path: ['spec', 'a', 0, 'in'], value: ['x'] },
      { path: ['spec', 'b'], value: [] },
    ],
    after:
      "spec:\n  a: [ # all\n    {in: [x]}, # first\n    {in: &c ['x', y]},\n    # last\n    {in: *c} # end\n  ]\n  b: []\n  # of c\n  c: &d [z] # now\n",
  },
  {
    name: 'a list that becomes longer keeps what it has, with its comments; one that is the same stays',
    before:
      'spec:\n  a:\n    - candidate # for the brave\n    # for all\n    - stable\n  b: [x] # as it was\n  c: [ u ]\n',
    edits: [
      { path: ['spec', 'a'], value: ['candidate', 'stable', 'fast'] },
      { path: ['spec', 'b'], value: ['x', 'z'] },
      { path: ['spec', 'c'], value: ['u'] },
    ],
    after:
      'spec:\n  a:\n    - candidate # for the brave\n    # for all\n    - stable\n    - fast\n  b: [x, z] # as it was\n  c: [ u ]\n',
  },
  {
    name: 'a list gets a further item, as deep as the others',
    before: 'spec:\n  delivery:\n    olm:\n      releases:\n      - {version: 0.1.0}   # first\n      keywords: [a]\n',
    edits: [SECOND],
    after:
      'spec:\n  delivery:\n    olm:\n      releases:\n      - {version: 0.1.0}   # first\n      - {version: 0.2.0, skipRange: ">=0.1.0"}\n      keywords: [a]\n',
  },
  {
    name: 'line ends stay those of the text, and the last line may lack one',
    before: 'spec:\r\n  delivery:\r\n    olm:\r\n      releases:\r\n        - {version: 0.1.0}',
    edits: [SECOND, { path: ['spec', 'version'], value: '0.2.0' }],
    after:
      'spec:\r\n  delivery:\r\n    olm:\r\n      releases:\r\n        - {version: 0.1.0}\r\n        - {version: 0.2.0, skipRange: ">=0.1.0"}\r\n  version: 0.2.0\r\n',
  },
  {
    name: 'a list in brackets over several lines gets a further line',
    before: 'spec:\n  delivery:\n    olm:\n      releases: [\n        {version: 0.1.0}, # first\n      ]\n',
    edits: [SECOND],
    after:
      'spec:\n  delivery:\n    olm:\n      releases: [\n        {version: 0.1.0}, # first\n        {version: 0.2.0, skipRange: ">=0.1.0"},\n      ]\n',
  },
  {
    name: 'braces over several lines stay, whatever is in them',
    before: 'spec:\n  delivery: {\n    # why\n    olm: {}, helm: {history: 10} }\n',
    edits: [{ path: ['spec', 'delivery', 'olm', 'releases', 0], value: { version: '0.1.0' } }],
    after: 'spec:\n  delivery: {\n    # why\n    olm: {releases: [{version: 0.1.0}]}, helm: {history: 10} }\n',
  },
  {
    name: 'a release in braces gets what it lacks',
    before: 'spec:\n  releases:\n    - {version: 0.1.0, channels: [stable]} # first\n    - {version: 0.2.0}\n',
    edits: [{ path: ['spec', 'releases', 0, 'skipRange'], value: '<0.1.0' }],
    after:
      'spec:\n  releases:\n    - {version: 0.1.0, channels: [stable], skipRange: <0.1.0} # first\n    - {version: 0.2.0}\n',
  },
  {
    name: 'tabs between a key and its braces',
    before: 'spec:\n  delivery:\t{olm:\t{}}\t# d\n',
    edits: [{ path: ['spec', 'delivery', 'olm', 'catalog'], value: {} }],
    after: 'spec:\n  delivery:\n    olm:\n      catalog: {}\t# d\n',
  },
  {
    name: 'text in lines becomes a word',
    before: 'spec:\n  version: |-\n    0.1.0\n  domain: a.b\n',
    edits: [{ path: ['spec', 'version'], value: '0.2.0' }],
    after: 'spec:\n  version: 0.2.0\n  domain: a.b\n',
  },
  {
    name: 'a list in lines becomes another on one line',
    before: 'a:\n  channels:\n    - stable\n    - fast\n  b: 1\n',
    edits: [{ path: ['a', 'channels'], value: ['stable'] }],
    after: 'a:\n  channels:\n    [stable]\n  b: 1\n',
  },
];

const textOf = (edited: Edited): string => {
  if ('text' in edited) return edited.text;
  throw new Error(`stuck at ${edited.stuck.path.join('.')}`);
};

const valueOf = (text: string): unknown => parseDocument(text, dialect).toJS();

describe('editing the text of a spec', () => {
  test.each(CASES)('$name', ({ before, edits, after }) => expect(editText(before, edits)).toEqual({ text: after }));

  test.each([
    ['an anchor', 'spec: &a\n  delivery: &d {olm: &o {}}\n'],
    ['an alias', 'x: &o {keywords: [a]}\nspec:\n  delivery:\n    olm: *o\n'],
    ['a merge', 'spec:\n  delivery:\n    olm:\n      <<: {releases: []}\n'],
    ['a comment between braces', 'spec:\n  delivery: {\n    # why\n    olm: {}}\n'],
    ['JSON', '{"spec": {"delivery": {"olm": {"keywords": ["a"]}}}}\n'],
    ['a quoted key', 'spec:\n  "delivery": {olm: {}}\n'],
    ['an explicit key', 'spec:\n  ? delivery\n  : {olm: {}}\n'],
    ['a tag', 'spec:\n  delivery: !!map {olm: {}}\n'],
  ])('means the same whatever the text has: %s', (_name, before) => {
    const after = textOf(editText(before, [FIRST, SECOND, { path: ['spec', 'version'], value: '1.0.0' }]));
    const { spec } = parseDocument(after, dialect).toJS() as {
      readonly spec: { readonly version: string; readonly delivery: { readonly olm: { readonly releases: unknown } } };
    };
    expect(spec.version).toBe('1.0.0');
    expect(spec.delivery.olm.releases).toEqual([RELEASE, SECOND.value]);
    expect(after.includes('# why')).toBe(before.includes('# why'));
  });

  test('keeps numbers as they are written where the text has to be printed anew', () => {
    const before = 'x: &o {}\na: [0x10, 9007199254740993, 1.50, -.inf, 1_000]\nspec:\n  delivery:\n    olm: *o\n';
    expect(textOf(editText(before, [FIRST]))).toContain('\na: [0x10, 9007199254740993, 1.50, -.inf, 1_000]\n');
  });

  test('keeps the ends of lines where the text has to be printed anew', () => {
    const after = textOf(editText('x: &o {}\r\nspec:\r\n  delivery:\r\n    olm: *o\r\n', [FIRST]));
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('never changes what an alias stands for elsewhere', () => {
    const before = 'spec:\n  delivery: {olm: &o {}}\nother: *o\n';
    expect(editText(before, [FIRST])).toEqual({ stuck: FIRST });
    const after = textOf(editText('other: &o {}\nspec:\n  delivery: {olm: *o}\n', [FIRST]));
    expect(valueOf(after)).toEqual({ other: {}, spec: { delivery: { olm: { releases: [RELEASE] } } } });
  });
});
