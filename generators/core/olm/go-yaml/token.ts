/** What a text of YAML consists of for its parser. */
import type { Mark } from './cursor.ts';

interface Of<T extends string> {
  readonly type: T;
  readonly start: Mark;
}

export interface Scalar extends Of<'scalar'> {
  readonly value: string;
  readonly isPlain: boolean;
}

export interface Tag extends Of<'tag'> {
  /** In full: `tag:yaml.org,2002:int` for `!!int`. Absent where nothing says what its handle stands for. */
  readonly name?: string;
}

export type Indicator =
  | 'stream end'
  | 'document start'
  | 'document end'
  | 'directive'
  | 'block sequence start'
  | 'block mapping start'
  | 'block end'
  | 'block entry'
  | 'flow sequence start'
  | 'flow sequence end'
  | 'flow mapping start'
  | 'flow mapping end'
  | 'flow entry'
  | 'key'
  | 'value';

export interface Anchor extends Of<'anchor' | 'alias'> {
  readonly name: string;
}

export type Token = Of<Indicator> | Anchor | Tag | Scalar;
