/** CustomResourceDefinitions of any size, as controller-gen prints them. */

/** YAML text of about so many kilobytes: one API whose fields are pod templates in small. */
export const largeCrd = (kilobytes: number): string => {
  const each = part(0).length;
  const count = Math.max(1, Math.round((kilobytes * 1024 - HEAD.length - TAIL.length) / each));
  return `${HEAD}${Array.from({ length: count }, (_, i) => part(i)).join('')}${TAIL}`;
};

const HEAD = `\
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  annotations:
    controller-gen.kubebuilder.io/version: v0.18.0
  name: pipelines.large.example.com
spec:
  group: large.example.com
  names:
    kind: Pipeline
    listKind: PipelineList
    plural: pipelines
    singular: pipeline
  scope: Namespaced
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        description: Pipeline is the Schema for the pipelines API.
        properties:
          apiVersion:
            type: string
          kind:
            type: string
          metadata:
            type: object
          spec:
            description: PipelineSpec defines the desired state of Pipeline.
            properties:
`;

const TAIL = `\
            type: object
          status:
            type: object
        type: object
    served: true
    storage: true
    subresources:
      status: {}
`;

const part = (index: number): string => `\
              step${index}:
                description: |-
                  Step number ${index} of the pipeline. It runs when the one before it has ended,
                  and not at all when that has failed.
                properties:
                  args:
                    description: |-
                      Arguments to the entrypoint. Variable references $(VAR_NAME) are expanded
                      using the container's environment.
                    items:
                      type: string
                    type: array
                    x-kubernetes-list-type: atomic
                  env:
                    items:
                      description: EnvVar represents an environment variable present in a Container.
                      properties:
                        name:
                          description: Name of the environment variable. Must be a C_IDENTIFIER.
                          type: string
                        value:
                          type: string
                        valueFrom:
                          properties:
                            configMapKeyRef:
                              properties:
                                key:
                                  description: The key to select.
                                  type: string
                                name:
                                  default: ""
                                  type: string
                                optional:
                                  type: boolean
                              required:
                              - key
                              type: object
                              x-kubernetes-map-type: atomic
                          type: object
                      required:
                      - name
                      type: object
                    type: array
                    x-kubernetes-list-map-keys:
                    - name
                    x-kubernetes-list-type: map
                  imagePullPolicy:
                    enum:
                    - Always
                    - IfNotPresent
                    - Never
                    type: string
                  limits:
                    additionalProperties:
                      anyOf:
                      - type: integer
                      - type: string
                      pattern: ^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$
                      x-kubernetes-int-or-string: true
                    type: object
                  port:
                    anyOf:
                    - type: integer
                    - type: string
                    x-kubernetes-int-or-string: true
                  replicas:
                    default: 1
                    format: int32
                    minimum: 0
                    type: integer
                required:
                - imagePullPolicy
                type: object
`;
