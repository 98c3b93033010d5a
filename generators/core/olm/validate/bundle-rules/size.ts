/** How large a bundle may be (operator-framework/api bundle.go, validateBundleSize): OLM unpacks it into one ConfigMap. */
import { gzipSync } from 'node:zlib';
import type { Findings } from '../findings.ts';
import type { Judged } from '../judged.ts';

const MOST = 1024 * 1024;
const NEAR = 0.85 * MOST;
/** What gzip adds to bytes that it cannot compress, at most: head, tail and a few for each block. */
const GZIP = 64;

/** The length of so many bytes in base64. */
const encoded = (length: number): number => Math.ceil(length / 3) * 4;

/** Each file is counted gzipped and in base64. zlib and Go's gzip differ by a few bytes in a thousand. */
export const checkSize = ({ bundle: { folder, files } }: Judged, findings: Findings): void => {
  // What is small enough as it is need not be compressed.
  if (files.reduce((sum, { bytes }) => sum + encoded(bytes.byteLength + GZIP), 0) <= NEAR) return;
  const compressed = files.reduce((sum, { bytes }) => sum + encoded(gzipSync(bytes).byteLength), 0);
  if (compressed <= NEAR) return;
  const largest = files.toSorted((a, b) => b.bytes.byteLength - a.bytes.byteLength)[0]!;
  findings.add({
    file: folder,
    path: '',
    message: `compressed the bundle has about ${Math.round(compressed / 1024)} KiB; ${compressed > MOST ? 'OLM takes' : 'that is near the'} 1024 KiB${compressed > MOST ? ' at most' : ' that OLM takes at most'}.`,
    hint: `Its largest file is ${largest.path}: shorten descriptions, or split the kinds between operators.`,
    severity: compressed > MOST ? 'error' : 'warning',
  });
};
