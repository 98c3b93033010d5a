/** Asks the API server's own code what it declares: main.go, run by Go with the modules of the release that test/control-plane pins. */
import { join } from 'node:path';
import { runGo } from '../../../test/judges/go.ts';

export interface Overload {
  readonly id: string;
  /** Called as `x.f(y)`: the target is the first argument. */
  readonly member: boolean;
  /** Types as cel-go writes them: `list(<A>)`. */
  readonly args: readonly string[];
  readonly result: string;
}

export interface Macro {
  readonly name: string;
  readonly args: number;
  /** Called as `x.m(y)`. */
  readonly receiver: boolean;
}

/** The CEL environment in which kube-apiserver compiles new rules. */
export interface Declared {
  /** The release whose rules it still takes: '1.35'. */
  readonly compatibility: string;
  /** Overloads in the order in which they are tried, by functions sorted by name. */
  readonly functions: Readonly<Record<string, readonly Overload[]>>;
  readonly macros: readonly Macro[];
  /** Ids of overloads that new rules can call since a later minor release than the oldest that operators run on: 31 for 1.31. */
  readonly since: Readonly<Record<string, number>>;
}

/** What is declared in the pinned release. Throws GoMissing without Go. */
export const declaredInCel = async (): Promise<Declared> => {
  const module = join(import.meta.dirname, '../../../test/control-plane');
  return JSON.parse(await runGo('CEL functions', ['run', join(import.meta.dirname, 'main.go')], module)) as Declared;
};
