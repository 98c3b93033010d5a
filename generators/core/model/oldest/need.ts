/** Something of an operator that Kubernetes 1.30 does not have. */
import type { Path } from '../../spec/path.ts';

export interface Need {
  /** From `apis` of the model; below `schema` as in the definition. */
  readonly path: Path;
  /** The first release that has it: 31 for 1.31. */
  readonly minor: number;
  /** Whether the definitions need it, or only what the operator does. */
  readonly of: 'definition' | 'operator';
  /** What an older API server does about it, as the end of a sentence: 'selectableFields are dropped'. */
  readonly before: string;
  /** Whether nothing makes an older release take it, neither a feature gate nor code of the operator's author. */
  readonly never: boolean;
}
