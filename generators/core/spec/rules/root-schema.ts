/** What only holds at the root of a schema: it is an object, and its metadata is Kubernetes' own. */
import { hasStatus } from '../../model/root-schema.ts';
import { jsonText } from '../../model/json.ts';
import { quote } from '../near.ts';
import type { Report } from '../report.ts';
import type { ApiSpec, VersionSpec } from '../spec.ts';
import type { RootPlace } from './schema-tree.ts';
import { ownField } from './structure.ts';

/** Reports a root that is none. */
export const checkRoot = (root: RootPlace, report: Report): void => {
  const { schema, path } = root.place;
  if (schema.type !== undefined && schema.type !== 'object')
    report.error([...path, 'type'], `a kind is an object, not ${quote(schema.type)}.`, 'Use "type: object".');
  if (schema.additionalProperties !== undefined)
    report.error(
      [...path, 'additionalProperties'],
      'a kind is an object, not a map.',
      'Remove it; what users may name freely goes into a field of spec.',
      'key',
    );
  if (schema.nullable === true)
    report.error([...path, 'nullable'], 'an object of a kind cannot be null.', 'Remove it.', 'key');
  checkMetadata(root, report);
  checkBesideStatus(root, report);
};

/** The rest is metadata that every object has. */
const checkMetadata = ({ place: { schema, path } }: RootPlace, report: Report): void => {
  const metadata = ownField(schema, 'metadata');
  if (metadata === undefined) return;
  const at = [...path, 'properties', 'metadata'];
  const names = Object.keys(metadata.properties ?? {}).filter((name) => name !== 'name' && name !== 'generateName');
  for (const name of names)
    report.error(
      [...at, 'properties', name],
      'of metadata, only name and generateName can be restricted.',
      'Remove it: the API server knows the fields of metadata.',
      'key',
    );
  for (const [keyword, value] of Object.entries(metadata))
    if (!['type', 'properties', 'default'].includes(keyword) && !isAbsent(keyword, value))
      report.error(
        [...at, keyword],
        'of metadata, only name and generateName can be restricted.',
        `Remove ${keyword}: nothing but "type: object" and properties may be here.`,
        'key',
      );
};

/** What Go takes for absent; a map that is closed is not, nor is an example of whatever value. */
const isAbsent = (keyword: string, value: unknown): boolean =>
  value === null ||
  (value === '' && keyword !== 'example') ||
  (value === false && keyword !== 'additionalProperties' && keyword !== 'example') ||
  (['enum', 'allOf', 'anyOf', 'oneOf'].includes(keyword) && Array.isArray(value) && value.length === 0);

/** With the status subresource, the status must not be validated from outside of it. */
const BESIDE_STATUS: ReadonlySet<string> = new Set([
  'description',
  'type',
  'format',
  'title',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'multipleOf',
  'required',
  'items',
  'properties',
  'externalDocs',
  'example',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
]);

const checkBesideStatus = ({ api, version, place: { schema, path } }: RootPlace, report: Report): void => {
  const beyond = Object.entries(schema).filter(
    ([keyword, value]) =>
      !BESIDE_STATUS.has(keyword) && value !== false && value !== null && keyword !== 'additionalProperties',
  );
  if (beyond.length === 0 || !isStatusOn(api, version)) return;
  for (const [keyword] of beyond)
    report.error(
      [...path, keyword],
      `${keyword} is not allowed at the root where there is a status subresource.`,
      'Move it into spec, or say it with a rule in x-kubernetes-validations.',
      'key',
    );
};

/** The status subresource of the version; or of any, where all have one schema: the API server keeps that once, for all. */
const isStatusOn = ({ versions }: ApiSpec, version: VersionSpec): boolean => {
  const text = jsonText(version.schema);
  const same = versions.every(({ schema }) => jsonText(schema) === text);
  return (same ? versions : [version]).some(
    ({ schema, subresources: { status = hasStatus(schema) } = {} }) => status !== false,
  );
};
