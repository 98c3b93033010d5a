/** The stand-in for OLM, by the test data of OLM's own tests. */
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../generators/core/model/json.ts';
import { ALL, groupAnnotations, unsupported } from '../../olm/operator-group.ts';
import { generateName } from '../../olm/owner.ts';

test.each([
  ['myname', ['something'], 'myname-5L9sNXi3Y6mcOevFzYY3WOLIukKOeZwz1pfUlT'],
  ['name'.repeat(100), ['something', 'else'], 'namenamenamenamenamename-6XtefCelEzfYlFOD1fARIK5vhWVfWfGHja7H3q'],
])('names are those of pkg/controller/registry/resolver/rbac_test.go: %s', (base, struct, name) => {
  expect(generateName(base, struct)).toBe(name);
});

const csv = (...supported: readonly string[]): JsonObject => ({
  metadata: { name: 'a.v1.0.0' },
  spec: {
    install: { strategy: 'deployment', spec: {} },
    installModes: ['OwnNamespace', 'SingleNamespace', 'MultiNamespace', 'AllNamespaces'].map((type) => ({
      type,
      supported: supported.includes(type),
    })),
  },
});

/** operator-framework/api, pkg/operators/v1alpha1/clusterserviceversion_test.go `TestSupports`, in our words. */
test.each<[readonly string[], readonly string[], RegExp]>([
  [['OwnNamespace'], ['own'], /^$/],
  [['OwnNamespace'], ['other'], /SingleNamespace/],
  [['SingleNamespace'], ['other'], /^$/],
  [['SingleNamespace'], ['own'], /OwnNamespace/],
  [['MultiNamespace'], ['a', 'b'], /^$/],
  [['MultiNamespace'], ['a', 'own'], /OwnNamespace/],
  [['MultiNamespace', 'OwnNamespace'], ['a', 'own'], /^$/],
  [['SingleNamespace'], ['a', 'b'], /MultiNamespace/],
  [['AllNamespaces'], [ALL], /^$/],
  [['OwnNamespace', 'SingleNamespace', 'MultiNamespace'], [ALL], /AllNamespaces/],
  [['MultiNamespace', 'AllNamespaces'], ['a', ALL], /NamespaceAll found/],
  [['AllNamespaces'], [], /zero namespaces/],
])('with %j, a group of %j: %s', (modes, targets, message) => {
  const refusal = unsupported(csv(...modes), { name: 'group', namespace: 'own', targets });
  expect(refusal ?? '').toMatch(message);
});

test('namespaces to watch are sorted', () => {
  expect(groupAnnotations({ name: 'group', namespace: 'own', targets: ['b', 'a'] })).toEqual({
    'olm.operatorNamespace': 'own',
    'olm.operatorGroup': 'group',
    'olm.targetNamespaces': 'a,b',
  });
});
