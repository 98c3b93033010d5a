/**
 * The scorecard as `operator-sdk scorecard -o json` prints it: a TestList of scorecard.operatorframework.io/v1alpha3
 * (operator-framework/api pkg/apis/scorecard/v1alpha3/test_types.go). An item has one result, and of its `spec` the labels alone: no image
 * is run. No `creationTimestamp`: it would differ in every run; Go's zero time is printed as null.
 */
import { errorsOf, suggestionsOf } from './messages.ts';
import type { TestResult } from './test.ts';

const API = 'scorecard.operatorframework.io/v1alpha3';

/** Ends in a newline. */
export const scorecardJson = (results: readonly TestResult[]): string => {
  const items = results.map((result) => {
    const [errors, suggestions] = [errorsOf(result), suggestionsOf(result)];
    return {
      kind: 'Test',
      apiVersion: API,
      spec: {
        image: '',
        labels: { suite: result.suite, test: `${result.name}-test` },
        storage: { spec: { mountPath: {} } },
      },
      status: {
        results: [
          {
            name: result.name,
            log: `${result.description}\n`,
            state: result.state,
            ...(errors.length > 0 && { errors }),
            ...(suggestions.length > 0 && { suggestions }),
            creationTimestamp: null,
          },
        ],
      },
    };
  });
  return `${JSON.stringify({ kind: 'TestList', apiVersion: API, items }, undefined, 2)}\n`;
};
