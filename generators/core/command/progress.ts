/** What is being done, while it is: one line that changes on a terminal, a line for each step elsewhere. */
import type { Io } from './io.ts';

/** Tells it on a stream. */
export const progressOn = (stream: NodeJS.WriteStream): NonNullable<Io['progress']> => {
  const changes = stream.isTTY && process.env['TERM'] !== 'dumb';
  return (words) => {
    if (!changes) {
      if (words !== undefined) stream.write(`${words}\n`);
      return;
    }
    const width = Math.max(20, stream.columns || 80) - 1;
    const line = words ?? '';
    stream.write(`\r\u001B[K${line.length > width ? `${line.slice(0, width - 1)}\u2026` : line}`);
  };
};
