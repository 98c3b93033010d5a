/** No variable or function may be named so; as fields they are fine, but for those that are keywords of the grammar. */
export const RESERVED: ReadonlySet<string> = new Set(
  (
    'as break const continue else false for function if import in let loop package namespace null return true var void ' +
    'while'
  ).split(' '),
);
