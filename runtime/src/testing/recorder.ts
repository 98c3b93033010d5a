/** Keeps the last warnings and errors of an operator, to show them when a test waits in vain. */
import type { LogFields, Logger } from '../manager/log.ts';

export interface Recorder extends Logger {
  /** What was logged, or '' if nothing. */
  readonly text: () => string;
}

const KEPT = 20;

export function recorder(): Recorder {
  const lines: string[] = [];
  const keep =
    (level: string) =>
    (message: string, fields: LogFields = {}): void => {
      const { error, ...rest } = fields;
      const cause =
        error === undefined ? '' : `: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
      const more = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`;
      lines.push(`  ${level} ${message}${cause}${more}`);
      if (lines.length > KEPT) lines.shift();
    };
  const text = () => (lines.length === 0 ? '' : `The operator logged:\n${lines.join('\n')}`);
  return { debug: () => {}, info: () => {}, warn: keep('warn '), error: keep('error'), text };
}
