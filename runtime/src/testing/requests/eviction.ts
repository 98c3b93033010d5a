/** POST to a pod's eviction: deletes it if its disruption budget allows (kubernetes: pkg/registry/core/pod/storage/eviction.go). */
import { matchesLabels, type LabelRequirements } from '../../client/selectors.ts';
import type { JsonObject } from '../json.ts';
import { at, copy, isObject, listAt, objectAt, textAt } from '../json.ts';
import { StatusError, badRequest, forbidden, methodNotAllowed } from '../status.ts';
import { objectFrom } from './body.ts';
import { commitUpdate } from './commit.ts';
import { deleteOne } from './delete.ts';
import { timeOf, type Api, type ResourceRequest } from './request.ts';
import { liveObject, type Answer } from './write.ts';

const MOST_DISRUPTED = 2000;

export function evict(api: Api, request: ResourceRequest): Answer {
  if (request.method !== 'POST') throw methodNotAllowed();
  const eviction = objectFrom(request.body, false);
  if (eviction['kind'] !== 'Eviction') {
    const kind = String(eviction['kind']);
    throw badRequest(
      `${kind} in version "v1" cannot be handled as a Eviction: converting (v1.${kind}) to (policy.Eviction): unknown conversion`,
    );
  }
  if (textAt(eviction, 'metadata', 'name') !== request.name)
    throw badRequest('name in URL does not match name in Eviction object');
  const options = isObject(eviction['deleteOptions']) ? eviction['deleteOptions'] : {};
  const isDry = request.query.getAll('dryRun').includes('All') || listAt(options, 'dryRun').includes('All');
  const pod = liveObject(api, request);
  if (!isOver(pod)) allow(api, request, pod, isDry);
  deleteOne(api, { ...request, method: 'DELETE', subresource: '', body: JSON.stringify(options) });
  return { code: 201, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 } };
}

/** What does not serve anybody, or not yet, is disrupted by nothing. */
const isOver = (pod: JsonObject): boolean =>
  ['Succeeded', 'Failed', 'Pending'].includes(textAt(pod, 'status', 'phase') ?? '') ||
  textAt(pod, 'metadata', 'deletionTimestamp') !== undefined;

const isReady = (pod: JsonObject): boolean =>
  listAt(pod, 'status', 'conditions').some(
    (each) => textAt(each, 'type') === 'Ready' && textAt(each, 'status') === 'True',
  );

/** Takes the disruption from the pod's budget. */
function allow(api: Api, request: ResourceRequest, pod: JsonObject, isDry: boolean): void {
  const budgets = budgetsOf(api, request, pod);
  const [budget] = budgets;
  if (budget === undefined) return;
  if (budgets.length > 1)
    throw new StatusError(
      500,
      '',
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  if (!isReady(pod)) {
    if (textAt(budget, 'spec', 'unhealthyPodEvictionPolicy') === 'AlwaysAllow') return;
    const needed = countAt(budget, 'desiredHealthy');
    if (needed > 0 && countAt(budget, 'currentHealthy') >= needed) return;
  }
  decrement(api, request, budget, isDry);
}

/** Empty selectors select all pods of the namespace, missing ones none. */
function budgetsOf(api: Api, { namespace = '' }: ResourceRequest, pod: JsonObject): JsonObject[] {
  const labels = at(pod, 'metadata', 'labels') as Record<string, string> | undefined;
  return api.store
    .list('poddisruptionbudgets.policy')
    .filter(([key]) => key.startsWith(`${namespace}/`))
    .flatMap(([, budget]) => {
      const selector = at(budget, 'spec', 'selector');
      if (!isObject(selector)) return [];
      const requirements = { matchLabels: {}, ...selector } as LabelRequirements;
      return matchesLabels(requirements)(labels) ? [budget] : [];
    });
}

function decrement(api: Api, request: ResourceRequest, budget: JsonObject, isDry: boolean): void {
  const resource = api.registry.find('policy', 'v1', 'poddisruptionbudgets');
  if (resource === undefined) return;
  const name = textAt(budget, 'metadata', 'name') ?? '';
  if (countAt(budget, 'observedGeneration') < Number(at(budget, 'metadata', 'generation') ?? 0))
    throw refused(`The disruption budget ${name} is still being processed by the server.`, 10);
  const allowed = countAt(budget, 'disruptionsAllowed');
  if (allowed < 0) throw forbidden(resource, name, 'pdb disruptions allowed is negative');
  const disrupted = at(budget, 'status', 'disruptedPods');
  if (isObject(disrupted) && Object.keys(disrupted).length > MOST_DISRUPTED)
    throw forbidden(resource, name, 'DisruptedPods map too big - too many evictions not confirmed by PDB controller');
  if (allowed === 0) {
    const [needs, has] = [countAt(budget, 'desiredHealthy'), countAt(budget, 'currentHealthy')];
    throw refused(`The disruption budget ${name} needs ${needs} healthy pods and has ${has} currently`);
  }
  const next = copy(budget);
  objectAt(next, 'status')['disruptionsAllowed'] = allowed - 1;
  objectAt(next, 'status', 'disruptedPods')[request.name ?? ''] = timeOf(api.now());
  if (allowed === 1) setExhausted(api, objectAt(next, 'status'));
  const write = { ...request, method: 'PUT', resource, name, subresource: 'status', userAgent: 'kube-apiserver' };
  commitUpdate(api, { ...write, query: new URLSearchParams() }, { live: budget, next, dryRun: isDry });
}

/** The condition of a budget whose last disruption was taken. */
function setExhausted(api: Api, status: JsonObject): void {
  const others = listAt(status, 'conditions').filter((each) => textAt(each, 'type') !== 'DisruptionAllowed');
  const before = listAt(status, 'conditions').find((each) => textAt(each, 'type') === 'DisruptionAllowed');
  const since = textAt(before, 'status') === 'False' ? textAt(before, 'lastTransitionTime') : undefined;
  const condition: JsonObject = {
    type: 'DisruptionAllowed',
    status: 'False',
    observedGeneration: status['observedGeneration'] ?? 0,
    lastTransitionTime: since ?? timeOf(api.now()),
    reason: 'InsufficientPods',
    message: '',
  };
  status['conditions'] = [...others, condition];
}

const refused = (message: string, retryAfterSeconds?: number): StatusError =>
  new StatusError(429, 'TooManyRequests', "Cannot evict pod as it would violate the pod's disruption budget.", {
    causes: [{ reason: 'DisruptionBudget', message, field: '' }],
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });

const countAt = (budget: JsonObject, name: string): number => Number(at(budget, 'status', name) ?? 0);
