/**
 * A stand-in for OLM v0 v0.46.0: which namespaces an operator is told to watch, and whether it can. From operator-framework/api,
 * pkg/operators/v1/operatorgroup_types.go and pkg/operators/v1alpha1/clusterserviceversion.go.
 */
import type { JsonObject } from '../../generators/core/model/json.ts';
import { installSpec } from './csv.ts';

export interface OperatorGroup {
  readonly name: string;
  /** Where the operator runs. */
  readonly namespace: string;
  /** What it watches; `[ALL]` for all namespaces. */
  readonly targets: readonly string[];
}

/** corev1.NamespaceAll. */
export const ALL = '';

export type InstallMode = 'OwnNamespace' | 'SingleNamespace' | 'MultiNamespace' | 'AllNamespaces';

/** The object, as somebody would create it. */
export const operatorGroup = ({ name, namespace, targets }: OperatorGroup): JsonObject => ({
  apiVersion: 'operators.coreos.com/v1',
  kind: 'OperatorGroup',
  metadata: { name, namespace },
  spec: targets.includes(ALL) ? {} : { targetNamespaces: targets },
});

/** `BuildTargetNamespaces`, and what operatorgroup.go `setOperatorGroupAnnotations` writes on the ClusterServiceVersion. */
export const groupAnnotations = ({ name, namespace, targets }: OperatorGroup): Readonly<Record<string, string>> => ({
  'olm.operatorNamespace': namespace,
  'olm.operatorGroup': name,
  'olm.targetNamespaces': targets.toSorted().join(','),
});

/** Why OLM fails the ClusterServiceVersion in this group (`InstallModeSet.Supports`, in its words); undefined when it does not. */
export const unsupported = (csv: JsonObject, { namespace, targets }: OperatorGroup): string | undefined => {
  const modes = new Map(installSpec(csv).installModes.map(({ type, supported }) => [type, supported]));
  const lacks = (mode: InstallMode, what: string): string | undefined =>
    modes.get(mode) === true ? undefined : `${mode} InstallModeType not supported, cannot configure to watch ${what}`;
  const [only] = targets;
  if (only === undefined)
    return 'operatorgroup has invalid selected namespaces, cannot configure to watch zero namespaces';
  if (targets.length === 1) {
    if (only === namespace) return lacks('OwnNamespace', 'own namespace');
    return only === ALL ? lacks('AllNamespaces', 'all namespaces') : lacks('SingleNamespace', 'one namespace');
  }
  if (targets.includes(ALL))
    return 'operatorgroup has invalid selected namespaces, NamespaceAll found when |selected namespaces| > 1';
  return (
    lacks('MultiNamespace', `${targets.length} namespaces`) ??
    (targets.includes(namespace) ? lacks('OwnNamespace', 'own namespace') : undefined)
  );
};
