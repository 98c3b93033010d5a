/** How the reference of operator.yaml is laid out: its sections, what is said at the head of each, and examples. */
import { CONTROLLER_SECTIONS } from './controller-sections.ts';
import { DELIVERY_SECTIONS } from './delivery-sections.ts';
import { SCHEMA_SECTION } from './schema-section.ts';
import type { SectionText } from './section-text.ts';

/** In the order of the document. */
export const SECTIONS: readonly SectionText[] = [
  {
    heading: 'The file',
    path: '',
    examples: [
      `
apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata:
  name: memcached-operator
spec:
  domain: example.com
  apis:
    - group: cache
      kind: Memcached
      versions:
        - name: v1alpha1
          schema:
            description: A group of Memcached servers.
            spec:
              type: object
              properties:
                size: {description: How many servers to run., type: integer, minimum: 1, default: 1}
            status:
              type: object
              properties:
                readyReplicas: {description: How many servers are ready., type: integer}
                conditions: {$ref: Conditions}
      children:
        deployment:
          apiVersion: apps/v1
          kind: Deployment
          spec:
            replicas: \${self.spec.size}
            selector: {matchLabels: "\${labels}"}
            template:
              metadata: {labels: "\${labels}"}
              spec:
                containers:
                  - {name: memcached, image: "memcached:1.6-alpine"}
      status:
        readyReplicas: \${deployment.status?.readyReplicas ?? 0}
        conditions:
          Available: \${(deployment.status?.readyReplicas ?? 0) >= self.spec.size}
  delivery: {helm: {}, flux: {}, olm: {}}
`,
    ],
  },
  { heading: 'metadata', path: 'metadata' },
  { heading: 'spec', path: 'spec' },
  {
    heading: 'spec.apis[]',
    path: 'spec.apis[]',
    intro: `\
A kind becomes a CustomResourceDefinition, TypeScript types, a controller, roles for its users, a sample and a chapter of the API reference. CRDs that
exist already need not be typed: \`k8s-operator import\` makes these entries of them, and \`new\` gives the same CRDs back.`,
    examples: [
      `
group: cache
kind: Memcached
shortNames: [mc]
categories: [all]
labels: {app.kubernetes.io/part-of: acme}
versions:
  - name: v1alpha1
    schema: {spec: {type: object}}
`,
    ],
  },
  {
    heading: 'spec.apis[].versions[]',
    path: 'spec.apis[].versions[]',
    intro: `\
Users may read and write every version that is served; objects are stored in one, and the controller works on that one. How objects get from one
version to another says [conversion](#specapisconversion).`,
    examples: [
      `
name: v1beta1
served: true
storage: false
deprecated: true
deprecationWarning: cache.example.com/v1beta1 Memcached is deprecated; use v1
schema: {spec: {type: object}}
`,
    ],
  },
  {
    heading: 'spec.apis[].versions[].schema',
    path: 'spec.apis[].versions[].schema',
    intro: `\
Most kinds are spec and status. That is the short form, in which apiVersion, kind and metadata are understood. The other form is \`openAPIV3Schema\`,
the whole schema from the root as in a CRD, for kinds with other fields, without spec, with restricted metadata or with rules at the root. Nothing stands
beside it.`,
    examples: [
      `
description: A group of Memcached servers.
required: [spec]
spec:
  type: object
  required: [size]
  properties:
    size: {type: integer}
status:
  type: object
  properties:
    conditions: {$ref: Conditions}
`,
      `
openAPIV3Schema:
  type: object
  x-kubernetes-validations: [{rule: size(self.metadata.name) <= 40}]
  properties:
    data: {type: object, additionalProperties: {type: string}}
`,
    ],
  },
  SCHEMA_SECTION,
  { heading: 'x-kubernetes-validations[]', path: '$schema.x-kubernetes-validations[]' },
  { heading: 'externalDocs', path: '$schema.externalDocs' },
  { heading: 'spec.apis[].versions[].subresources', path: 'spec.apis[].versions[].subresources' },
  {
    heading: 'spec.apis[].versions[].subresources.scale',
    path: 'spec.apis[].versions[].subresources.scale',
    examples: [
      `
specReplicasPath: .spec.size
statusReplicasPath: .status.readyReplicas
labelSelectorPath: .status.selector
`,
    ],
  },
  {
    heading: 'spec.apis[].versions[].additionalPrinterColumns[]',
    path: 'spec.apis[].versions[].additionalPrinterColumns[]',
    examples: [
      `
name: Available
type: string
jsonPath: .status.conditions[?(@.type=="Available")].status
`,
    ],
  },
  { heading: 'spec.apis[].versions[].selectableFields[]', path: 'spec.apis[].versions[].selectableFields[]' },
  {
    heading: 'spec.apis[].conversion',
    path: 'spec.apis[].conversion',
    examples: [
      `
strategy: Webhook
webhook:
  conversionReviewVersions: [v1]
  clientConfig:
    service: {name: memcached-webhook, namespace: memcached-operator-system, path: /convert}
`,
    ],
  },
  { heading: 'spec.apis[].conversion.webhook', path: 'spec.apis[].conversion.webhook' },
  { heading: 'spec.apis[].conversion.webhook.clientConfig', path: 'spec.apis[].conversion.webhook.clientConfig' },
  {
    heading: 'spec.apis[].conversion.webhook.clientConfig.service',
    path: 'spec.apis[].conversion.webhook.clientConfig.service',
  },
  { heading: 'spec.apis[].sample', path: 'spec.apis[].sample', examples: ['\nspec:\n  size: 3\n'] },
  ...CONTROLLER_SECTIONS,
  {
    heading: 'spec.kinds[]',
    path: 'spec.kinds[]',
    examples: [
      `
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
plural: prometheuses
`,
    ],
  },
  {
    heading: 'spec.manager',
    path: 'spec.manager',
    intro: `\
Flags of the process and permissions in its namespace and in the cluster follow from this. With \`metricsSecure\` nobody may read the metrics until the ClusterRole
\`<name>-metrics-reader\` is bound to whoever scrapes them; the certificate is signed by the operator itself, which the ServiceMonitor accepts. Another certificate
is mounted and named by \`--metrics-cert-path\`, in the chart by \`extraVolumes\`, \`extraVolumeMounts\`, \`extraArgs\` and \`metrics.serviceMonitor.tlsConfig\`.

Between \`leaderElection\` and \`sharding\`, scale a running operator to zero: pods of the one do not know of those of the other, and both would work on all objects.`,
    examples: [
      `
replicas: 2
resources:
  requests: {cpu: 50m, memory: 128Mi}
`,
      `
replicas: 3
sharding: true
metricsSecure: true
serviceMonitor: true
`,
    ],
  },
  { heading: 'spec.manager.resources', path: 'spec.manager.resources' },
  ...DELIVERY_SECTIONS,
];
