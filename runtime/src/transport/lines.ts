/**
 * Splits a byte stream into lines, on bytes: a chunk may end inside a UTF-8 character, a line may span many chunks.
 * Lines are handed out as views of the chunk where they are whole, so nothing is copied but what was cut.
 */
export interface LineSplitter {
  readonly push: (chunk: Buffer) => void;
  /** What came after the last newline: not empty means that the stream was cut inside a line. */
  readonly rest: () => Buffer;
}

const NEWLINE = 0x0a;

/** Calls `onLine` for each line, without its newline; empty lines are skipped. */
export const splitLines = (onLine: (line: Buffer) => void): LineSplitter => {
  let pieces: Buffer[] = [];
  return {
    push: (chunk) => {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        const tail = chunk.subarray(start, end);
        const line = pieces.length === 0 ? tail : Buffer.concat([...pieces, tail]);
        pieces = [];
        start = end + 1;
        if (line.length > 0) onLine(line);
      }
      if (start < chunk.length) pieces.push(start === 0 ? chunk : chunk.subarray(start));
    },
    rest: () => Buffer.concat(pieces),
  };
};
