/**
 * The scorecard in the XML of JUnit, with the elements of `operator-sdk scorecard -o xunit`
 * (internal/cmd/operator-sdk/scorecard/xunit). A suite is one testsuite with all of its tests, as readers of JUnit show them.
 */
import { errorsOf, suggestionsOf } from './messages.ts';
import type { TestResult } from './test.ts';

/** Ends in a newline. */
export const scorecardXunit = (results: readonly TestResult[]): string => {
  const suites = [...new Set(results.map(({ suite }) => suite))];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="scorecard" tests="${results.length}" failures="${failuresIn(results)}" errors="0">`,
    ...suites.flatMap((suite) =>
      suiteLines(
        suite,
        results.filter((result) => result.suite === suite),
      ),
    ),
    '</testsuites>',
    '',
  ].join('\n');
};

const failuresIn = (results: readonly TestResult[]): number => results.filter(({ state }) => state === 'fail').length;

const suiteLines = (suite: string, results: readonly TestResult[]): readonly string[] => [
  `  <testsuite name="${escape(suite)}" tests="${results.length}" skipped="0" failures="${failuresIn(results)}" errors="0">`,
  ...results.flatMap((result) => caseLines(suite, result)),
  '  </testsuite>',
];

const caseLines = (suite: string, result: TestResult): readonly string[] => {
  const errors = errorsOf(result);
  const suggestions = suggestionsOf(result);
  return [
    `    <testcase name="${escape(result.name)}" classname="scorecard.${escape(suite)}">`,
    ...(result.state === 'pass'
      ? []
      : [`      <failure type="failure" message="${escape(errors[0] ?? '')}">${escape(errors.join('\n'))}</failure>`]),
    `      <system-out>${escape([result.description, ...suggestions].join('\n'))}</system-out>`,
    '    </testcase>',
  ];
};

/** What XML 1.0 has no place for, not even as a reference. */
// oxlint-disable-next-line no-control-regex -- these are the ones
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** For text and for attributes. */
const escape = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(FORBIDDEN, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
