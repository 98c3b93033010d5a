/** What a CustomResourceDefinition must fulfil to be installed, in the words of the real server. */
import { forbiddenField, invalidValue, required, unsupported } from '../cause.ts';
import type { Json, JsonObject } from '../json.ts';
import { at, isObject, listAt } from '../json.ts';
import { dns1035Problem } from '../resources/names.ts';
import type { Schema } from '../schema/schema.ts';
import type { Cause } from '../status.ts';
import { readCrd, simplePath, type Crd, type CrdVersion } from './definition.ts';
import { schemaRuleCauses } from './schema-rules.ts';
import { structuralCauses } from './structural.ts';

export function crdCauses(object: JsonObject, live: JsonObject | undefined): Cause[] {
  const crd = readCrd(object);
  return [
    ...nameCauses(crd, object),
    ...conversionCauses(crd, object),
    ...versionCauses(crd),
    ...crd.versions.flatMap((version, index) => oneVersion(crd, version, index)),
    ...changeCauses(crd, live),
  ];
}

function* nameCauses(crd: Crd, object: JsonObject): Generator<Cause> {
  if (crd.name !== `${crd.plural}.${crd.group}`)
    yield invalidValue('metadata.name', crd.name, 'must be spec.names.plural+"."+spec.group');
  if (crd.group === '') yield required('spec.group');
  else if (!crd.group.includes('.'))
    yield invalidValue('spec.group', crd.group, 'should be a domain with at least one dot');
  if (
    /(^|\.)(k8s|kubernetes)\.io$/.test(crd.group) &&
    at(object, 'metadata', 'annotations', 'api-approved.kubernetes.io') === undefined
  ) {
    yield required(
      'metadata.annotations[api-approved.kubernetes.io]',
      'protected groups must have approval annotation "api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111',
    );
  }
  if (crd.scope === '') yield required('spec.scope');
  else if (crd.scope !== 'Cluster' && crd.scope !== 'Namespaced')
    yield unsupported('spec.scope', crd.scope, ['Cluster', 'Namespaced']);
  for (const [field, value] of [
    ['plural', crd.plural],
    ['singular', crd.singular],
    ['kind', crd.kind],
    ['listKind', crd.listKind],
  ] as const) {
    const problem =
      value === '' ? undefined : dns1035Problem(field === 'kind' || field === 'listKind' ? value.toLowerCase() : value);
    if (value === '') yield required(`spec.names.${field}`);
    else if (problem !== undefined)
      yield invalidValue(
        `spec.names.${field}`,
        value,
        field.endsWith('ind') ? `may have mixed case, but should otherwise match: ${problem}` : problem,
      );
  }
  for (const [index, name] of crd.shortNames.entries()) {
    const problem = dns1035Problem(name);
    if (problem !== undefined) yield invalidValue(`spec.names.shortNames[${index}]`, name, problem);
  }
  if (crd.kind !== '' && crd.kind === crd.listKind)
    yield invalidValue('spec.names.listKind', crd.listKind, 'kind and listKind may not be the same');
  if (crd.conversion !== 'None' && crd.conversion !== 'Webhook')
    yield unsupported('spec.conversion.strategy', crd.conversion, ['None', 'Webhook']);
}

const shownVersions = (crd: Crd): JsonObject[] =>
  crd.versions.map(({ name, served, storage, deprecated, deprecationWarning }) => ({
    Name: name,
    Served: served,
    Storage: storage,
    Deprecated: deprecated,
    DeprecationWarning: deprecationWarning ?? null,
    Schema: null,
    Subresources: null,
    AdditionalPrinterColumns: null,
    SelectableFields: null,
  }));

const SEVERAL =
  'the embedded API server does not call conversion webhooks: serve one version, or use a real control plane';

function* conversionCauses(crd: Crd, object: JsonObject): Generator<Cause> {
  if (crd.conversion !== 'Webhook') return;
  const webhook = at(object, 'spec', 'conversion', 'webhook');
  if (at(webhook, 'clientConfig') === undefined)
    yield required('spec.conversion.webhookClientConfig', 'required when strategy is set to Webhook');
  if (listAt(webhook, 'conversionReviewVersions').length === 0)
    yield required('spec.conversion.conversionReviewVersions');
  else if (crd.versions.filter(({ served }) => served).length > 1)
    yield forbiddenField('spec.conversion.strategy', SEVERAL);
}

function* versionCauses(crd: Crd): Generator<Cause> {
  const storage = crd.versions.filter((version) => version.storage);
  if (crd.versions.length === 0) yield required('spec.versions', 'must have at least one version');
  if (storage.length !== 1)
    yield invalidValue('spec.versions', shownVersions(crd), 'must have exactly one version marked as storage version');
  if (storage.length === 0) yield invalidValue('status.storedVersions', null, 'must have at least one stored version');
  if (storage.length > 1)
    yield invalidValue(
      'status.storedVersions',
      [storage[0]?.name ?? ''],
      `must have the storage version ${storage.at(-1)?.name ?? ''}`,
    );
  const names = crd.versions.map(({ name }) => name);
  for (const [index, name] of names.entries()) {
    const problem = dns1035Problem(name);
    if (problem !== undefined) {
      yield invalidValue(`spec.versions[${index}].name`, name, problem);
      if (index === 0) yield invalidValue('spec.version', name, problem);
    }
    if (names.indexOf(name) < index)
      yield invalidValue('spec.versions', shownVersions(crd), 'must contain unique version names');
  }
}

