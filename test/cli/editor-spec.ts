/** A spec to edit, and where the cursor is in it. */
import type { Position } from './language-server.ts';

/** A spec with all of its regions, one below the other. */
export const SPEC = `apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata:
  name: memcached-operator
spec:
  domain: example.com
  manager:
    replicas: 2
  delivery:
    helm: {}
    flux: {}
  kinds:
    - apiVersion: monitoring.coreos.com/v1
      kind: Prometheus
  apis:
    - group: cache
      kind: Memcached
      scope: Namespaced
      versions:
        - name: v1alpha1
          schema:
            description: Servers.
            spec:
              type: object
              properties:
                size:
                  description: How many.
                  type: integer
                mode:
                  description: How.
                  type: string
                  format: hostname
                  x-kubernetes-validations:
                    - rule: self != ''
                      reason: FieldValueInvalid
            status:
              type: object
              properties:
                conditions:
                  $ref: Conditions
          subresources:
            scale:
              specReplicasPath: .spec.size
              statusReplicasPath: .status.size
          additionalPrinterColumns:
            - name: Size
              type: integer
              jsonPath: .spec.size
      conversion:
        strategy: None
      children:
        deployment:
          apiVersion: apps/v1
          kind: Deployment
      status:
        conditions:
          Available:
            status: \${deployment.status?.readyReplicas === self.spec.size}
            message: all there
      watches:
        - apiVersion: v1
          kind: Secret
      permissions:
        - apiGroups: ['']
          resources: [secrets]
          verbs:
            - get
`;

/** Takes the cursor out of a text. */
export const cursor = (marked: string): readonly [text: string, at: Position] => {
  const before = marked.slice(0, marked.indexOf('‸')).split('\n');
  return [marked.replace('‸', ''), { line: before.length - 1, character: before.at(-1)!.length }];
};
