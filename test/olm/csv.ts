/** What a stand-in for OLM reads of a ClusterServiceVersion (operator-framework/api, pkg/operators/v1alpha1/clusterserviceversion_types.go). */
import type { JsonObject } from '../../generators/core/model/json.ts';

export interface Permission {
  readonly serviceAccountName?: string;
  readonly rules: readonly JsonObject[];
}

export interface Container extends JsonObject {
  readonly name: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

export interface DeploymentSpec {
  readonly selector: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly template: {
    readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
    readonly spec: {
      readonly serviceAccountName?: string;
      readonly containers: readonly Container[];
      readonly volumes?: readonly ({ readonly name: string } & JsonObject)[];
    };
  };
}

export interface Deployment {
  readonly name: string;
  readonly label?: Readonly<Record<string, string>>;
  readonly spec: DeploymentSpec;
}

export interface Webhook extends JsonObject {
  readonly type: string;
  readonly generateName: string;
  readonly deploymentName?: string;
  readonly containerPort?: number;
  readonly targetPort?: number | string;
  readonly webhookPath?: string;
  readonly conversionCRDs?: readonly string[];
}

export interface InstallSpec {
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly installModes: readonly { readonly type: string; readonly supported: boolean }[];
  readonly owned: readonly { readonly name: string; readonly version: string; readonly kind: string }[];
  readonly permissions: readonly Permission[];
  readonly clusterPermissions: readonly Permission[];
  readonly deployments: readonly Deployment[];
  readonly webhooks: readonly Webhook[];
}

/** Throws for what the stand-in cannot do. */
export const installSpec = (csv: JsonObject): InstallSpec => {
  const { metadata, spec } = csv as unknown as {
    readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
    readonly spec: {
      readonly installModes?: InstallSpec['installModes'];
      readonly install: { readonly strategy: string; readonly spec: Partial<InstallSpec> };
      readonly customresourcedefinitions?: {
        readonly owned?: InstallSpec['owned'];
        readonly required?: readonly object[];
      };
      readonly apiservicedefinitions?: { readonly owned?: readonly object[]; readonly required?: readonly object[] };
      readonly webhookdefinitions?: readonly Webhook[];
    };
  };
  const refuse = (what: string): never => {
    throw new Error(`The stand-in for OLM cannot install ${metadata.name}: ${what}.`);
  };
  if (spec.install.strategy !== 'deployment') refuse(`its install strategy is ${spec.install.strategy}`);
  const { owned = [], required = [] } = spec.apiservicedefinitions ?? {};
  if (owned.length + required.length > 0) refuse('it has apiservicedefinitions');
  if ((spec.customresourcedefinitions?.required ?? []).length > 0) refuse('it requires kinds of other operators');
  const { permissions = [], clusterPermissions = [], deployments = [] } = spec.install.spec;
  return {
    name: metadata.name,
    annotations: metadata.annotations ?? {},
    installModes: spec.installModes ?? [],
    owned: spec.customresourcedefinitions?.owned ?? [],
    permissions,
    clusterPermissions,
    deployments,
    webhooks: spec.webhookdefinitions ?? [],
  };
};
