/** The CEL environment of validation rules: cel-js with the functions that Kubernetes adds and cel-js does not have. */
import { Environment } from '@marcbachmann/cel-js';
import { compilePattern } from './pattern.ts';

type Comparable = bigint | number | string | boolean | Date;

const isUrl = (text: string): boolean => URL.canParse(text) || text.startsWith('/');
const sorted = (list: readonly Comparable[]): boolean =>
  list.every((item, index) => index === 0 || (list[index - 1] ?? item) <= item);
const extreme = (list: readonly Comparable[], better: (a: Comparable, b: Comparable) => boolean): Comparable => {
  if (list.length === 0) throw new Error('min/max called on empty list');
  return list.reduce((best, item) => (better(item, best) ? item : best));
};
/** An environment with `self` and `oldSelf`; expensive, made once. */
export function celEnvironment(): Environment {
  const env = new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
  });
  env.registerVariable('self', 'dyn').registerVariable('oldSelf', 'dyn');
  env.registerFunction(
    'string.find(string): string',
    (text: string, pattern: string) => compilePattern(pattern).exec(text)?.[0] ?? '',
  );
  env.registerFunction(
    'string.findAll(string): list<string>',
    (text: string, pattern: string) => text.match(new RegExp(compilePattern(pattern), 'g')) ?? [],
  );
  env.registerFunction('string.charAt(int): string', (text: string, index: bigint) => text.charAt(Number(index)));
  env.registerFunction('string.replace(string, string): string', (text: string, from: string, to: string) =>
    text.replaceAll(from, to),
  );
  env.registerFunction('isURL(string): bool', isUrl);
  env.registerFunction('list.isSorted(): bool', sorted);
  env.registerFunction('list.sum(): dyn', (list: readonly (bigint | number)[]) =>
    list.reduce(
      (total, item) => (typeof item === 'bigint' ? BigInt(total) + item : Number(total) + item),
      (typeof list[0] === 'number' ? 0 : 0n) as bigint | number,
    ),
  );
  env.registerFunction('list.min(): dyn', (list: readonly Comparable[]) => extreme(list, (a, b) => a < b));
  env.registerFunction('list.max(): dyn', (list: readonly Comparable[]) => extreme(list, (a, b) => a > b));
  env.registerFunction('list.indexOf(dyn): int', (list: readonly unknown[], item: unknown) =>
    BigInt(list.indexOf(item)),
  );
  env.registerFunction('list.lastIndexOf(dyn): int', (list: readonly unknown[], item: unknown) =>
    BigInt(list.lastIndexOf(item)),
  );
  return env;
}
