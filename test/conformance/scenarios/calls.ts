/** What clients call beside create, read, update and delete: evictions, tokens, collections, patches that test, discovery in one answer. */
import { configMap, namespace } from '../harness/objects.ts';
import { JSON_PATCH, MERGE, type Json, type Scenario } from '../harness/scenario.ts';

const NS = '/api/v1/namespaces';

const pod = (name: string): Json => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: 'web' } },
  spec: { containers: [{ name: 'main', image: 'example.com/main:1.0' }], automountServiceAccountToken: false },
});
const eviction = (name: string, more: Json = {}): Json => ({
  apiVersion: 'policy/v1',
  kind: 'Eviction',
  metadata: { name },
  ...more,
});
const budget = (name: string, spec: Json): Json => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name },
  spec,
});
const tokenRequest = (spec: Json): Json => ({
  apiVersion: 'authentication.k8s.io/v1',
  kind: 'TokenRequest',
  spec,
});
const running = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
const status = (body: Json): Json => body['status'] as Json;

const ASKED = new Set(['status', 'scale', 'eviction', 'token']);

/** A resource of discovery, with the subresources that both servers have. */
const shownOf = ({ verbs, subresources = [], ...resource }: Json): Json => ({
  ...resource,
  verbs: (verbs as string[]).toSorted(),
  subresources: (subresources as Json[])
    .filter(({ subresource }) => ASKED.has(String(subresource)))
    .map(({ subresource, responseKind, verbs }) => ({ subresource, responseKind, verbs })),
});

