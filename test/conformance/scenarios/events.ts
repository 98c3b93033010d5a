/** Events by both of their APIs: what is taken, what is shown by the other, what may change, and what is refused. */
import { MERGE, type Json, type Scenario } from '../harness/scenario.ts';

const EVENTS = [
  { group: 'core', path: '/api/v1/namespaces/events/events', apiVersion: 'v1', names: {} },
  {
    group: 'events.k8s.io',
    path: '/apis/events.k8s.io/v1/namespaces/events/events',
    apiVersion: 'events.k8s.io/v1',
    names: { involvedObject: 'regarding', message: 'note', reportingComponent: 'reportingController' },
  },
] as const;

const TIME = '2026-01-01T00:00:00.000000Z';
const SERIES = { count: 2, lastObservedTime: '2026-01-01T00:00:05.000000Z' };

/** With the names of the core API. */
const NEW: Json = {
  eventTime: TIME,
  reportingComponent: 'example-operator',
  reportingInstance: 'pod-a',
  action: 'Reconcile',
  reason: 'Made',
  message: 'It is there.',
  type: 'Warning',
  involvedObject: { apiVersion: 'v1', kind: 'Pod', name: 'x', namespace: 'events', uid: 'u' },
};

const LONG = 'x'.repeat(129);
const WRONG: readonly (readonly [step: string, change: Json])[] = [
  ['nothing but a time', { ...Object.fromEntries(Object.keys(NEW).map((name) => [name, undefined])), eventTime: TIME }],
  ['about nothing', { involvedObject: {} }],
  ['about what is in no namespace', { involvedObject: { apiVersion: 'v1', kind: 'Node', name: 'x' } }],
  ['by no qualified name', { reportingComponent: 'a/b/c' }],
  ['too long', { reportingInstance: LONG, action: LONG, reason: LONG, message: 'ü'.repeat(513) }],
  ['of another type', { type: 'Other' }],
  ['a series of one', { series: { count: 1 } }],
];

const named = (event: Json, names: Readonly<Record<string, string>>): Json =>
  Object.fromEntries(Object.entries(event).map(([name, value]) => [names[name] ?? name, value]));

export const events: readonly Scenario[] = [
  {
    name: 'events',
    run: async (api) => {
      await api.quietly('POST', '/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'events' },
      });
      for (const [index, { group, path, apiVersion, names }] of EVENTS.entries()) {
        const send = async (step: string, method: string, to: string, body: Json) => {
          const type = method === 'PATCH' ? MERGE : undefined;
          const answer = await api.quietly(method, to, body, type === undefined ? {} : { type });
          // A refusal by events.k8s.io names the kind of the core group there; only its code and causes count.
          const { code, details } = answer;
          api.note(
            `${group}: ${step}`,
            answer['kind'] === 'Status'
              ? { kind: 'Status', code, details: { causes: (details as Json)['causes'] } }
              : answer,
          );
        };
        const make = (step: string, name: string, content: Json) =>
          send(step, 'POST', path, {
            apiVersion,
            kind: 'Event',
            metadata: { name, namespace: 'events' },
            ...named(content, names),
          });
        const change = (step: string, content: Json) => send(step, 'PATCH', `${path}/${index}`, named(content, names));
        await make('new', `${index}`, NEW);
        await change('a series', { series: SERIES });
        await api.do(`${group}: shown by the other`, 'GET', `${EVENTS[1 - index]?.path}/${index}`);
        await change('another message', { message: 'Another.' });
        await change('no action', { action: '' });
        for (const [number, [step, content]] of WRONG.entries())
          await make(step, `${index}-${number}`, { ...NEW, ...content });
        const { eventTime: _, ...old } = NEW;
        await make('without a time', 'old', old);
        await make('without a time, about another namespace', 'older', {
          ...old,
          involvedObject: { kind: 'Pod', name: 'x', namespace: 'other' },
        });
        const selector = `${group === 'core' ? 'involvedObject' : 'regarding'}.uid=u`;
        const { items } = (await api.quietly('GET', `${path}?fieldSelector=${selector}`)) as unknown as {
          readonly items: readonly { readonly metadata: { readonly name: string } }[];
        };
        api.note(`${group}: selected`, items.map(({ metadata }) => metadata.name).toSorted());
        await api.quietly('DELETE', path);
      }
    },
  },
];
