/** Operators that are delivered by Flux, in every way that the spec has: each built from the text that a user would write. */
import { buildModel } from '../../../generators/core/model/build.ts';
import type { Model } from '../../../generators/core/model/model.ts';
import { formatProblem } from '../../../generators/core/spec/problem.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';

/** Kinds of one and of several groups, cluster-wide, of two versions, not served; samples with what looks like variables. */
const APIS = `
    - group: cache
      kind: Cache
      versions:
        - name: v1alpha1
          schema:
            spec: {type: object, properties: {size: {type: integer, default: 1}, path: {type: string}}}
            status: {type: object, properties: {ready: {type: integer}, conditions: {$ref: Conditions}}}
      sample: {metadata: {annotations: {example.com/note: kept}}, spec: {size: 2, path: '\${HOME}/$$x'}}
      children:
        config: {apiVersion: v1, kind: ConfigMap, data: {size: "\${String(self.spec.size)}"}}
      status:
        ready: 1
        conditions: {Available: "\${config.data !== undefined}", Degraded: "\${self.spec.size < 0}"}
    - group: infra.acme.io
      kind: Region
      scope: Cluster
      versions:
        - {name: v1, storage: true, schema: {spec: {type: object}, status: {type: object, properties: {phase: {type: string}}}}}
        - {name: v1beta1, storage: false, schema: {spec: {type: object}}}
      status: {phase: Known}
    - group: cache
      kind: Region
      versions: [{name: v1, schema: {spec: {type: object}}}]
      sample: {metadata: {name: here, namespace: regions}}
    - {group: cache, kind: Old, versions: [{name: v1, served: false, schema: {spec: {type: object}}}]}
`;

const UNSERVED = `
    - {group: cache, kind: Old, versions: [{name: v1, served: false, schema: {spec: {type: object}}}]}`;

export interface Delivered {
  /** Of the operator. */
  readonly name?: string;
  readonly version?: string;
  /** YAML in flow style: spec.delivery.helm and spec.delivery.flux. */
  readonly helm?: string;
  readonly flux?: string;
  readonly apis?: string;
}

/** The text of an operator.yaml. */
export const deliveredText = ({
  name = 'cache-operator',
  version = '0.1.0',
  helm = '{}',
  flux = '{}',
  apis = APIS,
}: Delivered): string => `apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata: {name: ${name}}
spec:
  domain: example.com
  version: ${version}
  image: ghcr.io/acme/${name}
  apis: ${apis}
  delivery: {helm: ${helm}, flux: ${flux}}
`;

/** The model of it. Throws its problems, if there are any; of a delivery warnings too. */
export const deliveredModel = (delivered: Delivered = {}): Model => {
  const { spec, problems } = loadSpec(deliveredText(delivered), 'operator.yaml');
  const relevant = problems.filter(({ path, severity }) => severity === 'error' || path.startsWith('spec.delivery'));
  if (spec === undefined || relevant.length > 0) throw new Error(relevant.map(formatProblem).join('\n'));
  return buildModel(spec);
};

const NOTIFICATIONS =
  '{type: slack, secret: slack-url, channel: ops, severity: error, receiver: {type: github, secret: hook}}';

/** By what is special about them. No two have the same name, so that all fit into one cluster. */
export const deliveredModels = (): Readonly<Record<string, Model>> => ({
  'all defaults': deliveredModel({ name: 'plain' }),
  'no kind that is served': deliveredModel({ name: 'empty', apis: UNSERVED }),
  'a shared cluster, from a registry with credentials, signed by a key': deliveredModel({
    name: 'shared',
    version: '1.2.3-rc.1',
    helm: '{crds: separate}',
    flux: `{
      insecure: true, secret: registry, verify: {secret: cosign-pub}, environments: [staging, production], instance: true,
      values: [{kind: ConfigMap, name: shared-values}, {kind: Secret, name: more, key: a.yaml, optional: true}],
      substitute: {REGION: eu, LEVEL: "7"}, decryption: {secret: keys, recipients: [age1a, age1b]},
      tenants: [{name: team-a}, {name: team-b, namespace: apps-b, url: "oci://elsewhere.example.com/b"}],
      notifications: ${NOTIFICATIONS}}`,
  }),
  'image automation, signed by a workflow': deliveredModel({
    name: 'automated',
    helm: '{crds: separate}',
    flux: `{
      git: {url: "https://github.com/acme/automated.git", secret: git}, imageAutomation: {branch: updates}, verify: {}, instance: true,
      environments: [staging, production], notifications: {type: generic, address: "https://hooks.example.com/flux", receiver: {}}}`,
  }),
  'all from git, at a tag': deliveredModel({
    name: 'from-git',
    helm: '{crds: static}',
    flux: '{git: {url: "ssh://git@example.com/acme/from-git", tag: v0.1.0, secret: git}, instance: true, decryption: {}}',
  }),
  'all from git, the CRDs apart, in a shared cluster': deliveredModel({
    name: 'shared-git',
    helm: '{crds: separate}',
    flux: `{git: {url: "https://example.com/acme/shared-git"}, tenants: [{name: team-c}], notifications: {type: generic, secret: hook}}`,
  }),
  'the chart from a Helm repository': deliveredModel({
    name: 'from-helm',
    version: '1.0.0+build.5',
    helm: '{crds: separate}',
    flux: '{helmRepository: {url: "https://charts.example.com", secret: charts}, tenants: [{name: team-d}]}',
  }),
  'names at their limits': deliveredModel({
    name: `o${'x'.repeat(38)}r`,
    flux: `{environments: ["123", "true", ${'e'.repeat(63)}], tenants: [{name: ${'t'.repeat(63)}}], instance: true, substitute: {ENVIRONMENT: mine},
      verify: {identities: [{issuer: "^https://issuer$", subject: "a|b"}]}, notifications: {type: generic, secret: hook}}`,
  }),
});
