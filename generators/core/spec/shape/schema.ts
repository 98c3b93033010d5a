/** The keywords that the schema of operator.yaml is written in, and those that measure CRDs on import. */
import type { JsonValue } from '../../model/json.ts';
import type { Path } from '../path.ts';
import type { Report } from '../report.ts';

/** A schema, as far as a value is measured by it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: JsonValue;
  readonly enum?: readonly JsonValue[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  /** Forms that exclude each other: the fields that make one, and how many fields it may have. */
  readonly oneOf?: readonly {
    readonly required: readonly string[];
    readonly maxProperties?: number;
    /** What must not be there beside them. */
    readonly properties?: Readonly<Record<string, false>>;
  }[];
  readonly if?: Schema;
  readonly else?: Schema;
}

/** Where a value is that is measured. */
export interface Spot {
  readonly path: Path;
  /** A field that may be left out. */
  readonly isOptional: boolean;
  readonly report: Pick<Report, 'error' | 'warning'>;
}
