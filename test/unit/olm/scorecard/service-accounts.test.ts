import { describe, expect, test } from 'vitest';
import { found, swap, withCsv } from './bundles.ts';

describe('service-accounts-exist', () => {
  const NAME = 'service-accounts-exist';

  test('sees a ServiceAccount that nobody makes, and one that nobody uses', () => {
    expect(
      found(
        NAME,
        withCsv(
          swap(
            '                serviceAccountName: memcached-operator',
            '                serviceAccountName: memcached',
          ),
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹serviceAccountName: memcached-operator›  warning: spec.install.spec.permissions[0]: no deployment runs as "memcached-operator", which has permissions. Run one as it, or remove the permissions.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹memcached›  spec.install.spec.deployments[0].spec.template.spec.serviceAccountName: nobody makes the ServiceAccount "memcached": no permissions are granted to it. There are permissions for: memcached-operator.",
      ]
    `);
  });

  test('knows the name that the field once had', () => {
    expect(
      found(NAME, withCsv(swap('                serviceAccountName:', '                serviceAccount:'))),
    ).toEqual([]);
  });

  test('sees a deployment that runs as nobody', () => {
    expect(found(NAME, withCsv(swap('                serviceAccountName: memcached-operator\n', ''))))
      .toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹serviceAccountName: memcached-operator›  warning: spec.install.spec.permissions[0]: no deployment runs as "memcached-operator", which has permissions. Run one as it, or remove the permissions.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹automountServiceAccountToken: true›  spec.install.spec.deployments[0].spec.template.spec: the deployment "memcached-operator" runs as "default", which has no permissions. Set serviceAccountName: memcached-operator.",
      ]
    `);
  });
});
