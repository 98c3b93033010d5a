/** PATCH: JSON patch, merge patch, server-side apply; strategic merge patch of built-in kinds. */
import jsonPatch, { type Operation } from 'fast-json-patch';
import { apply } from '../apply/ownership.ts';
import type { Json, JsonObject } from '../json.ts';
import { copy, isObject, metadataOf, textAt } from '../json.ts';
import { strategicMerge } from '../builtin/strategic-merge.ts';
import { keyOf } from '../resources/resource.ts';
import { StatusError, badRequest, invalid, notFound } from '../status.ts';
import { checkIdentity, decode, objectFrom, parseText } from './body.ts';
import { commitCreate, commitUpdate, writerOf } from './commit.ts';
import { applyOptions, writeOptions, refuse, type WriteOptions } from './options.ts';
import type { Api, ResourceRequest } from './request.ts';
import { liveObject, type Answer } from './write.ts';
import { forbiddenField, invalidValue } from '../cause.ts';

export function patch(api: Api, request: ResourceRequest): Answer {
  const options = writeOptions(request, 'PatchOptions');
  const type = (request.contentType.split(';')[0] ?? '').trim().toLowerCase();
  if (type === 'application/apply-patch+yaml') return applyPatch(api, request, options);
  if (request.query.has('force'))
    refuse('PatchOptions', [forbiddenField('force', 'may not be specified for non-apply patch')]);
  const live = liveObject(api, request);
  const next = patched(request, type, live);
  checkIdentity(request, next);
  decodePatched(request, next, options);
  return { code: 200, body: commitUpdate(api, request, { live, next, dryRun: options.dryRun }) };
}

/** `live` with the patch of the request's body; `live` is not changed. */
export function patched(request: ResourceRequest, type: string, live: JsonObject): JsonObject {
  switch (type) {
    case 'application/merge-patch+json':
      return mergePatch(copy(live), objectFrom(request.body, false)) as JsonObject;
    case 'application/json-patch+json':
      return applyOperations(live, parseText(request.body, false));
    case 'application/strategic-merge-patch+json':
      if (!request.resource.isCustom)
        return strategicMerge(request.resource.typed, copy(live), objectFrom(request.body, false));
      throw unsupportedType(request);
    default:
      throw unsupportedType(request);
  }
}

const unsupportedType = ({ resource }: ResourceRequest): StatusError => {
  const types = [
    'application/json-patch+json',
    'application/merge-patch+json',
    ...(resource.isCustom ? [] : ['application/strategic-merge-patch+json']),
    'application/apply-patch+yaml',
  ];
  return new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${types.join(', ')}`,
    {},
  );
};

/** RFC 7386. */
export function mergePatch(target: Json | undefined, change: Json): Json {
  if (!isObject(change)) return change;
  const out: JsonObject = isObject(target) ? target : {};
  for (const [name, value] of Object.entries(change)) {
    if (value === null) delete out[name];
    else out[name] = mergePatch(out[name], value);
  }
  return out;
}

function applyOperations(live: JsonObject, operations: unknown): JsonObject {
  if (!Array.isArray(operations))
    throw badRequest('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  if (operations.length > 10_000)
    throw new StatusError(
      413,
      'RequestEntityTooLarge',
      'The allowed maximum operations in a JSON patch is 10000, got ' + operations.length,
    );
  try {
    return (operations as readonly Operation[]).reduce(applyOne, copy(live));
  } catch {
    throw new StatusError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
  }
}

/** As the server's library, what is not there passes a test for null. */
function applyOne(document: JsonObject, operation: Operation): JsonObject {
  if (operation.op === 'test' && operation.value === null && valueAt(document, operation.path) === undefined)
    return document;
  return jsonPatch.applyOperation(document, operation, true).newDocument;
}

function valueAt(document: JsonObject, pointer: string): unknown {
  try {
    return jsonPatch.getValueByPointer(document, pointer) as unknown;
  } catch {
    return undefined;
  }
}

function applyPatch(api: Api, request: ResourceRequest, options: WriteOptions): Answer {
  const { resource, namespace, name = '', subresource } = request;
  const { force } = applyOptions(request);
  const config = objectFrom(request.body, true);
  if (textAt(metadataOf(config), 'name') === undefined) metadataOf(config)['name'] = name;
  const label = `${textAt(config, 'metadata', 'namespace') ?? ''}/${textAt(config, 'metadata', 'name') ?? ''}`;
  checkIdentity(request, config);
  const stored = api.store.get(resource.collection, keyOf(namespace, name));
  if (stored === undefined && subresource !== '') throw notFound(resource, name);
  if (stored === undefined && textAt(config, 'metadata', 'uid') !== undefined) throw notFound(resource, name);
  const live = stored === undefined ? undefined : resource.rules.present(stored);
  const version = textAt(config, 'metadata', 'resourceVersion');
  const next = apply(writerOf(api, request), live, config, force, label);
  if (live !== undefined && version === undefined)
    metadataOf(next)['resourceVersion'] = metadataOf(copy(live))['resourceVersion'] ?? '';
  decode(resource, next, { ...options, fieldValidation: 'Ignore' }, []);
  if (live !== undefined)
    return { code: 200, body: commitUpdate(api, request, { live, next, dryRun: options.dryRun, tracked: true }) };
  return { code: 201, body: commitCreate(api, request, next, options.dryRun, true) };
}

/** As for a whole object, but strictness is told as a fault of the patch. */
function decodePatched({ resource, warnings }: ResourceRequest, next: JsonObject, options: WriteOptions): void {
  const sent = JSON.stringify(next);
  try {
    decode(resource, next, options, warnings);
  } catch (error) {
    const [, detail] = /(strict decoding error: .*)$/s.exec((error as Error).message) ?? [];
    if (detail === undefined) throw error;
    throw invalid({ group: '', plural: '', kind: '' }, '', [invalidValue('patch', sent, detail)]);
  }
}
