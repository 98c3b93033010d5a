/** Specs for tests: a small valid one, in which one place is changed. */

/** Line numbers matter to the tests: change nothing above `children` lightly. */
export const VALID = `apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata:
  name: memcached-operator
spec:
  domain: example.com
  image: ghcr.io/acme/memcached-operator
  apis:
    - group: cache
      kind: Memcached
      versions:
        - name: v1alpha1
          schema:
            spec:
              type: object
              properties:
                size: {type: integer, minimum: 1, maximum: 5, default: 1}
                image: {type: string, default: memcached}
            status:
              type: object
              properties:
                ready: {type: integer}
                conditions: {$ref: Conditions}
      children:
        deployment:
          apiVersion: apps/v1
          kind: Deployment
          spec:
            replicas: \${self.spec.size}
      status:
        ready: \${deployment.status?.readyReplicas ?? 0}
        conditions:
          Available: \${deployment.status?.readyReplicas === self.spec.size}
`;

/** The valid spec with texts replaced, each of which must be there. */
export const changed = (...changes: readonly (readonly [from: string, to: string])[]): string =>
  changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the spec has no ${JSON.stringify(from)}`);
    return text.replace(from, () => to);
  }, VALID);
