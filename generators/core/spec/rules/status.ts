/** The status function writes what the schema of the stored version has. */
import { type JsonObject, jsonText, type JsonValue } from '../../model/json.ts';
import { controlledVersion } from '../../model/names.ts';
import { rootSchema } from '../../model/root-schema.ts';
import { quote, suggest } from '../near.ts';
import type { Path } from '../path.ts';
import type { Report } from '../report.ts';
import { checkValue } from '../schema-value.ts';
import type { ApiSpec, Spec } from '../spec.ts';

/** Fields exist, literals fit, conditions are possible and well-formed. */
export const checkStatus = ({ spec: { apis } }: Spec, report: Report): void => {
  for (const [i, api] of apis.entries())
    if (api.status !== undefined) checkApi(api, api.status, ['spec', 'apis', i, 'status'], report);
};

const checkApi = (api: ApiSpec, status: JsonObject, path: Path, report: Report): void => {
  const version = controlledVersion(api);
  if (version === undefined) return;
  const schema = (rootSchema(version.schema).properties as JsonObject | undefined)?.status as JsonObject | undefined;
  if (schema === undefined)
    return report.error(
      path,
      `the schema of ${version.name} has no status.`,
      'Add "status" beside "spec" in the schema.',
      'key',
    );
  const { subresources } = version;
  if (subresources?.status === false || (subresources !== undefined && Object.keys(subresources).length === 0))
    report.error(
      path,
      `the status subresource of ${version.name} is off: a status could not be written.`,
      'Write "status: {}" in subresources.',
      'key',
    );
  const { properties = {} } = schema as { properties?: Record<string, JsonObject> };
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties !== undefined;
  for (const [field, value] of Object.entries(status)) {
    const target = Object.hasOwn(properties, field) ? properties[field] : undefined;
    if (target === undefined && !open)
      report.error(
        [...path, field],
        `the status of ${api.kind} has no field ${quote(field)}.`,
        field === 'conditions'
          ? 'Add "conditions: {$ref: Conditions}" to the schema.'
          : suggest(field, Object.keys(properties), 'It has'),
        'key',
      );
    else if (field === 'conditions') checkConditions(value as JsonObject, target, [...path, field], report);
    else if (target !== undefined) checkLiterals(value as JsonValue, target, [...path, field], report);
  }
  return undefined;
};

const checkConditions = (conditions: JsonObject, schema: JsonObject | undefined, path: Path, report: Report): void => {
  const items = schema?.items as JsonObject | undefined;
  const fields = items?.properties as JsonObject | undefined;
  if (schema !== undefined && (schema.type !== 'array' || fields?.type === undefined || fields.status === undefined))
    return report.error(
      path,
      'the schema of conditions is no list of conditions.',
      'Use "conditions: {$ref: Conditions}" in the schema.',
      'key',
    );
  for (const [type, value] of Object.entries(conditions)) {
    if (!/^(?:[a-z0-9.-]+\/)?[A-Za-z0-9][-A-Za-z0-9_.]*$/.test(type) || type.length > 316)
      report.error([...path, type], `${quote(type)} is no type of a condition.`, 'Use CamelCase: Available.', 'key');
    const { status, reason } =
      typeof value === 'object' && value !== null
        ? (value as JsonObject)
        : { status: value as JsonValue, reason: undefined };
    const at = typeof value === 'object' ? [...path, type, 'status'] : [...path, type];
    if (typeof status === 'string' && !status.startsWith('${') && !['True', 'False', 'Unknown'].includes(status))
      report.error(
        at,
        `${quote(status)} is no status of a condition.`,
        'Use ${…} with a boolean, or "True", "False", "Unknown".',
      );
    if (
      typeof reason === 'string' &&
      !reason.includes('${') &&
      !/^[A-Za-z](?:[A-Za-z0-9_,:]*[A-Za-z0-9_])?$/.test(reason)
    )
      report.error([...path, type, 'reason'], `${quote(reason)} is no reason.`, 'Use one word in CamelCase: NotReady.');
  }
  return undefined;
};

/** What holds no expression is checked against the schema; what does, by tsc. */
const checkLiterals = (value: JsonValue, schema: JsonObject, path: Path, report: Report): void => {
  if (jsonText(value).includes('${')) return;
  for (const fault of checkValue(value, schema)) report.error([...path, ...fault.path], fault.message, fault.hint);
};
