import { CheckovMissing } from './checkov.ts';
import { GoMissing } from './go.ts';

/**
 * What `provide` gives, or undefined where that needs Go, or checkov, and there is none: the tests then say loudly that they are not run.
 * In CI that is a failure: a judge that is absent has judged nothing.
 */
export const ifAvailable = async <T>(provide: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await provide();
  } catch (error) {
    const missing = error instanceof GoMissing || error instanceof CheckovMissing;
    if (!missing || process.env['CI'] === 'true') throw error;
    console.error(`NOT RUN: ${error.message}`);
    return undefined;
  }
};
