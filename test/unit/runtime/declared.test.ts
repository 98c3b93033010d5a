/** What a controller cannot be declared with is said when it is declared, or given to a manager. */
import { expect, test } from 'vitest';
import {
  controller,
  type Controller,
  type ControllerOptions,
  createManager,
  type Kind,
  type KubernetesObject,
  watch,
} from 'k8s-operator-runtime';
import { Deployment, Ingress } from 'k8s-operator-runtime/kinds';
import { ConfigMap, Gadget } from './gadget.ts';
import { setup } from './gadget-operator.ts';

const reconcile = async () => {};
const cleanup = async () => {};

test.each<[string, () => Controller, string]>([
  ['no name of one', () => controller(Gadget, { reconcile, cleanup, finalizer: 'cleanup' }), 'a slash and a name'],
  ['of no cleanup', () => controller(Gadget, { reconcile, finalizer: 'example.com/a' }), 'but no "cleanup"'],
  [
    'of everybody',
    () => controller(Deployment, { reconcile, cleanup }),
    'finalizer: "my-operator.example.com/cleanup"',
  ],
  [
    'of everybody too',
    () => controller(Ingress, { reconcile, cleanup }),
    'networking.k8s.io/v1 is of Kubernetes itself',
  ],
])('a finalizer that is %s is refused', (_, declare, message) => {
  expect(declare).toThrow(message);
});

test('two controllers of a kind with one finalizer are refused', async () => {
  const { server } = await setup({ reconcile, cleanup });
  const controllers = ['one', 'two'].map((name) => controller(Gadget, { name, reconcile, cleanup }));
  expect(() => createManager({ name: 'x', controllers, kubeConfig: server.kubeConfig() })).toThrow(
    'The controllers "one" and "two" both clean up Gadget by the finalizer "example.com/finalizer"',
  );
});

const nothing = undefined as never;

test.each<[string, Kind, Partial<ControllerOptions<KubernetesObject>>, string]>([
  [
    'a watch of a CRD that there is not',
    Gadget,
    { watches: [watch(ConfigMap, { when: 'crdPresent' })] },
    'ConfigMap (v1) is built in',
  ],
  [
    'the same of a group',
    Gadget,
    { watches: [watch(Ingress, { when: 'crdPresent' })] },
    'Ingress (networking.k8s.io/v1) is built in',
  ],
  ['no kind', nothing, {}, 'controller(undefined): the kind is undefined. Give what kind(…) answered'],
  ['an undefined child', Gadget, { owns: [ConfigMap, nothing] }, '"owns[1]" is undefined. Give what kind(…) answered'],
  ['a watch of nothing', Gadget, { watches: [watch(nothing)] }, '"watches[0]" is without a kind'],
  ['a predicate that is no list', Gadget, { predicates: (() => true) as never }, '"predicates" is no list'],
])('%s is refused', (_, kind, options, message) => {
  expect(() => controller(kind, { reconcile, ...options })).toThrow(message);
});
