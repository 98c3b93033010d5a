/** Bounds that CEL and the API server set. */

/** Of an int. */
export const MIN_INT = -(2n ** 63n);
export const MAX_INT = 2n ** 63n - 1n;
/** Of a uint, and of costs and sizes. */
export const MAX_UINT = 2n ** 64n - 1n;

/** Bytes of a request: no value can be larger. */
export const MAX_REQUEST = 3n * 1024n * 1024n;

/** What a rule may cost at most, and all rules of a version together. */
export const RULE_LIMIT = 10_000_000n;
export const VERSION_LIMIT = 100_000_000n;
