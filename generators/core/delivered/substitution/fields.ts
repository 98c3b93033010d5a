/** Which field of which object a text is, and what the API wants there. */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Model } from '../../model/model.ts';
import { splitApiVersion } from '../../model/names.ts';
import type { Path } from '../../spec/path.ts';
import { pointerSteps } from '../json-pointer.ts';
import { isHidden } from './generators.ts';
import type { Piece } from './reach.ts';

/** A text that Flux substitutes. */
export interface Field {
  /** In the document. */
  readonly path: Path;
  readonly text: string;
  /** It is the name of a field: those are texts whatever stands there. */
  readonly isKey: boolean;
  /** What the API wants there; absent where that is not known. */
  readonly schema?: JsonObject;
}

/** Every text of a piece, with what is known of its field. */
export const fieldsOf = ({ document: { value }, form, object }: Piece, model: Model): readonly Field[] => {
  const texts = textsOf(value, []);
  if (form === 'kustomization')
    return texts.filter(({ path }) => !isPatch(path) && !isHidden(value, path)).map(kustomizationField);
  if (form === 'text') return texts.map((text) => withSchema(text, TEXT));
  const schema = schemaOf(object, model);
  return texts.map((text) => {
    const path = form === 'operations' ? pathOfOperation(value, text.path) : text.path;
    return withSchema(text, path === undefined || text.isKey ? undefined : schemaAt(schema, path));
  });
};

const withSchema = (text: Text, schema: JsonObject | undefined): Field =>
  schema === undefined ? text : { ...text, schema };

type Text = Omit<Field, 'schema'>;

const textsOf = (value: JsonValue, path: Path): readonly Text[] => {
  if (typeof value === 'string') return [{ path, text: value, isKey: false }];
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap((item, i) => textsOf(item, path.concat(i)));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const field = path.concat(key);
    return [{ path: field, text: key, isKey: true }, textsOf(item as JsonValue, field)].flat();
  });
};

/** Patches in a kustomization.yaml are pieces of their own. */
const isPatch = ([list]: Path): boolean => typeof list === 'string' && list.startsWith('patches');

const TEXT: JsonObject = { type: 'string' };
const TEXTS: JsonObject = { type: 'object', additionalProperties: TEXT };

const KUSTOMIZATION: JsonObject = {
  properties: {
    commonLabels: TEXTS,
    commonAnnotations: TEXTS,
    labels: { type: 'array', items: { properties: { pairs: TEXTS } } },
  },
};

/** Of a literal of a generated ConfigMap, the part behind the name is a text of that ConfigMap. */
const kustomizationField = (field: Text): Field => {
  const [list, , literals] = field.path;
  const literal = list === 'configMapGenerator' && literals === 'literals' ? /=([^]*)$/.exec(field.text) : null;
  if (literal !== null) return withSchema({ path: field.path, isKey: false, text: literal[1]! }, TEXT);
  return withSchema(field, field.isKey ? undefined : schemaAt(KUSTOMIZATION, field.path));
};

/** `/spec/ports/0/name` of an operation, and what is below its value. */
const pathOfOperation = (operations: JsonValue, [index, field, ...rest]: Path): Path | undefined => {
  const operation = Array.isArray(operations) ? (operations as readonly JsonValue[])[Number(index)] : undefined;
  if (field !== 'value' || !isObject(operation) || typeof operation.path !== 'string') return undefined;
  return [...pointerSteps(operation.path), ...rest];
};

const METADATA: JsonObject = {
  type: 'object',
  properties: {
    name: TEXT,
    namespace: TEXT,
    generateName: TEXT,
    labels: TEXTS,
    annotations: TEXTS,
    finalizers: { type: 'array', items: TEXT },
  },
};

/** Kinds of Kubernetes whose fields are texts throughout. */
const BUILTIN: Readonly<Record<string, JsonObject>> = {
  ConfigMap: { properties: { data: TEXTS, metadata: METADATA } },
  Secret: { properties: { stringData: TEXTS, metadata: METADATA } },
};

/** That of an own kind; of others what every object has. */
const schemaOf = ({ apiVersion, group, kind }: Piece['object'], { apis }: Model): JsonObject => {
  if (apiVersion === 'v1' && Object.hasOwn(BUILTIN, kind ?? '')) return BUILTIN[kind!]!;
  const written = apiVersion === undefined ? { group, version: undefined } : splitApiVersion(apiVersion);
  const api = apis.find((own) => own.kind === kind && (written.group === undefined || own.group === written.group));
  const version = api?.versions.find(({ name }) => name === written.version) ?? api?.storage;
  const { properties } = version?.schema ?? {};
  return { properties: { ...(isObject(properties) && properties), metadata: METADATA } };
};

const schemaAt = (schema: JsonObject, path: Path): JsonObject | undefined =>
  path.reduce<JsonObject | undefined>((node, step) => {
    const { items, properties, additionalProperties } = node ?? {};
    const next =
      isObject(items) && /^(?:\d+|-)$/.test(String(step))
        ? items
        : isObject(properties) && Object.hasOwn(properties, step)
          ? properties[step]
          : additionalProperties;
    return isObject(next) ? next : undefined;
  }, schema);
