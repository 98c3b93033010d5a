/** The scale subresource: autoscaling/v1 Scale over a workload or a custom resource. */
import type { Json, JsonObject } from '../json.ts';
import { at, copy, isObject, metadataOf, objectAt, textAt } from '../json.ts';
import type { Resource, ScalePaths } from '../resources/resource.ts';
import { badRequest, conflict, invalid, methodNotAllowed, notSupported, STALE } from '../status.ts';
import { invalidValue } from '../cause.ts';
import { readBody } from './body.ts';
import { commitUpdate } from './commit.ts';
import { writeOptions } from './options.ts';
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
  const wanted =
    request.method === 'PUT' ? readBody(request) : patchedScale(request, scaleOf(request.resource, paths, live));
  if (wanted['kind'] !== 'Scale')
    throw badRequest(`${String(wanted['kind'])} in version "v1" cannot be handled as a Scale`);
  const name = request.name ?? '';
  const version = textAt(wanted, 'metadata', 'resourceVersion');
  if (version !== undefined && version !== textAt(live, 'metadata', 'resourceVersion'))
    throw conflict(request.resource, name, STALE);
  const replicas = at(wanted, 'spec', 'replicas') ?? 0;
  if (typeof replicas !== 'number' || !Number.isInteger(replicas) || replicas < 0) {
    throw invalid({ group: 'autoscaling', plural: 'scales', kind: 'Scale' }, name, [
      invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0'),
    ]);
  }
  const next = copy(live);
  const field = paths.specReplicas.at(-1) ?? '';
  objectAt(next, ...paths.specReplicas.slice(0, -1))[field] = replicas;
  const written = commitUpdate(api, request, { live, next, dryRun: options.dryRun });
  return { code: 200, body: scaleOf(request.resource, paths, written) };
}

function patchedScale(request: ResourceRequest, current: JsonObject): JsonObject {
  const type = (request.contentType.split(';')[0] ?? '').trim().toLowerCase();
  if (type === 'application/apply-patch+yaml') throw notSupported('server-side apply to the scale subresource');
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
