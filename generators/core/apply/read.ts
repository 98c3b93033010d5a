/**
 * Reads a file or stream that somebody named: a pipe, a device, anything. Given its path or descriptor, gives all of its bytes;
 * promises an end: what never ends (`/dev/zero`), and what nobody can mean, is a Fault before it fills the memory.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Fault, asReadFault, fileProblem, isSystemError } from './fault.ts';

/** All CRDs of a large cluster are a tenth of it. */
export const MOST_BYTES = 128 * 1024 * 1024;

/** All bytes of `file`, or of a descriptor such as 0. Throws a Fault on `shown` when it cannot be read, or is larger than `most`. */
export const readBytes = (file: string | number, shown: string, most = MOST_BYTES): Buffer => {
  let opened: number | undefined;
  try {
    opened = typeof file === 'number' ? undefined : openSync(file, 'r');
    return readAll(opened ?? Number(file), shown, most);
  } catch (error) {
    throw asReadFault(error, shown);
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
};

const CHUNK = 1024 * 1024;

const readAll = (descriptor: number, shown: string, most: number): Buffer => {
  const stats = fstatSync(descriptor);
  if (stats.isFile() && stats.size > most) throw tooLarge(shown, most);
  const chunks: Buffer[] = [];
  for (let total = 0; ;) {
    const chunk = Buffer.allocUnsafe(stats.isFile() ? Math.max(1, stats.size - total + 1) : CHUNK);
    const length = readSome(descriptor, chunk);
    if (length === 0) return Buffer.concat(chunks);
    total += length;
    if (total > most) throw tooLarge(shown, most);
    chunks.push(chunk.subarray(0, length));
  }
};

const PAUSE_MS = 10;

/** 0 at the end. A stream that another program has set to non-blocking says "again" while there is nothing in it. */
const readSome = (descriptor: number, chunk: Buffer): number => {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      if (!isSystemError(error) || error.code !== 'EAGAIN') {
        if (isSystemError(error) && error.code === 'EOF') return 0;
        throw error;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
};

const tooLarge = (shown: string, most: number): Fault =>
  new Fault(
    fileProblem(
      shown,
      `is larger than ${most / 1024 / 1024} MiB, which no specs or CustomResourceDefinitions are.`,
      'Give the file that has them.',
    ),
  );
