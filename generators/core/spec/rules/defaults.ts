/** Values that a schema holds itself, against that schema: defaults and examples. */
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { resolveSchema } from '../../model/resolve-schema.ts';
import type { Report } from '../report.ts';
import { checkValue } from '../schema-value.ts';
import type { Spec } from '../spec.ts';
import { schemasOf } from './walk-schema.ts';

/** A default is validated as written, before the defaults inside it are applied. An example is only shown: a warning. */
export const checkDefaults = (spec: Spec, report: Report): void => {
  for (const { schema, path, branch } of schemasOf(spec)) {
    if (branch || report.failedAt(path)) continue;
    const { default: value, example } = schema;
    const resolved = value === undefined && example === undefined ? {} : (resolveSchema(schema) as JsonObject);
    // Null without nullable is pruned by the API server, not refused.
    if (value !== undefined && value !== null)
      for (const fault of checkValue(value as JsonValue, resolved))
        report.error(
          [...path, 'default', ...fault.path],
          `the default does not fit its own schema: ${fault.message}`,
          fault.hint,
        );
    if (example !== undefined)
      for (const fault of checkValue(example as JsonValue, resolved))
        report.warning(
          [...path, 'example', ...fault.path],
          `the example does not fit its own schema: ${fault.message}`,
          fault.hint,
        );
  }
};
