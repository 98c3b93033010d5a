/** Values that a schema holds itself, against that schema: defaults and examples. */
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { ruleFaults } from '../../model/sample/faults.ts';
import type { Report } from '../report.ts';
import { checkValue, type ValueFault } from '../schema-value.ts';
import { objectFaults } from '../value-rules/embedded.ts';
import { fault } from '../value-rules/fault.ts';
import { META, type SchemaPlace } from './schema-tree.ts';

/**
 * A default is validated as written, before the defaults inside it are applied. An example is only shown: a warning. Wants a schema
 * that is sound down to its leaves.
 */
export const checkDefault = (place: SchemaPlace, report: Report): void => {
  const { schema, path } = place;
  const { default: value, example } = schema;
  // Null is no default to the API server.
  if (value !== undefined && value !== null)
    for (const { path: inside, message, hint } of defaultFaults(place, value as JsonValue)) {
      const at = [...path, 'default', ...inside];
      if (place.inMap)
        report.warning(at, `the default does not fit its own schema, so that objects are refused: ${message}`, hint);
      else report.error(at, `the default does not fit its own schema: ${message}`, hint ?? FIT);
    }
  if (example !== undefined && example !== null)
    for (const { path: inside, message, hint } of checkValue(example as JsonValue, schema as unknown as JsonObject))
      report.warning([...path, 'example', ...inside], `the example does not fit its own schema: ${message}`, hint);
};

const FIT = 'Change or remove it: it must be valid as it is written, before defaults inside of it are filled in.';

const EMBEDDED = 'x-kubernetes-embedded-resource';

/** Rules are asked only of what has the right structure, as the API server does. */
const defaultFaults = (place: SchemaPlace, value: JsonValue): readonly ValueFault[] => {
  const faults = structureFaults(place, value);
  return faults.length > 0 ? faults : ruleFaults(value, place.schema as unknown as JsonObject, []);
};

const structureFaults = (place: SchemaPlace, value: JsonValue): ValueFault[] => {
  const schema = place.schema as unknown as JsonObject;
  const own = place.level === 'root' ? { ...schema, [EMBEDDED]: true } : schema;
  const faults = checkValue(value, own, [], 'default');
  if (!place.meta) return faults;
  const object = { apiVersion: 'v1', kind: 'Kind', ...objectWith(place, value) };
  return [...faults, ...objectFaults(object, []).map(({ message, hint }) => fault([], message, hint))];
};

/** The embedded resource that has nothing but this default, which is somewhere in its apiVersion, kind or metadata. */
const objectWith = ({ path }: SchemaPlace, value: JsonValue): JsonObject => {
  let start = path.length - 1;
  while (
    start > 0 &&
    !(path[start - 1] === 'properties' && META.has(String(path[start])) && path[start - 2] !== 'properties')
  )
    start--;
  let inner = value;
  for (let i = path.length - 1; i > start; i--) {
    if (path[i] === 'items') inner = [inner];
    else if (path[i - 1] === 'properties') inner = { [String(path[i--])]: inner };
  }
  return { [String(path[start])]: inner };
};
