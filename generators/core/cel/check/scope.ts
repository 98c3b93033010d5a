/** Names in an expression: its variables, those of the loops around, and what every expression knows. */
import { globalType } from '../names.ts';
import type { Type } from '../types.ts';

/** The names of one expression; variables of loops are entered and left as their bodies are. */
export class Scope {
  readonly #variables: ReadonlyMap<string, Type>;
  readonly #inner: ReadonlyMap<string, Type>[] = [];
  readonly #used = new Set<string>();

  constructor(variables: ReadonlyMap<string, Type>) {
    this.#variables = variables;
  }

  enter(variables: readonly (readonly [name: string, type: Type])[]): void {
    this.#inner.push(new Map(variables));
  }

  leave(): void {
    this.#inner.pop();
  }

  /** The type of a name, the innermost first; undefined when it means nothing. */
  lookUp(name: string): Type | undefined {
    const inner = this.#inner.findLast((one) => one.has(name));
    const type = inner?.get(name) ?? this.#variables.get(name) ?? globalType(name);
    if (type !== undefined) this.#used.add(name);
    return type;
  }

  /** Whether a name was looked up, and found. */
  uses(name: string): boolean {
    return this.#used.has(name);
  }

  /** Names of variables that can be written. */
  names(): string[] {
    const inner = this.#inner.flatMap((scope) => [...scope.keys()]);
    return [...this.#variables.keys(), ...inner].filter((name) => /^\w/.test(name));
  }
}
