/** Values that a schema holds itself, against that schema: defaults and examples. */
import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { Report } from '../report.ts';
import { checkValue } from '../schema-value.ts';
import { fault } from '../value-rules/fault.ts';
import { metadataFaults } from '../value-rules/embedded.ts';
import type { SchemaPlace } from './schema-tree.ts';

/**
 * A default is validated as written, before the defaults inside it are applied. An example is only shown: a warning. Wants a schema
 * that is sound down to its leaves.
 */
export const checkDefault = (place: SchemaPlace, report: Report): void => {
  const { schema, path } = place;
  const { default: value, example } = schema;
  // Null is no default to the API server.
  if (value !== undefined && value !== null) {
    const root = place.level === 'root' ? { ...schema, 'x-kubernetes-embedded-resource': true } : schema;
    const inMetadata = place.meta ? metadataOf(place, value) : undefined;
    for (const found of [
      ...checkValue(value as JsonValue, root as unknown as JsonObject, [], 'default'),
      ...(inMetadata === undefined
        ? []
        : metadataFaults(inMetadata, []).map(({ message, hint }) => fault([], message, hint))),
    ])
      report.error(
        [...path, 'default', ...found.path],
        `the default does not fit its own schema: ${found.message}`,
        found.hint,
      );
  }
  if (example !== undefined)
    for (const fault of checkValue(example as JsonValue, schema as unknown as JsonObject))
      report.warning(
        [...path, 'example', ...fault.path],
        `the example does not fit its own schema: ${fault.message}`,
        fault.hint,
      );
};

/** The metadata of an embedded resource that has nothing but this default; undefined outside of metadata. */
const metadataOf = ({ path }: SchemaPlace, value: unknown): JsonValue | undefined => {
  const start = path.lastIndexOf('metadata');
  if (start < 0 || path[start - 1] !== 'properties') return undefined;
  let metadata = value as JsonValue;
  for (let i = path.length - 1; i > start; i--) {
    if (path[i] === 'items') metadata = [metadata];
    else if (path[i - 1] === 'properties') metadata = { [String(path[i--])]: metadata };
  }
  return metadata;
};