function oneVersion(crd: Crd, version: CrdVersion, index: number): Cause[] {
  const one = crd.versions.length === 1;
  const field = one ? 'spec' : `spec.versions[${index}]`;
  const schemaField = one ? 'spec.validation.openAPIV3Schema' : `spec.versions[${index}].schema.openAPIV3Schema`;
  if (version.schema === undefined) return [required(`spec.versions[${index}].schema.openAPIV3Schema`)];
  const structural = structuralCauses(version.schema, schemaField);
  return [
    ...structural,
    ...rootCauses(version, version.schema, schemaField),
    ...(structural.length === 0 ? schemaRuleCauses(version.schema, schemaField) : []),
    ...scaleCauses(version, `${field}.subresources.scale`),
    ...selectableCauses(version, version.schema, `${field}.selectableFields`),
    ...columnCauses(version, `${field}.additionalPrinterColumns`),
  ];
}

/** What may stand beside `properties` when the status is validated on its own. */
const AT_ROOT = [
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
];

function* rootCauses({ status }: CrdVersion, schema: Schema, field: string): Generator<Cause> {
  const other = Object.keys(schema).find((keyword) => !AT_ROOT.includes(keyword));
  if (!status || other === undefined) return;
  const names = AT_ROOT.map((name) =>
    name.replace('x-kubernetes-', 'x-').replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
  );
  yield invalidValue(
    field,
    JSON.parse(JSON.stringify(schema)) as Json,
    `only [${names.join(' ')}] fields are allowed at the root of the schema if the status subresource is enabled`,
  );
}

function* scaleCauses({ scale }: CrdVersion, field: string): Generator<Cause> {
  if (scale === undefined) return;
  for (const [name, path, root] of [
    ['specReplicasPath', scale.specReplicasPath, '.spec'],
    ['statusReplicasPath', scale.statusReplicasPath, '.status'],
  ] as const) {
    if (path === '') yield required(`${field}.${name}`);
    else if (!path.startsWith(`${root}.`))
      yield invalidValue(`${field}.${name}`, path, `should be a json path under ${root}`);
  }
  const selector = scale.labelSelectorPath;
  if (selector !== undefined && !/^\.(spec|status)\./.test(selector))
    yield invalidValue(`${field}.labelSelectorPath`, selector, 'should be a json path under either .spec or .status');
}

function* selectableCauses({ selectableFields }: CrdVersion, schema: Schema, field: string): Generator<Cause> {
  for (const [index, path] of selectableFields.entries()) {
    const found = simplePath(path).reduce<Schema | undefined>((node, name) => node?.properties?.[name], schema);
    if (path.startsWith('.metadata'))
      yield invalidValue(`${field}[${index}].jsonPath`, path, 'must not point to fields in metadata');
    else if (found === undefined)
      yield invalidValue(`${field}[${index}].jsonPath`, path, 'is an invalid path: does not refer to a valid field');
    else if (!['string', 'boolean', 'integer'].includes(found.type ?? ''))
      yield invalidValue(
        `${field}[${index}].jsonPath`,
        path,
        'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.',
      );
  }
}

const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];

function* columnCauses({ columns }: CrdVersion, field: string): Generator<Cause> {
  for (const [index, column] of columns.entries()) {
    const { name, type, jsonPath } = column;
    if (typeof name !== 'string' || name === '') yield required(`${field}[${index}].name`);
    if (typeof type !== 'string' || type === '')
      yield required(`${field}[${index}].type`, `must be one of ${COLUMN_TYPES.join(',')}`);
    else if (!COLUMN_TYPES.includes(type))
      yield invalidValue(`${field}[${index}].type`, type, `must be one of ${COLUMN_TYPES.join(',')}`);
    if (typeof jsonPath !== 'string' || jsonPath === '') yield required(`${field}[${index}].jsonPath`);
    else if (!/^\.|^\[/.test(jsonPath))
      yield invalidValue(`${field}[${index}].JSONPath`, jsonPath, 'must be a simple json path starting with .');
  }
}

function* changeCauses(crd: Crd, live: JsonObject | undefined): Generator<Cause> {
  if (live === undefined || !isObject(live['spec'])) return;
  const before = readCrd(live);
  if (before.scope !== crd.scope) yield invalidValue('spec.scope', crd.scope, 'field is immutable');
  if (before.kind !== crd.kind) yield invalidValue('spec.names.kind', crd.kind, 'field is immutable');
  if (before.group !== crd.group) yield invalidValue('spec.group', crd.group, 'field is immutable');
}
