/** The results of the scorecard, in the format that was asked for. */
import { scorecardJson } from '../olm/scorecard/json.ts';
import type { TestResult } from '../olm/scorecard/scorecard.ts';
import { scorecardText } from '../olm/scorecard/text.ts';
import { scorecardXunit } from '../olm/scorecard/xunit.ts';
import type { JudgeRequest } from './request.ts';

/** Ends in a newline. */
export const scorecardReport = (format: JudgeRequest['format'], results: readonly TestResult[]): string => {
  if (format === 'json') return scorecardJson(results);
  return format === 'xunit' ? scorecardXunit(results) : scorecardText(results);
};
