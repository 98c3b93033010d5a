import { describe, expect, test } from 'vitest';
import { and, type KubernetesObject, not, or, type Predicate, predicates } from 'k8s-operator-runtime';

const object = (metadata: Partial<KubernetesObject['metadata']>): KubernetesObject => ({
  apiVersion: 'example.com/v1',
  kind: 'Gadget',
  metadata: {
    name: 'a',
    uid: 'a',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
    generation: 1,
    ...metadata,
  },
});
const before = object({ labels: { app: 'x' }, annotations: { note: 'x' }, finalizers: ['example.com/a'] });
const changed = (metadata: Partial<KubernetesObject['metadata']>) => ({
  object: object({ ...before.metadata, resourceVersion: '2', ...metadata }),
  previous: before,
  removed: false,
});

const changes = {
  new: { object: before, previous: undefined, removed: false },
  removed: { object: before, previous: before, removed: true },
  'made again': changed({ uid: 'b' }),
  'listed again': { object: before, previous: before, removed: false },
  status: changed({}),
  spec: changed({ generation: 2 }),
  label: changed({ labels: { app: 'y' } }),
  'no labels': changed({ labels: {} }),
  annotation: changed({ annotations: { note: 'x', other: 'x' } }),
  finalizer: changed({ finalizers: ['example.com/b'] }),
};
const always = 'new, removed, made again';
const { generationChanged, resourceVersionChanged, labelsChanged, annotationsChanged, finalizersChanged, labelsMatch } =
  predicates;

test.each<[string, Predicate, string]>([
  ['generationChanged', generationChanged, `${always}, spec`],
  [
    'resourceVersionChanged',
    resourceVersionChanged,
    `${always}, status, spec, label, no labels, annotation, finalizer`,
  ],
  ['labelsChanged', labelsChanged, `${always}, label, no labels`],
  ['annotationsChanged', annotationsChanged, `${always}, annotation`],
  ['finalizersChanged', finalizersChanged, `${always}, finalizer`],
  ['labelsMatch, before or now', labelsMatch({ app: 'y' }), 'label'],
  ['or', or(generationChanged, labelsChanged), `${always}, spec, label, no labels`],
  ['and', and(labelsChanged, labelsMatch('app=y')), 'label'],
  ['not', not(resourceVersionChanged), 'listed again'],
  ['one of your own', ({ removed }) => removed, 'removed'],
])('%s passes what it says', (_name, predicate, expected) => {
  const passed = Object.entries(changes).filter(([, change]) => predicate(change));
  expect(passed.map(([name]) => name).join(', ')).toBe(expected);
});

describe('generationChanged', () => {
  test('passes kinds that have no generation', () => {
    const { generation: _, ...metadata } = before.metadata;
    const bare = { ...before, metadata };
    expect(generationChanged({ object: bare, previous: bare, removed: false })).toBe(true);
  });
});
