import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { scorecardJson } from '../../../../generators/core/olm/scorecard/json.ts';
import type { TestResult } from '../../../../generators/core/olm/scorecard/scorecard.ts';
import { scorecardText } from '../../../../generators/core/olm/scorecard/text.ts';
import { scorecardXunit } from '../../../../generators/core/olm/scorecard/xunit.ts';

const problem = { file: 'bundle/a.yaml', line: 3, column: 5, path: 'spec.a' } as const;
const results: readonly TestResult[] = [
  { name: 'basic-check-spec', suite: 'basic', description: 'Each example has a spec.', state: 'pass', problems: [] },
  {
    name: 'olm-spec-descriptors',
    suite: 'olm',
    description: 'Every field has a descriptor.',
    state: 'fail',
    problems: [
      { ...problem, message: '"<b> & ]]>\u0007" is odd.', hint: 'Mend it.', severity: 'error' },
      { ...problem, line: 4, message: 'this could be better.', severity: 'warning' },
    ],
  },
  { name: 'icon-is-an-image', suite: 'consistency', description: 'It is.', state: 'pass', problems: [] },
];

describe('for people', () => {
  test('there is a line for each test, and what it found below it', () => {
    expect(scorecardText(results)).toBe(
      [
        'pass  basic-check-spec      Each example has a spec.',
        'fail  olm-spec-descriptors  Every field has a descriptor.',
        '      bundle/a.yaml:3:5  spec.a: "<b> & ]]>\\u{7}" is odd. Mend it.',
        '      bundle/a.yaml:4:5  warning: spec.a: this could be better.',
        'pass  icon-is-an-image      It is.',
        '2 of 3 tests pass.',
        '',
      ].join('\n'),
    );
  });
});

describe('as JSON', () => {
  test('it is the TestList of Operator SDK', () => {
    const list = JSON.parse(scorecardJson(results)) as { readonly items: readonly unknown[] };
    expect(list).toMatchObject({ kind: 'TestList', apiVersion: 'scorecard.operatorframework.io/v1alpha3' });
    expect(list.items[0]).toEqual({
      kind: 'Test',
      apiVersion: 'scorecard.operatorframework.io/v1alpha3',
      spec: {
        image: '',
        labels: { suite: 'basic', test: 'basic-check-spec-test' },
        storage: { spec: { mountPath: {} } },
      },
      status: {
        results: [
          { name: 'basic-check-spec', log: 'Each example has a spec.\n', state: 'pass', creationTimestamp: null },
        ],
      },
    });
    expect(list.items[1]).toMatchObject({
      status: {
        results: [
          {
            state: 'fail',
            errors: ['bundle/a.yaml:3:5  spec.a: "<b> & ]]>\u0007" is odd. Mend it.'],
            suggestions: ['bundle/a.yaml:4:5  spec.a: this could be better.'],
          },
        ],
      },
    });
    // YAML's readers take it, too.
    expect(load(scorecardJson(results))).toEqual(list);
  });
});

describe('as XML', () => {
  const text = scorecardXunit(results);

  test('a suite is a testsuite, and what failed says why', () => {
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="scorecard" tests="3" failures="1" errors="0">
  <testsuite name="basic" tests="1" skipped="0" failures="0" errors="0">
    <testcase name="basic-check-spec" classname="scorecard.basic">
      <system-out>Each example has a spec.</system-out>
    </testcase>
  </testsuite>
  <testsuite name="olm" tests="1" skipped="0" failures="1" errors="0">
    <testcase name="olm-spec-descriptors" classname="scorecard.olm">
      <failure type="failure" message="bundle/a.yaml:3:5  spec.a: &quot;&lt;b&gt; &amp; ]]&gt;\uFFFD&quot; is odd. Mend it.">bundle/a.yaml:3:5  spec.a: &quot;&lt;b&gt; &amp; ]]&gt;\uFFFD&quot; is odd. Mend it.</failure>
      <system-out>Every field has a descriptor.
bundle/a.yaml:4:5  spec.a: this could be better.</system-out>
    </testcase>
  </testsuite>
  <testsuite name="consistency" tests="1" skipped="0" failures="0" errors="0">
    <testcase name="icon-is-an-image" classname="scorecard.consistency">
      <system-out>It is.</system-out>
    </testcase>
  </testsuite>
</testsuites>
`);
  });
});
