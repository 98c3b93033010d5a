import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import type { Reconcile, Tracer } from 'k8s-operator-runtime';
import { ConfigMap, type Gadget as GadgetObject, Gadget } from './gadget.ts';
import { key, setup, until } from './gadget-operator.ts';

interface Recorded {
  readonly name: string;
  readonly parent: string | undefined;
  readonly attributes: Record<string, string | number | boolean>;
  readonly errors: string[];
  ended: boolean;
}

/** A tracer that keeps its context as @opentelemetry/context-async-hooks does. */
const recordingTracer = () => {
  const spans: Recorded[] = [];
  const active = new AsyncLocalStorage<Recorded>();
  const tracer: Tracer = {
    startActiveSpan: (name, { attributes = {} }, work) => {
      const span: Recorded = { name, parent: active.getStore()?.name, attributes, errors: [], ended: false };
      spans.push(span);
      return active.run(span, () =>
        work({
          setAttributes: (more) => Object.assign(attributes, more),
          setStatus: ({ code, message = '' }) => code === 2 && span.errors.push(message),
          recordException: () => {},
          end: () => {
            span.ended = true;
          },
        }),
      ) as ReturnType<typeof work>;
    },
  };
  return { tracer, spans };
};

const reconcile: Reconcile<GadgetObject> = async ({ metadata: { name }, spec }, { apply }) => {
  if (spec.text === 'bad') throw new Error('that is bad');
  await apply({ child: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } } });
};

test('a reconcile is a span, its requests are spans in it', async () => {
  const { tracer, spans } = recordingTracer();
  const { client, start } = await setup({ reconcile });
  await start({ tracer });
  await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
  await until(() => client.get(ConfigMap, key));
  const apply = await until(async () => spans.find(({ name, ended }) => name === 'PATCH' && ended));
  expect(apply).toMatchObject({
    parent: 'reconcile Gadget',
    attributes: {
      'http.request.method': 'PATCH',
      'url.path': '/api/v1/namespaces/default/configmaps/a',
      'server.address': '127.0.0.1',
      'http.response.status_code': 201,
    },
    errors: [],
  });
  const [first] = await until(async () => {
    const ended = spans.filter(({ name, ended }) => name === 'reconcile Gadget' && ended);
    return ended.length > 0 && ended;
  });
  expect(first?.attributes).toEqual({
    controller: 'gadget',
    'k8s.resource.group': 'example.com',
    'k8s.resource.kind': 'Gadget',
    'k8s.namespace.name': 'default',
    'k8s.object.name': 'a',
    'k8s.object.generation': 1,
  });
});

test('what fails is an error of its span, and is tried again all the same', async () => {
  const { tracer, spans } = recordingTracer();
  const { client, start } = await setup({ reconcile });
  await start({ tracer });
  await client.create(Gadget, { metadata: key, spec: { text: 'bad' } });
  const failed = await until(async () => {
    const all = spans.filter(({ errors }) => errors.length > 0);
    return all.length > 1 && all;
  });
  expect(failed.map(({ name, errors, ended }) => ({ name, errors, ended })).slice(0, 2)).toEqual([
    { name: 'reconcile Gadget', errors: ['that is bad'], ended: true },
    { name: 'reconcile Gadget', errors: ['that is bad'], ended: true },
  ]);
});
