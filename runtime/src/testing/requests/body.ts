/** Reads an object from a request's body: JSON, or YAML where the server takes it; strictness about fields it does not know. */
import type { JsonObject } from '../json.ts';
import { isObject, metadataOf, textAt } from '../json.ts';
import type { Resource } from '../resources/resource.ts';
import { StatusError, badRequest } from '../status.ts';
import { parseYaml } from '../yaml.ts';
import type { WriteOptions } from './options.ts';
import type { ResourceRequest } from './request.ts';

const mediaType = (contentType: string): string => (contentType.split(';')[0] ?? '').trim().toLowerCase();

const SUPPORTED = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf', 'application/cbor'];

export function readBody(request: ResourceRequest): JsonObject {
  const type = mediaType(request.contentType) || 'application/json';
  if (type !== 'application/json' && type !== 'application/yaml') {
    const message = `the body of the request was in an unknown format - accepted media types include: ${SUPPORTED.slice(0, 2).join(', ')}`;
    throw new StatusError(415, 'UnsupportedMediaType', message, {});
  }
  if (request.body.trim() === '') {
    const what = `the object provided is unrecognized (must be of type ${request.resource.kind})`;
    throw badRequest(`${what}: couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)`);
  }
  return objectFrom(request.body, type === 'application/yaml');
}

export function objectFrom(text: string, yaml: boolean): JsonObject {
  const value = parseText(text, yaml);
  if (!isObject(value))
    throw badRequest(
      `couldn't get version/kind; json parse error: json: cannot unmarshal ${Array.isArray(value) ? 'array' : typeof value} into Go value of type struct`,
    );
  return value;
}

export function parseText(text: string, yaml: boolean): unknown {
  try {
    return yaml ? parseYaml(text) : (JSON.parse(text) as unknown);
  } catch (error) {
    throw badRequest(`couldn't get version/kind; json parse error: ${(error as Error).message}`);
  }
}

/** The object must be of the URL's kind; names in it must be those of the URL. Missing ones are filled in. */
export function checkIdentity(request: ResourceRequest, object: JsonObject): void {
  const { resource, namespace, name } = request;
  const { kind, apiVersion } = object;
  if (kind === undefined || kind === '') throw badRequest("Object 'Kind' is missing in the request body");
  if (kind !== resource.kind) {
    throw badRequest(
      `${String(kind)} in version ${JSON.stringify(resource.version)} cannot be handled as a ${resource.kind}: converting (v1.${String(kind)}) to (${resource.isCustom ? resource.version : resource.group.split('.')[0] || 'core'}.${resource.kind}): unknown conversion`,
    );
  }
  if (apiVersion !== resource.apiVersion) {
    throw badRequest(
      `the API version in the data (${String(apiVersion)}) does not match the expected API version (${resource.apiVersion})`,
    );
  }
  const metadata = metadataOf(object);
  const written = textAt(metadata, 'namespace');
  if (resource.namespaced && written !== undefined && written !== namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  if (namespace !== undefined) metadata['namespace'] = namespace;
  else delete metadata['namespace'];
  const own = textAt(metadata, 'name');
  if (name !== undefined && own !== undefined && own !== name)
    throw badRequest(`the name of the object (${own}) does not match the name on the URL (${name})`);
  if (name !== undefined) metadata['name'] = name;
}

/** Brings the object into its stored form, with defaults; unknown fields are refused, warned of or dropped. */
export function decode(
  resource: Resource,
  object: JsonObject,
  { fieldValidation }: WriteOptions,
  warnings: string[],
): void {
  const unknown = [...resource.rules.decode(object)].sort();
  if (unknown.length > 0 && fieldValidation === 'Strict') {
    throw badRequest(
      `${resource.kind} in version ${JSON.stringify(resource.version)} cannot be handled as a ${resource.kind}: strict decoding error: ${unknown.map((field) => `unknown field ${JSON.stringify(field)}`).join(', ')}`,
    );
  }
  if (fieldValidation === 'Warn') warnings.push(...unknown.map((field) => `unknown field ${JSON.stringify(field)}`));
  resource.rules.setDefaults(object);
}
