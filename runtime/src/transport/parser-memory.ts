/**
 * Keeps V8 from optimizing undici's parser (WebAssembly): it counts as hot after five answers, and for its largest function the optimizing
 * compiler takes 40 MB, of which the process keeps 13 for good. Unoptimized it costs 0 to 3 µs more of a request's 80.
 *
 * Guarantees: modules that are compiled before the first connection or after the first answer are optimized as ever. Who decides about these
 * tiers on the command line of the process is left alone.
 */
import { setFlagsFromString } from 'node:v8';

const DECIDED = /^--(?:no[-_]?)?(?:wasm[-_](?:dynamic[-_]tiering|tier[-_]up|tiering[-_]budget)|liftoff)/;

let state: 'before' | 'compiling' | 'compiled' = 'before';

/** To be called before the first connection is opened: with that undici compiles its parser. */
export const beforeParser = (): void => {
  if (state !== 'before') return;
  if (process.execArgv.some((argument) => DECIDED.test(argument))) {
    state = 'compiled';
    return;
  }
  state = 'compiling';
  setFlagsFromString('--no-wasm-dynamic-tiering');
  setFlagsFromString('--no-wasm-tier-up');
};

/** To be called when an answer has been read: V8 compiles a function when it is first called. */
export const afterParser = (): void => {
  if (state !== 'compiling') return;
  state = 'compiled';
  setFlagsFromString('--wasm-dynamic-tiering');
  setFlagsFromString('--wasm-tier-up');
};
