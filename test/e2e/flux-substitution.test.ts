/** What is said of variables in manifests, before who substitutes them: kustomize-controller's own library. */
import { array, constantFrom, record, sample, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  evaluate,
  isSubstituted,
  parseSubstitution,
  variablesOf,
} from '../../generators/core/delivered/substitution/envsubst.ts';
import { substituted } from '../../generators/core/delivered/substitution/printed.ts';
import { ifAvailable } from '../judges/availability.ts';
import { type Answer, fluxSubstitution } from '../judges/flux-substitution.ts';
import { judge } from '../judges/judges.ts';
import { SUBSTITUTIONS, VARIABLES } from '../unit/delivered/substitutions.ts';

const available = await ifAvailable(() => judge('flux-substitution'));

interface Case {
  readonly text: string;
  readonly variables: Readonly<Record<string, string>>;
}

interface Verdict {
  /** What the text becomes, in JSON; undefined when nothing is applied, or something else than this one field. */
  readonly result: string | undefined;
  /** What it would be without YAML around it. */
  readonly meant?: string;
}

const ours = ({ text, variables }: Case): Verdict => {
  const parsed = parseSubstitution(text);
  if (!parsed.ok) return { result: undefined };
  // Flux takes line breaks out of values.
  const values = new Map(Object.entries(variables).map(([name, value]) => [name, value.replaceAll('\n', '')]));
  if (variablesOf(parsed.parts).some(({ name, isNeeded }) => isNeeded && !values.has(name)))
    return { result: undefined };
  const valueOf = (name: string) => values.get(name);
  const read = substituted(text, valueOf);
  return { result: read.ok ? JSON.stringify(read.value) : undefined, meant: evaluate(parsed.parts, valueOf) };
};

const theirs = (answer: Answer): string | undefined => {
  const spec = 'object' in answer ? (answer.object['spec'] as Readonly<Record<string, unknown>>) : {};
  const { text = null, ...more } = spec;
  return 'error' in answer || Object.keys(more).length > 0 ? undefined : JSON.stringify(text);
};

const questionOf = ({ text, variables }: Case) => ({
  object: { apiVersion: 'example.com/v1', kind: 'Gadget', metadata: { name: 'a' }, spec: { text } },
  variables,
});

/**
 * The two agree, or we refuse what go-yaml reads although it is no YAML, and of which Flux then makes something else than was meant:
 * a comment right behind a quote, an escape that there is none of.
 */
const agree = ({ result, meant }: Verdict, other: string | undefined): boolean =>
  result === other ||
  // Of a block of nothing but white space the two readers make more or less of it.
  [result, other].every((text) => /^"(?: |\\n)*"$/.test(text ?? '')) ||
  (result === undefined && meant !== undefined && other !== JSON.stringify(meant));

const disagreements = async (cases: readonly Case[]): Promise<readonly object[]> => {
  const substitutedCases = cases.filter(({ text }) => isSubstituted(text));
  expect(substitutedCases.length).toBeGreaterThan(0);
  const answers = await fluxSubstitution(substitutedCases.map(questionOf));
  return substitutedCases.flatMap((one, i) => {
    const [own, other] = [ours(one), theirs(answers[i]!)];
    return agree(own, other) ? [] : [{ ...one, ...own, flux: answers[i] }];
  });
};

describe.skipIf(available === undefined)('Flux agrees', () => {
  test(`on ${SUBSTITUTIONS.length} texts made by hand`, async () => {
    expect(await disagreements(SUBSTITUTIONS.map(([text]) => ({ text, variables: VARIABLES })))).toEqual([]);
  });

  test('on values of every type in texts of every style', async () => {
    const values = [
      '7',
      '0x1F',
      '1e3',
      '010',
      '1_000',
      'true',
      'Yes',
      'off',
      'null',
      '~',
      '',
      ' ',
      '{a: 1}',
      '[1]',
      'a: b',
      'a #b',
      '#b',
      '"7"',
      "'7'",
      '"',
      "it's",
      '- a',
      '*a',
      '&a',
      '!!str 7',
      '2001-01-01',
      '1:30',
      '.5',
      '-',
      '|',
      '%x',
      '@x',
      '`',
      'a\\b',
      '<<',
      '=',
      '?',
      ',',
      '7 ',
    ];
    const texts = [
      '${A}',
      'x${A}',
      '${A}x',
      ' ${A}',
      '${A} ',
      '- ${A}',
      '${A}: x',
      'x: ${A}',
      '#${A}',
      '"${A}"',
      "'${A}'",
      '${A}\n',
      'x\n${A}\n',
      '\t${A}',
      '{${A}}',
      '*${A}',
      'a #${A}',
      'ä ${A}',
      '${A}${A}',
      '7${A}',
      '${B:=7}',
      '${B:="7"}',
      "${B:='7'}",
      '$$ ${A}',
      'true${A}',
    ];
    const cases = texts.flatMap((text) => values.map((A) => ({ text, variables: { A } })));
    expect(await disagreements(cases)).toEqual([]);
  });

  test('on random texts', async () => {
    const piece = constantFrom(
      '${A}',
      '${B}',
      '${C:=x}',
      '${A/a/b}',
      '${A^^}',
      '${#A}',
      '$',
      '{',
      '}',
      '$$',
      ' ',
      ': ',
      ' #',
      '"',
      "'",
      '\\',
      'a',
      '7',
      '-',
      '\n',
      '${',
      '/',
      '${A:1:2}',
      '${A%a*}',
      'ß',
    );
    const value = string({
      unit: constantFrom('a', '7', ' ', ':', '#', '"', "'", '-', '.', 'e', '{', '}', '[', ',', '\\', 'ß', '\n', '$'),
      maxLength: 6,
    });
    const cases = sample(record({ text: array(piece, { minLength: 1, maxLength: 7 }), A: value, B: value }), {
      numRuns: 5000,
      seed: 6,
    });
    expect(await disagreements(cases.map(({ text, A, B }) => ({ text: text.join(''), variables: { A, B } })))).toEqual(
      [],
    );
  });
});
