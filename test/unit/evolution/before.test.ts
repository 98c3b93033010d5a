/** What there was before: CRDs, specs that were written for other rules, and what is neither. */
import { describe, expect, test } from 'vitest';
import { readBefore } from '../../../generators/core/evolution/before.ts';
import { buildModel } from '../../../generators/core/model/build.ts';
import { crd } from '../../../generators/core/objects/crd.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { formatProblem } from '../../../generators/core/spec/problem.ts';
import { type Edit, edits, problemsOf, put, SPEC, told } from './specs.ts';
import { type Editable } from './widget.ts';

const crds = (text: string): Editable[] => buildModel(loadSpec(text, 'operator.yaml').spec!).apis.map(crd);
const list = (items: readonly Editable[]) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

describe('CRDs instead of a spec', () => {
  test('of the same spec are the same', () => {
    expect(told(list(crds(SPEC)), SPEC)).toEqual([]);
  });

  test('differ as the spec does', () => {
    const now = put('maximum: 10', 'maximum: 5')(SPEC);
    expect(told(list(crds(SPEC)), now)).toEqual(told(SPEC, now));
  });

  test('may be some of them only', () => {
    expect(told(JSON.stringify(crds(SPEC)[1]), SPEC)).toEqual([]);
  });

  test('of a cluster say which versions are stored', () => {
    const [order, item] = crds(SPEC);
    const cluster = [{ ...order, status: { storedVersions: ['v1alpha1', 'v1'] } }, item];
    const now = put('        - name: v1alpha1\n          schema: {spec: {type: object}}\n', '')(SPEC);
    expect(told(list(cluster), now)).toEqual([
      'error operator.yaml:10:7  spec.apis[0].versions: breaks Order: "v1alpha1" is gone, and objects are stored in it (storedVersionRemoval).',
    ]);
  });

  test('that the API server would refuse are told', () => {
    const [order, item] = crds(SPEC);
    const text = list([{ ...order, spec: { ...order.spec, scope: 'Nowhere' } }, item]);
    const { definitions, problems } = readBefore([{ name: 'old.yaml', bytes: Buffer.from(text) }]);
    expect(definitions).toEqual([]);
    expect(problems.map(formatProblem)).toEqual([expect.stringMatching(/^old\.yaml:1:\d+ .*"Nowhere"/)]);
  });
});

describe('an older spec', () => {
  const now = put('[red, green]', '[red]')(SPEC);

  test.each<[string, Edit]>([
    ['with a word that is unknown now', put('  domain:', '  colour: blue\n  domain:')],
    ['with a word that was misspelt', put('scope: Cluster', 'scpoe: Cluster')],
    ['with a child that is wrong', put('      shortNames', '      children: {a: {kind: Pod}}\n      shortNames')],
    ['with a rule that does not compile', put('self.size > 1', 'self.sise >')],
    ['with a default that does not fit', put('maximum: 10', 'maximum: 10\n                  default: 11')],
  ])('%s is compared', (_title, edit) => {
    const scoped = put('kind: Order', 'kind: Order\n      scope: Cluster');
    const before = edits(scoped, edit)(SPEC);
    expect(told(before, scoped(now)).filter((line) => /Item|scope/.test(line))).toEqual([
      'error operator.yaml:49:43  spec.apis[1].versions[0].schema.openAPIV3Schema.properties.spec.properties.color.enum: breaks Item v1: "green" is not allowed any more (enum).',
    ]);
  });

  test.each<[string, Edit]>([
    ['refers to a type that is unknown', put('$ref: ResourceRequirements', '$ref: Resorces.of.nobody')],
    ['has no versions', (text) => text.replace(/ {6}versions:\n {8}- name: v1alpha1[^]*?(?= {4}- group)/, '')],
  ])('an API that %s is left out, and told', (_title, edit) => {
    expect(problemsOf(edit(SPEC), now).map(formatProblem)).toEqual([
      'old.yaml  warning: spec.apis[0]: Order is not compared: it cannot be read as an API any more. Compare with its CustomResourceDefinition, which is in config/crd.',
      expect.stringContaining('"green" is not allowed any more'),
    ]);
  });
});

test.each([
  ['no YAML', 'a: [', /old\.yaml:1:/],
  ['empty', '', /empty/],
  ['binary', '\0', /binary/],
])('what is %s is refused', (_title, text, message) => {
  const { definitions, problems } = readBefore([{ name: 'old.yaml', bytes: Buffer.from(text) }]);
  expect(definitions).toEqual([]);
  expect(problems.map(formatProblem).join('\n')).toMatch(message);
});

test('what is something else has no definitions', () => {
  expect(readBefore([{ name: 'old.yaml', bytes: Buffer.from('kind: Pod') }])).toEqual({
    definitions: [],
    problems: [],
  });
});
