/** Warning headers: what the API server has to say about a request that it carried out (deprecated versions, unknown fields). */
import type { Logger } from '../manager/log.ts';

/** Called for each warning; `request` is `PATCH /apis/…`. */
export type WarningHandler = (warning: string, request: string) => void;

/** At most so many texts are kept; what comes after is logged each time. */
const REMEMBERED = 1_000;

/** A handler that logs each text once, as client-go's deduplicating one. */
export const logWarnings = (log: Logger): WarningHandler => {
  const seen = new Set<string>();
  return (warning, request) => {
    if (seen.has(warning)) return;
    if (seen.size < REMEMBERED) seen.add(warning);
    log.warn(`The API server warns: ${warning}`, { request });
  };
};

/** `299 - "text"`, RFC 7234 §5.5; several in one header are parted by commas. */
const WARNING = /\b299 [^\s"]+ "((?:[^"\\]|\\.)*)"/g;

/** The texts of the headers of an answer. */
export const parseWarnings = (headers: readonly string[]): readonly string[] =>
  headers.flatMap((header) => [...header.matchAll(WARNING)].map(([, text = '']) => text.replaceAll(/\\(.)/g, '$1')));
