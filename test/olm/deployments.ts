/**
 * A stand-in for OLM v0 v0.46.0: the Deployments of a ClusterServiceVersion. From operator-lifecycle-manager,
 * pkg/controller/install/deployment.go `deploymentForSpec`, and pkg/controller/operators/olm/overrides/inject/inject.go.
 *
 * Caveat: nothing of a Subscription's `config` is put in; there is none.
 */
import type { JsonObject } from '../../generators/core/model/json.ts';
import { certified } from './certificates.ts';
import { type Container, type DeploymentSpec, installSpec } from './csv.ts';
import { groupAnnotations, type OperatorGroup } from './operator-group.ts';
import { hash, MANAGED, type Owner, ownerLabels, ownerReference } from './owner.ts';

export interface Deployed {
  /** What serves webhooks needs certificates first. */
  readonly objects: readonly JsonObject[];
  /** PEM in base64. */
  readonly caBundle: (deployment: string) => string;
}

export const deploymentObjects = (csv: JsonObject, owner: Owner, group: OperatorGroup): Deployed => {
  const { deployments, webhooks, annotations, name: csvName } = installSpec(csv);
  const bundles = new Map<string, string>();
  const objects = deployments.flatMap((deployment) => {
    const { name, label = {} } = deployment;
    const served = webhooks.filter(({ deploymentName }) => deploymentName === name);
    const certificates = served.length === 0 ? undefined : certified(deployment, served, owner);
    if (certificates !== undefined) bundles.set(name, certificates.caBundle);
    const spec = installed(
      certificates?.spec ?? deployment.spec,
      { ...annotations, ...groupAnnotations(group) },
      csvName,
    );
    return (certificates?.objects ?? []).concat([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: {
          name,
          namespace: owner.namespace!,
          labels: { ...label, ...MANAGED, ...ownerLabels(owner), 'olm.deployment-spec-hash': hash(spec) },
          ownerReferences: [ownerReference(owner)],
        },
        spec: spec as unknown as JsonObject,
      },
    ]);
  });
  return {
    objects,
    caBundle: (deployment) => {
      const bundle = bundles.get(deployment);
      if (bundle === undefined) throw new Error(`a webhook is served by ${deployment}, which the bundle does not have`);
      return bundle;
    },
  };
};

/** All annotations of the ClusterServiceVersion go on the pods, those of its group among them. */
const installed = (
  spec: DeploymentSpec,
  annotations: Readonly<Record<string, string>>,
  csvName: string,
): DeploymentSpec & { readonly revisionHistoryLimit: number } => ({
  ...spec,
  revisionHistoryLimit: 1,
  template: {
    ...spec.template,
    metadata: {
      ...spec.template.metadata,
      annotations: { ...spec.template.metadata?.annotations, ...annotations },
    },
    spec: {
      ...spec.template.spec,
      containers: spec.template.spec.containers.map((container) => withVariable(container, csvName)),
    },
  },
});

const CONDITION = 'OPERATOR_CONDITION_NAME';

/** At its place if there is such a variable, else at the end. */
const withVariable = (container: Container, value: string): Container => {
  const { env = [] } = container;
  const variable = { name: CONDITION, value };
  return {
    ...container,
    env: env.some(({ name }) => name === CONDITION)
      ? env.map((one) => (one.name === CONDITION ? variable : one))
      : [...env, variable],
  };
};
