/** From a request to the function that answers it. */
import { methodNotAllowed, notFound, notSupported, verbNotSupported } from '../status.ts';
import { deleteCollection, deleteOne } from './delete.ts';
import { evict } from './eviction.ts';
import { list } from './list.ts';
import { patch } from './patch.ts';
import type { Api, ResourceRequest } from './request.ts';
import { isReview, review } from './review.ts';
import { scale } from './scale.ts';
import { requestToken } from './token.ts';
import { create, liveObject, update, type Answer } from './write.ts';

/** Kinds that are known but whose behaviour this server does not have. */
const NO_BEHAVIOUR = new Set(['bindings', 'componentstatuses', 'tokenreviews']);

/** Answers everything but watches. */
export function dispatch(api: Api, request: ResourceRequest): Answer {
  const { resource, subresource, method, name } = request;
  if (NO_BEHAVIOUR.has(resource.plural)) throw notSupported(resource.plural);
  if (isReview(resource.plural)) {
    if (method === 'POST') return review(request);
    throw methodNotAllowed();
  }
  if (subresource === 'scale') return scale(api, request);
  if (subresource === 'eviction') return evict(api, request);
  if (subresource === 'token') return requestToken(api, request);
  if (subresource === 'status' && !['GET', 'PUT', 'PATCH'].includes(method)) {
    throw resource.isCustom ? verbNotSupported(resource, method.toLowerCase()) : methodNotAllowed();
  }
  if (request.namespace !== undefined && !resource.namespaced) throw notFound(resource, name ?? '');
  switch (method) {
    case 'GET':
      return { code: 200, body: name === undefined ? list(api, request) : liveObject(api, request) };
    case 'POST':
      if (resource.namespaced && request.namespace === undefined) throw methodNotAllowed();
      return create(api, request);
    case 'PUT':
      return name === undefined ? refuseMethod() : update(api, request);
    case 'PATCH':
      return name === undefined ? refuseMethod() : patch(api, request);
    case 'DELETE':
      return name === undefined ? deleteCollection(api, request) : deleteOne(api, request);
    default:
      return refuseMethod();
  }
}

function refuseMethod(): never {
  throw methodNotAllowed();
}
