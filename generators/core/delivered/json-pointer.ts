/** The keys and indices of a JSON pointer (RFC 6901): `/spec/a~1b/0` is spec, a/b, 0. */
export const pointerSteps = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
