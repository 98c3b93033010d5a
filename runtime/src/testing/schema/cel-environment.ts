/** The CEL environment of validation rules: cel-js with the functions that Kubernetes adds and cel-js does not have. */
import { Environment } from '@marcbachmann/cel-js';
import { canonicalQuantity } from '../builtin/quantity.ts';
import { equal } from '../json.ts';
import { registerMacros } from './cel-macros.ts';
import { registerNetwork } from './cel-network.ts';
import { Format, FORMATS, Quantity } from './cel-types.ts';
import { compilePattern } from './pattern.ts';

type Comparable = bigint | number | string | boolean | Date;

const sorted = (list: readonly Comparable[]): boolean =>
  list.every((item, index) => index === 0 || (list[index - 1] ?? item) <= item);
const extreme = (list: readonly Comparable[], better: (a: Comparable, b: Comparable) => boolean): Comparable => {
  if (list.length === 0) throw new Error('min/max called on empty list');
  return list.reduce((best, item) => (better(item, best) ? item : best));
};
/** What the names `sets` and `format` stand for; their functions are registered on them. */
class Sets {
  readonly name = 'sets';
}
class Formats {
  readonly name = 'format';
}

/** An environment with `self` and `oldSelf` of these types; expensive, made once for each. */
export function celEnvironment(self: Declared = 'dyn', oldSelf: Declared = self): Environment {
  const env = new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
  });
  declare(env, 'self', self);
  declare(env, 'oldSelf', oldSelf);
  registerText(env);
  registerLists(env);
  registerTypes(env);
  registerNetwork(env);
  registerMacros(env);
  return env;
}

/** A type by name, or the types of an object's fields. */
export type Declared = string | { readonly [field: string]: Declared };

function declare(env: Environment, name: string, type: Declared): void {
  if (typeof type === 'string') env.registerVariable(name, type);
  else env.registerVariable({ name, schema: type } as Parameters<Environment['registerVariable']>[0]);
}

const all = (text: string, pattern: string): string[] =>
  [...text.matchAll(new RegExp(compilePattern(pattern), 'gv'))].map(([found]) => found);

function registerText(env: Environment): void {
  env.registerFunction(
    'string.find(string): string',
    (text: string, pattern: string) => compilePattern(pattern).exec(text)?.[0] ?? '',
  );
  env.registerFunction('string.findAll(string): list<string>', (text: string, pattern: string) => all(text, pattern));
  env.registerFunction('string.findAll(string, int): list<string>', (text: string, pattern: string, most: bigint) =>
    most < 0n ? all(text, pattern) : all(text, pattern).slice(0, Number(most)),
  );
  env.registerFunction('string.charAt(int): string', (text: string, index: bigint) => text.charAt(Number(index)));
  env.registerFunction('string.replace(string, string): string', (text: string, from: string, to: string) =>
    text.replaceAll(from, () => to),
  );
  env.registerFunction(
    'string.replace(string, string, int): string',
    (text: string, from: string, to: string, most: bigint) => {
      let left = most;
      return most < 0n ? text.replaceAll(from, () => to) : text.replaceAll(from, (found) => (left-- > 0n ? to : found));
    },
  );
}

function registerLists(env: Environment): void {
  const sum = (list: readonly (bigint | number)[]) =>
    list.reduce(
      (total, item) => (typeof item === 'bigint' ? BigInt(total) + item : Number(total) + item),
      typeof list[0] === 'number' ? 0 : 0n,
    );
  env.registerFunction('list.isSorted(): bool', sorted);
  env.registerFunction('list.sum(): dyn', sum);
  env.registerFunction('list.min(): dyn', (list: readonly Comparable[]) => extreme(list, (a, b) => a < b));
  env.registerFunction('list.max(): dyn', (list: readonly Comparable[]) => extreme(list, (a, b) => a > b));
  env.registerFunction('list.indexOf(dyn): int', (list: readonly unknown[], item: unknown) =>
    BigInt(list.indexOf(item)),
  );
  env.registerFunction('list.lastIndexOf(dyn): int', (list: readonly unknown[], item: unknown) =>
    BigInt(list.lastIndexOf(item)),
  );
  env.registerType('Sets', Sets).registerConstant('sets', 'Sets', new Sets());
  const within = (all: readonly unknown[], some: readonly unknown[]) =>
    some.every((item) => all.some((each) => equal(each, item)));
  env.registerFunction('Sets.contains(list, list): bool', (_: Sets, all: unknown[], some: unknown[]) =>
    within(all, some),
  );
  env.registerFunction(
    'Sets.equivalent(list, list): bool',
    (_: Sets, a: unknown[], b: unknown[]) => within(a, b) && within(b, a),
  );
  env.registerFunction('Sets.intersects(list, list): bool', (_: Sets, a: unknown[], b: unknown[]) =>
    a.some((item) => within(b, [item])),
  );
}

function registerTypes(env: Environment): void {
  env.registerType('Quantity', Quantity);
  env
    .registerType('Formats', Formats)
    .registerType('Format', Format)
    .registerConstant('format', 'Formats', new Formats());
  env.registerFunction('isQuantity(string): bool', (text: string) => canonicalQuantity(text) !== undefined);
  env.registerFunction('quantity(string): Quantity', (text: string) => Quantity.parse(text));
  env.registerFunction('Quantity.isGreaterThan(Quantity): bool', (a: Quantity, b: Quantity) => a.amount > b.amount);
  env.registerFunction('Quantity.isLessThan(Quantity): bool', (a: Quantity, b: Quantity) => a.amount < b.amount);
  env.registerFunction('Quantity.compareTo(Quantity): int', (a: Quantity, b: Quantity) =>
    BigInt(Math.sign(a.amount - b.amount)),
  );
  env.registerFunction('Quantity.sign(): int', (a: Quantity) => BigInt(Math.sign(a.amount)));
  env.registerFunction('Quantity.isInteger(): bool', (a: Quantity) => Number.isInteger(a.amount));
  env.registerFunction('Quantity.asInteger(): int', (a: Quantity) => BigInt(a.amount));
  env.registerFunction('Quantity.asApproximateFloat(): double', (a: Quantity) => a.amount);
  env.registerFunction(
    'Quantity.add(Quantity): Quantity',
    (a: Quantity, b: Quantity) => new Quantity(a.amount + b.amount),
  );
  env.registerFunction(
    'Quantity.sub(Quantity): Quantity',
    (a: Quantity, b: Quantity) => new Quantity(a.amount - b.amount),
  );
  env.registerFunction('Format.validate(string): optional<list<string>>', (format: Format, text: string) =>
    format.validate(text),
  );
  for (const [name, check] of Object.entries(FORMATS))
    env.registerFunction(`Formats.${name}(): Format`, () => new Format(check));
  // An optional is never null, only none.
  env.registerOperator('optional<dyn> == null', () => false);
}
