/** The type parameters of one expression: what they turn out to be, as its parts are looked at. */
import type { Overload } from '../functions.ts';
import { param, type Type } from '../types.ts';
import { assign, type Bindings, substitute } from './unify.ts';

/** What is known of them so far. */
export class Inference {
  #bindings: Bindings = new Map();
  #count = 0;

  /** A type that nothing is known of yet. */
  newType(): Type {
    return param(`_var${this.#count++}`);
  }

  /** Whether each type fits its counterpart; if all do, what that says of type parameters is kept. */
  assignable(from: readonly Type[], to: readonly Type[]): boolean {
    const bindings = assign(this.#bindings, from, to);
    if (bindings === undefined) return false;
    this.#bindings = bindings;
    return true;
  }

  /** The type as far as it is known. */
  known(type: Type): Type {
    return substitute(this.#bindings, type, 'keep');
  }

  /** The type at the end: what is still unknown is dyn. */
  settled(type: Type): Type {
    return substitute(this.#bindings, type, 'dyn');
  }

  /** An overload with type parameters of its own. */
  instantiate({ params, args, result }: Overload): { types: readonly Type[]; result: Type } {
    if (params.length === 0) return { types: args, result };
    const own: Bindings = new Map(params.map((name) => [name, this.newType()]));
    return { types: args.map((arg) => substitute(own, arg, 'keep')), result: substitute(own, result, 'keep') };
  }
}
