/** The sections on what an API's controller makes and reports. */
import type { SectionText } from './section-text.ts';

/** Children, status, watches, permissions. */
export const CONTROLLER_SECTIONS: readonly SectionText[] = [
  {
    heading: 'spec.apis[].children.*',
    path: 'spec.apis[].children.*',
    intro: `\
A child is applied (server-side) whenever it differs, owned by the object, and deleted with it. Any scalar may be or hold \`\${…}\`: one TypeScript expression
over \`self\` (the object, defaults filled in) and \`labels\` (the standard labels of the object); what it gives has the type that the field wants. A mapping that is one
expression is written as text: \`matchLabels: \${labels}\`. An expression must give the same for the same object: no time, no randomness, no network; what needs
that is done in \`reconcile.ts\`.`,
    examples: [
      `
apiVersion: apps/v1
kind: Deployment
metadata:
  labels: {tier: cache}
spec:
  replicas: \${self.spec.size}
  selector: {matchLabels: "\${labels}"}
  template:
    metadata: {labels: "\${labels}"}
    spec:
      containers:
        - name: memcached
          image: memcached:\${self.spec.tag}
`,
    ],
  },
  { heading: 'spec.apis[].children.*.metadata', path: 'spec.apis[].children.*.metadata' },
  {
    heading: 'spec.apis[].status',
    path: 'spec.apis[].status',
    intro: `\
Computed after every change, and written when it differs. Expressions see the live children by their names, \`self\`, \`labels\`, and \`selector(labels)\`, the text
of a label selector. Times and generations of conditions are filled in.`,
    examples: [
      `
readyReplicas: \${deployment.status?.readyReplicas ?? 0}
selector: \${selector(labels)}
conditions:
  Available:
    status: \${(deployment.status?.readyReplicas ?? 0) >= self.spec.size}
    message: \${deployment.status?.readyReplicas ?? 0}/\${self.spec.size} ready
  Degraded: false
`,
    ],
  },
  { heading: 'spec.apis[].status.conditions.*', path: 'spec.apis[].status.conditions.*' },
  {
    heading: 'spec.apis[].watches[]',
    path: 'spec.apis[].watches[]',
    intro: `\
\`when: crdPresent\` is for a kind that a cluster may not have: the operator runs without it, and \`context.installed(Kind)\` says whether it is there.`,
    examples: [
      '\napiVersion: v1\nkind: Secret\n',
      '\napiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nwhen: crdPresent\n',
    ],
  },
  {
    heading: 'spec.apis[].permissions[]',
    path: 'spec.apis[].permissions[]',
    intro:
      'What the controller needs for its kind, its children, what it watches, `prune` and `cleanup` is derived, and need not be given; so is what roles allow and bindings bind that are children, as far as they say it without ${…}: nobody may grant more than they are allowed.',
    examples: [
      `
apiGroups: ['']
resources: [secrets]
verbs: [get, list, watch]
`,
    ],
  },
];
