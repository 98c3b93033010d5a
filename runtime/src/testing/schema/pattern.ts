/** Go's regular expressions (RE2), compiled to JavaScript's. */
import { refuse } from './re2-class.ts';
import { toJavaScript } from './re2.ts';

const cache = new Map<string, RegExp>();

/** Compiles; throws an Error in the server's words for what RE2 has not (look-around, back-references) or is malformed. */
export function compilePattern(pattern: string): RegExp {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const lookaround = /(?<!\\)\(\?(?:[=!]|<[=!])/.exec(pattern);
  if (lookaround !== null) refuse('invalid or unsupported Perl syntax', lookaround[0]);
  const source = toJavaScript(pattern);
  try {
    const compiled = new RegExp(source, 'v');
    cache.set(pattern, compiled);
    return compiled;
  } catch (error) {
    throw new Error(`error parsing regexp: ${(error as Error).message.split(': ').at(-1)}`, { cause: error });
  }
}
