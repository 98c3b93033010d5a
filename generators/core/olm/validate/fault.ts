/** What Go cannot decode of a manifest. */
import { isObject, type JsonValue } from '../../model/json.ts';
import { quote } from '../../spec/near.ts';
import type { Path } from '../../spec/path.ts';

/** A part of a manifest that Go cannot decode. */
export interface Fault {
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
}

export type Tell = (fault: Fault) => void;

/** Tells that a value is of another type. */
export const wrong = (value: JsonValue, wanted: string, path: Path, tell: Tell): undefined => {
  tell({ path, message: `this must be ${wanted}, not ${describe(value)}.`, hint: `Give ${wanted}.` });
  return undefined;
};

const describe = (value: JsonValue): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'a mapping';
  return typeof value === 'string' ? quote(value) : String(value);
};
