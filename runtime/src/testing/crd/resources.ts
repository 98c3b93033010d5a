/** An installed CRD as resources, one a served version. */
import { createHash } from 'node:crypto';
import { setOf } from '../apply/field-set.ts';
import { builtinDefinitions, withStandardFields } from './typed.ts';
import type { JsonObject } from '../json.ts';
import { copy, equal, metadataOf } from '../json.ts';
import type { Column, Resource, Rules } from '../resources/resource.ts';
import { compareVersions } from '../resources/versions.ts';
import { hasRules, ruleCauses } from '../schema/cel.ts';
import { dropNulls, setDefaults } from '../schema/default.ts';
import { listTypeCauses } from '../schema/list-type.ts';
import { prune } from '../schema/prune.ts';
import type { Schema } from '../schema/schema.ts';
import { validate } from '../schema/validate.ts';
import type { Cause } from '../status.ts';
import { readCrd, simplePath, type Crd, type CrdVersion } from './definition.ts';
import { embeddedCauses } from './embedded.ts';
import { scaleCauses } from './scale.ts';

const VERBS = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];

export function customResources(object: JsonObject): Resource[] {
  const crd = readCrd(object);
  const storage = crd.versions.find((version) => version.storage);
  if (storage === undefined) return [];
  return crd.versions.filter(({ served }) => served).map((version) => resourceOf(crd, version, storage));
}

function resourceOf(crd: Crd, version: CrdVersion, storage: CrdVersion): Resource {
  const apiVersion = `${crd.group}/${version.name}`;
  const schema = version.schema ?? {};
  const { scale } = version;
  return {
    group: crd.group,
    version: version.name,
    kind: crd.kind,
    plural: crd.plural,
    singular: crd.singular,
    listKind: crd.listKind,
    shortNames: crd.shortNames,
    categories: crd.categories,
    namespaced: crd.scope === 'Namespaced',
    verbs: VERBS,
    apiVersion,
    isCustom: true,
    collection: `${crd.plural}.${crd.group}`,
    subresources: [...(version.status ? ['status'] : []), ...(scale === undefined ? [] : ['scale'])],
    scale: scale && {
      specReplicas: simplePath(scale.specReplicasPath),
      statusReplicas: simplePath(scale.statusReplicasPath),
      selector: scale.labelSelectorPath === undefined ? undefined : simplePath(scale.labelSelectorPath),
    },
    typed: {
      schema: withStandardFields(schema),
      definitions: builtinDefinitions,
      open: false,
    },
    rules: rulesOf(version, schema, crd.group, storage),
    selectable: version.selectableFields.map((path) => path.replace(/^\./, '')),
    columns: version.columns.map(columnOf),
    deprecation: version.deprecated ? (version.deprecationWarning ?? deprecation(crd, version)) : undefined,
    storageHash: hash(`${crd.group}/${storage.name}/${crd.kind}`),
  };
}

const columnOf = ({ name, type, format, description, priority, jsonPath }: JsonObject): Column => ({
  name: String(name),
  type: String(type),
  format: String(format ?? ''),
  description: String(description ?? ''),
  priority: Number(priority ?? 0),
  jsonPath: String(jsonPath),
});

/** Names the newest version that is served and not deprecated, if it is newer. */
function deprecation({ group, kind, versions }: Crd, { name }: CrdVersion): string {
  const usable = versions.filter(({ served, deprecated }) => served && !deprecated).map((version) => version.name);
  const [best] = usable.sort(compareVersions);
  const instead = best !== undefined && compareVersions(best, name) < 0 ? `; use ${group}/${best} ${kind}` : '';
  return `${group}/${name} ${kind} is deprecated${instead}`;
}

/** Discovery's storageVersionHash. */
const hash = (text: string): string => createHash('sha256').update(text).digest().subarray(0, 8).toString('base64');

/** Go writes nothing for what is empty in ObjectMeta. */
function dropEmpty(metadata: JsonObject): void {
  for (const name of ['labels', 'annotations', 'finalizers', 'ownerReferences']) {
    const value = metadata[name];
    if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) delete metadata[name];
  }
}

function rulesOf(version: CrdVersion, schema: Schema, group: string, storage: CrdVersion): Rules {
  const apiVersion = `${group}/${version.name}`;
  const decode = (object: JsonObject): readonly string[] => {
    const unknown = prune(schema, object);
    dropNulls(schema, object);
    dropEmpty(metadataOf(object));
    return unknown;
  };
  return {
    decode,
    setDefaults: (object) => setDefaults(schema, object),
    prepareCreate: (object) => {
      if (version.status) delete object['status'];
    },
    prepareUpdate: (object, live) => {
      if (!version.status) return;
      if (live['status'] === undefined) delete object['status'];
      else object['status'] = copy(live['status']);
    },
    validate: (object, live, subresource) => causesOf(version, schema, object, live, subresource),
    hasGeneration: true,
    unconditionalUpdate: false,
    createOnUpdate: false,
    reset: {
      main: version.status ? setOf(['status']) : setOf(),
      status: setOf(['metadata'], ['spec']),
    },
    present: (stored) => {
      const shown = { ...copy(stored), apiVersion };
      setDefaults(storage.schema ?? {}, shown);
      decode(shown);
      return shown;
    },
    store: (object) => {
      const stored = { ...copy(object), apiVersion: `${group}/${storage.name}` };
      prune(storage.schema ?? {}, stored);
      setDefaults(storage.schema ?? {}, stored);
      return stored;
    },
  };
}

const BLOCKING = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);
const NOT_CHECKED =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';

function causesOf(
  version: CrdVersion,
  schema: Schema,
  object: JsonObject,
  live: JsonObject | undefined,
  subresource: string,
): Cause[] {
  const status = schema.properties?.['status'];
  const causes: Cause[] = [];
  if (subresource !== 'status') causes.push(...validate(schema, object, live));
  else if (status !== undefined && object['status'] !== undefined)
    causes.push(...validate(status, object['status'], live?.['status'], { prefix: 'status', path: '' }));
  causes.push(...scaleCauses(version, object, subresource), ...embeddedCauses(schema, object));
  const lists = listTypeCauses(schema, object);
  if (lists.length > 0 && (live === undefined || listTypeCauses(schema, live).length === 0)) causes.push(...lists);
  if (!hasRules(schema)) return causes;
  if (causes.some(({ reason }) => BLOCKING.has(reason)))
    return [...causes, { reason: 'FieldValueInvalid', message: `Invalid value: null: ${NOT_CHECKED}`, field: '<nil>' }];
  if (live !== undefined && equal(live, object)) return causes;
  return [...causes, ...ruleCauses(schema, object, live)];
}
