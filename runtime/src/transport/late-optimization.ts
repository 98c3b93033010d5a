/**
 * Keeps V8 from optimizing undici's parser (WebAssembly) in the first minute: it gets hot after a few dozen requests, and what the optimizing
 * compiler needs for it, 13 MB, is never given back. With this it is optimized after about a million requests, when it begins to pay: under
 * load the difference is 2 µs a request.
 */
import { setFlagsFromString } from 'node:v8';

/** V8's own default. */
const USUAL = 13_000_000;
const LATE = 1_000_000_000;
const FLAG = '--wasm-tiering-budget';

let begun = false;

/**
 * Call it before undici's first connection, and the answer when that is there: modules that others compile later have V8's usual budget.
 * Whoever gives the process a budget, or no optimizing compiler, on its command line keeps it.
 */
export const optimizeParserLate = (): (() => void) => {
  const given = process.execArgv.some((argument) => /^--(?:wasm[-_]tiering[-_]budget|liftoff[-_]only)/.test(argument));
  if (begun || given) return () => {};
  begun = true;
  setFlagsFromString(`${FLAG}=${LATE}`);
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    setFlagsFromString(`${FLAG}=${USUAL}`);
  };
};
