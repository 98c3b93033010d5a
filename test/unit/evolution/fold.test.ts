/** What people are told of many findings: each change once, and none of what breaks left out. */
import { describe, expect, test } from 'vitest';
import { compareDefinitions } from '../../../generators/core/evolution/compare.ts';
import { readDefinition } from '../../../generators/core/evolution/definition.ts';
import type { Finding } from '../../../generators/core/evolution/finding.ts';
import { fold } from '../../../generators/core/evolution/fold.ts';
import { severityOf } from '../../../generators/core/evolution/severity.ts';
import { describe as inWords } from '../../../generators/core/evolution/words.ts';
import { mutated, randomNumbers } from '../../judges/crdify-mutations.ts';
import { type Editable, version, widget } from './widget.ts';

const compared = (older: Editable, newer: Editable) => {
  const { apis } = compareDefinitions([readDefinition(older)], [readDefinition(newer)]);
  const [{ findings, newer: now }] = apis as [(typeof apis)[number]];
  const severity = (finding: Finding) => severityOf(finding, now);
  return { findings, folded: fold(findings, now), severity };
};

/** Of the widget and an edit of it. */
const told = (edit: (crd: Editable) => void, before: (crd: Editable) => void = () => {}): readonly string[] => {
  const [older, newer] = [widget(), widget()];
  for (const crd of [older, newer]) before(crd);
  edit(newer);
  const { folded, severity } = compared(older, newer);
  return folded.map((finding) => `${severity(finding)} ${finding.version ?? 'all'}: ${inWords(finding)}`);
};

const spec = (crd: Editable, index: number): Editable =>
  crd.spec.versions[index].schema.openAPIV3Schema.properties.spec.properties;
const WEBHOOK = { strategy: 'Webhook', webhook: { conversionReviewVersions: ['v1'] } };

/** A version beside the others that has less. */
const addSmaller = (crd: Editable): void => {
  const smaller = version('v2', false);
  crd.spec.versions.push(smaller);
  delete spec(crd, 1).nested;
  spec(crd, 1).size.maximum = 5;
  spec(crd, 1).text.description = 'Text.';
};
const onlyV1 = (crd: Editable): void => {
  crd.spec.versions = [crd.spec.versions[1]];
};

describe('is told once', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      'an object gone',
      told((crd) => delete spec(crd, 1).nested),
      ['error v1: the field .spec.nested is gone with the 2 fields in it'],
    ],
    [
      'a change in a branch',
      told((crd) => (spec(crd, 1).mode.oneOf[0].required = ['b'])),
      ['error v1: "b" is required now'],
    ],
    [
      'a change in the values of a map',
      told((crd) => (spec(crd, 1).labels.additionalProperties.maxLength = 9)),
      ['error v1: the maxLength 9 is new'],
    ],
    [
      'a looser value of a map',
      told((crd) => (spec(crd, 1).ports.additionalProperties.required = [])),
      ['warning v1: more is allowed in the values of the map'],
    ],
    [
      'a new version that has less',
      told(addSmaller, onlyV1),
      [
        'error v1 -> v2: the field .spec.nested is not in v2',
        'error v1 -> v2: the maximum was 10 and is 5',
        'warning v1 -> v2: the description "Text." is new',
      ],
    ],
    [
      'a new version that a webhook converts',
      told((crd) => {
        addSmaller(crd);
        crd.spec.conversion = WEBHOOK;
      }, onlyV1),
      ['warning v1 -> v2: what differs is for the conversion webhook: .spec.nested, .spec.size'],
    ],
    [
      'a conversion webhook gone',
      told(
        (crd) => (crd.spec.conversion = { strategy: 'None' }),
        (crd) => (crd.spec.conversion = WEBHOOK),
      ),
      ['error all: the conversion webhook is gone'],
    ],
    [
      'a version gone that was not served',
      told(onlyV1, (crd) => (crd.spec.versions[0].served = false)),
      ['warning v1alpha1: the version is gone'],
    ],
  ])('%s', (_title, lines, expected) => {
    expect(lines.toSorted()).toEqual(expected.toSorted());
  });
});

test('what breaks is never left out', () => {
  const random = randomNumbers(7);
  const outcomes = Array.from({ length: 400 }, () => {
    const older = random() < 0.5 ? widget() : mutated(widget(), random);
    const newer = mutated(older, random);
    const { findings, folded, severity } = compared(older, newer);
    const breaks = (list: readonly Finding[]): boolean => list.some((finding) => severity(finding) === 'error');
    return { breaks: breaks(findings), told: breaks(folded), pair: [older, newer] };
  });
  expect(outcomes.filter(({ breaks, told }) => breaks !== told)).toEqual([]);
  expect(new Set(outcomes.map(({ breaks }) => breaks))).toEqual(new Set([true, false]));
});
