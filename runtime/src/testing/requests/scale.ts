/** The scale subresource: autoscaling/v1 Scale over a workload or a custom resource. */
import type { Json, JsonObject } from '../json.ts';
import { at, copy, isObject, metadataOf, objectAt, textAt } from '../json.ts';
import type { Resource, ScalePaths } from '../resources/resource.ts';
import { badRequest, conflict, invalid, methodNotAllowed, STALE, StatusError } from '../status.ts';
import { invalidValue } from '../cause.ts';
import { apply } from '../apply/ownership.ts';
import { objectFrom, readBody } from './body.ts';
import { commitUpdate, writerOf } from './commit.ts';
import { applyOptions, writeOptions } from './options.ts';
import { patched } from './patch.ts';
import type { Api, ResourceRequest } from './request.ts';
import { liveObject, type Answer } from './write.ts';

export function scale(api: Api, request: ResourceRequest): Answer {
  const paths = request.resource.scale;
  if (paths === undefined) throw methodNotAllowed();
  const live = liveObject(api, request);
  if (request.method === 'GET') return { code: 200, body: scaleOf(request.resource, paths, live) };
  if (request.method !== 'PUT' && request.method !== 'PATCH') throw methodNotAllowed();
  const options = writeOptions(request, request.method === 'PUT' ? 'UpdateOptions' : 'PatchOptions');
  if (request.method === 'PATCH' && mediaType(request) === APPLY) {
    const next = applyScale(api, request, paths, live);
    const written = commitUpdate(api, request, { live, next, dryRun: options.dryRun, tracked: true });
    return { code: 200, body: scaleOf(request.resource, paths, written) };
  }
  const wanted =
    request.method === 'PUT' ? readBody(request) : patchedScale(request, scaleOf(request.resource, paths, live));
  if (wanted['kind'] !== 'Scale')
    throw badRequest(`${String(wanted['kind'])} in version "v1" cannot be handled as a Scale`);
  const replicas = checkScale(request, live, wanted);
  const next = copy(live);
  const field = paths.specReplicas.at(-1) ?? '';
  objectAt(next, ...paths.specReplicas.slice(0, -1))[field] = replicas;
  const written = commitUpdate(api, request, { live, next, dryRun: options.dryRun });
  return { code: 200, body: scaleOf(request.resource, paths, written) };
}

/** The replicas of a Scale that is to be written over `live`. */
function checkScale(request: ResourceRequest, live: JsonObject, wanted: JsonObject): number {
  const { resource, name = '' } = request;
  const version = textAt(wanted, 'metadata', 'resourceVersion');
  if (version !== undefined && version !== textAt(live, 'metadata', 'resourceVersion'))
    throw conflict(resource, name, STALE);
  const replicas = at(wanted, 'spec', 'replicas') ?? 0;
  if (typeof replicas === 'number' && Number.isInteger(replicas) && replicas >= 0) return replicas;
  throw invalid({ group: 'autoscaling', plural: 'scales', kind: 'Scale' }, name, [
    invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0'),
  ]);
}

/** Applies the one field of the object that a Scale is about; conflicts are told in terms of the Scale, by which custom resources cannot be applied. */
function applyScale(api: Api, request: ResourceRequest, paths: ScalePaths, live: JsonObject): JsonObject {
  const { resource, name = '' } = request;
  const { force } = applyOptions(request);
  const wanted = objectFrom(request.body, true);
  if (wanted['kind'] !== 'Scale')
    throw badRequest(`${String(wanted['kind'])} in version "v1" cannot be handled as a Scale`);
  const config: JsonObject = { apiVersion: resource.apiVersion, kind: resource.kind, metadata: { name } };
  if (at(wanted, 'spec', 'replicas') !== undefined) {
    const field = paths.specReplicas.at(-1) ?? '';
    objectAt(config, ...paths.specReplicas.slice(0, -1))[field] = checkScale(request, live, wanted);
  }
  try {
    const next = apply(writerOf(api, request), live, config, force, `${request.namespace ?? ''}/${name}`);
    if (!resource.isCustom) return next;
  } catch (error) {
    if (!(error instanceof StatusError) || error.code !== 409) throw error;
    const told = (text: string): string =>
      text
        .replaceAll(` using ${resource.apiVersion}`, ' using autoscaling/v1')
        .replaceAll(`.${paths.specReplicas.join('.')}`, '.spec.replicas');
    const causes = error.details?.causes?.map(({ reason, message, field }) => ({
      reason,
      message: told(message),
      field: told(field),
    }));
    throw new StatusError(409, 'Conflict', told(error.message), { ...(causes && { causes }) });
  }
  // A fault of Kubernetes' own: it takes the Scale for a custom resource.
  const what = `(${textAt(wanted, 'metadata', 'namespace') ?? ''}/${name}; autoscaling/v1, Kind=Scale)`;
  throw new StatusError(
    500,
    '',
    `failed to convert new object ${what} to proper version: request to convert CR to an invalid group/version: autoscaling/v1`,
  );
}

const APPLY = 'application/apply-patch+yaml';

const mediaType = ({ contentType }: ResourceRequest): string => (contentType.split(';')[0] ?? '').trim().toLowerCase();

function patchedScale(request: ResourceRequest, current: JsonObject): JsonObject {
  const type = mediaType(request);
  return patched(
    request,
    type === 'application/strategic-merge-patch+json' ? 'application/merge-patch+json' : type,
    current,
  );
}

function scaleOf(resource: Resource, paths: ScalePaths, object: JsonObject): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadataOf(copy(object));
  const metadata: JsonObject = {
    name: name ?? '',
    ...(namespace !== undefined && { namespace }),
    uid: uid ?? '',
    resourceVersion: resourceVersion ?? '',
    creationTimestamp: creationTimestamp ?? '',
  };
  const wanted = at(object, ...paths.specReplicas);
  if (wanted === undefined && resource.isCustom)
    throw badRequest(`the spec replicas field ${JSON.stringify(`.${paths.specReplicas.join('.')}`)} does not exist`);
  const selector = paths.selector === undefined ? undefined : selectorText(at(object, ...paths.selector));
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata,
    spec: typeof wanted === 'number' && wanted !== 0 ? { replicas: wanted } : {},
    status: {
      replicas: at(object, ...paths.statusReplicas) ?? 0,
      ...(selector !== undefined && selector !== '' && { selector }),
    },
  };
}

/** A LabelSelector as text; custom resources hold the text itself. */
function selectorText(selector: Json | undefined): string | undefined {
  if (typeof selector === 'string') return selector;
  if (!isObject(selector)) return undefined;
  const labels = isObject(selector['matchLabels']) ? selector['matchLabels'] : {};
  return Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(',');
}