export const calls: readonly Scenario[] = [
  {
    name: 'eviction',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('eviction'));
      await api.until(`${NS}/eviction/serviceaccounts/default`, (body) => body['kind'] === 'ServiceAccount');
      const pods = `${NS}/eviction/pods`;
      const budgets = '/apis/policy/v1/namespaces/eviction/poddisruptionbudgets';
      const make = async (name: string, state?: Json) => {
        await api.quietly('POST', pods, pod(name));
        if (state !== undefined)
          await api.quietly('PATCH', `${pods}/${name}/status`, { status: state }, { type: MERGE });
      };
      await make('one', running);
      await api.do('of a pod that is not there', 'POST', `${pods}/none/eviction`, eviction('none'));
      await api.do('without a name', 'POST', `${pods}/one/eviction`, { apiVersion: 'policy/v1', kind: 'Eviction' });
      await api.do('of another pod', 'POST', `${pods}/one/eviction`, eviction('two'));
      await api.do('what is no eviction', 'POST', `${pods}/one/eviction`, configMap('one'));
      await api.do('read', 'GET', `${pods}/one/eviction`);
      const uid = { deleteOptions: { preconditions: { uid: 'other' } } };
      await api.do('of a namesake', 'POST', `${pods}/one/eviction`, eviction('one', uid));
      await api.do('tried only', 'POST', `${pods}/one/eviction?dryRun=All`, eviction('one'));
      await api.quietly(
        'POST',
        budgets,
        budget('budget', { maxUnavailable: 1, selector: { matchLabels: { app: 'web' } } }),
      );
      await api.do('by a budget that is not worked out', 'POST', `${pods}/one/eviction`, eviction('one'));
      const state = { observedGeneration: 1, currentHealthy: 2, desiredHealthy: 2, expectedPods: 2 };
      const budgetStatus = (more: Json) =>
        api.quietly('PATCH', `${budgets}/budget/status`, { status: { ...state, ...more } }, { type: MERGE });
      await budgetStatus({ disruptionsAllowed: 0 });
      await api.do('by a budget that is used up', 'POST', `${pods}/one/eviction`, eviction('one'));
      await make('waiting');
      await api.do('of a pod that waits', 'POST', `${pods}/waiting/eviction`, eviction('waiting'));
      await make('sick', { phase: 'Running' });
      await api.do('of a pod that is not ready', 'POST', `${pods}/sick/eviction`, eviction('sick'));
      await budgetStatus({ disruptionsAllowed: 1 });
      await api.do('allowed, tried only', 'POST', `${pods}/one/eviction?dryRun=All`, eviction('one'));
      api.note('as before', status(await api.quietly('GET', `${budgets}/budget`)));
      await api.do(
        'allowed',
        'POST',
        `${pods}/one/eviction`,
        eviction('one', { deleteOptions: { gracePeriodSeconds: 0 } }),
      );
      api.note('taken from the budget', status(await api.quietly('GET', `${budgets}/budget`)));
      await api.do('the pod', 'GET', `${pods}/one`);
      await api.quietly('POST', budgets, budget('second', { minAvailable: 1, selector: {} }));
      await make('two', running);
      await api.do('by two budgets', 'POST', `${pods}/two/eviction`, eviction('two'));
    },
  },
  {
    name: 'token',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('token'));
      await api.until(`${NS}/token/serviceaccounts/default`, (body) => body['kind'] === 'ServiceAccount');
      const path = `${NS}/token/serviceaccounts/default/token`;
      const answer = await api.quietly('POST', path, tokenRequest({ audiences: ['vault'], expirationSeconds: 900 }));
      const { token = '' } = status(answer) as { token?: string };
      const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
        string,
        number
      >;
      const { aud, sub, iat = 0, nbf = 0, exp = 0, 'kubernetes.io': account } = claims;
      api.note('a token', {
        spec: answer['spec'],
        names: (answer['metadata'] as Json)['name'],
        claims: { aud, sub, account, seconds: exp - iat, since: nbf - iat },
      });
      const plain = await api.quietly('POST', path, tokenRequest({}));
      api.note('by default', {
        ...(plain['spec'] as Json),
        audiences: ((plain['spec'] as Json)['audiences'] as []).length,
      });
      await api.do('too short', 'POST', path, tokenRequest({ expirationSeconds: 60 }));
      await api.do('of nobody', 'POST', path.replace('default', 'nobody'), tokenRequest({}));
      await api.do('read', 'GET', path);
    },
  },
  {
    name: 'delete-collection',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('delete-collection'));
      const maps = `${NS}/delete-collection/configmaps`;
      for (const [name, app] of [
        ['a', 'x'],
        ['b', 'x'],
        ['c', 'y'],
      ] as const)
        await api.quietly('POST', maps, configMap(name, {}, { labels: { app } }));
      await api.quietly(
        'POST',
        maps,
        configMap('kept', {}, { labels: { app: 'x' }, finalizers: ['example.com/keep'] }),
      );
      const left = async (step: string) => {
        const { items } = (await api.quietly('GET', `${maps}?labelSelector=app`)) as { items: { metadata: Json }[] };
        api.note(
          step,
          items.map(({ metadata }) => [metadata['name'], metadata['deletionTimestamp'] !== undefined]),
        );
      };
      const options = { apiVersion: 'v1', kind: 'DeleteOptions' };
      await api.quietly('DELETE', `${maps}?labelSelector=app%3Dx`, { ...options, dryRun: ['All'] });
      await left('tried only');
      await api.quietly('DELETE', `${maps}?labelSelector=app%3Dx&fieldSelector=metadata.name%3Da`, options);
      await left('by both selectors');
      await api.do('selected', 'DELETE', `${maps}?labelSelector=app%3Dx`, options);
      await left('by labels');
      await api.do('of all namespaces', 'DELETE', '/api/v1/configmaps?labelSelector=app%3Dx', options);
    },
  },
  {
    name: 'patch-tests',
    run: async (api) => {
      await api.quietly('POST', NS, namespace('patch-tests'));
      const path = `${NS}/patch-tests/configmaps/one`;
      const made = await api.quietly('POST', path.replace('/one', ''), configMap('one'));
      const { uid } = made['metadata'] as { uid: string };
      const patch = async (step: string, ...operations: readonly Json[]) => {
        const answer = await api.quietly('PATCH', path, operations, { type: JSON_PATCH });
        api.note(step, answer['kind'] === 'Status' ? answer : (answer['metadata'] as Json)['finalizers']);
      };
      const list = '/metadata/finalizers';
      const first = { op: 'add', path: list, value: ['example.com/a'] };
      await patch('what is not there is null', { op: 'test', path: list, value: null }, first);
      await patch('what is there is not', { op: 'test', path: list, value: null }, first);
      await patch(
        'the list as it is',
        { op: 'test', path: '/metadata/uid', value: uid },
        { op: 'test', path: list, value: ['example.com/a'] },
        { op: 'add', path: `${list}/-`, value: 'example.com/b' },
      );
      await patch('another object', { op: 'test', path: '/metadata/uid', value: 'other' });
      await patch(
        'another place',
        { op: 'test', path: `${list}/0`, value: 'example.com/b' },
        { op: 'remove', path: `${list}/0` },
      );
      await patch('no such place', { op: 'test', path: `${list}/7`, value: 'example.com/b' });
      await patch(
        'its place',
        { op: 'test', path: `${list}/1`, value: 'example.com/b' },
        { op: 'remove', path: `${list}/1` },
      );
    },
  },
  {
    name: 'discovery-aggregated',
    run: async (api) => {
      const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
      const shown = new Set(['pods', 'serviceaccounts', 'configmaps', 'deployments', 'jobs', 'leases', 'clusterroles']);
      for (const path of ['/api', '/apis']) {
        const { items, ...rest } = (await api.quietly('GET', path, undefined, { accept })) as {
          items: { metadata: Json; versions: { version: string; freshness: string; resources: Json[] }[] }[];
        };
        const resources = items.flatMap(({ metadata, versions }) =>
          versions.flatMap(({ version, freshness, resources }) =>
            resources
              .filter((each) => shown.has(String(each['resource'])))
              .map((each) => Object.assign(shownOf(each), { group: metadata['name'], version, freshness })),
          ),
        );
        const key = ({ group = '', resource }: Json) => `${String(group)} ${String(resource)}`;
        api.note(path, { ...rest, resources: resources.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)) });
      }
    },
  },
];
