/**
 * A stand-in for OLM v0 v0.46.0: installs a bundle, replaces it by the next, takes it away. From operator-lifecycle-manager,
 * pkg/controller/operators/catalog/step.go (definitions), operator.go `ExecutePlan`, pkg/controller/operators/olm/operator.go.
 *
 * Expected flow: the definitions, until they are served; the ClusterServiceVersion and its copies; all that they own; the Deployments.
 * Guarantees: what OLM refuses is refused, before anything is written: a group that the ClusterServiceVersion does not support, a definition
 * without a version that is stored, one that objects in the cluster do not fit.
 * Caveats: nothing is watched: what somebody changes afterwards stays so.
 */
import type { JsonObject } from '../../generators/core/model/json.ts';
import type { BundleContent } from '../../generators/core/olm/bundle-content.ts';
import { eventually } from '../e2e/harness/eventually.ts';
import type { Cluster } from './cluster.ts';
import { installSpec } from './csv.ts';
import { checkDefinition } from './fits.ts';
import { copiedServiceVersions, definitions, installedObjects, operatorCondition, serviceVersion } from './objects.ts';
import { type OperatorGroup, operatorGroup, unsupported } from './operator-group.ts';
import type { Owner } from './owner.ts';

export interface Installed {
  /** The Deployments of the bundle. */
  readonly deployments: readonly { readonly namespace: string; readonly name: string }[];
  /** Everything that was made, but the definitions and what they own, in the order of its making. */
  readonly objects: readonly JsonObject[];
}

/** Namespaces must be there. Throws what OLM, or the API server, complains of. */
export const installBundle = async (
  cluster: Cluster,
  content: BundleContent,
  group: OperatorGroup,
): Promise<Installed> => {
  const refusal = unsupported(content.csv, group);
  if (refusal !== undefined) throw new Error(refusal);
  for (const crd of content.crds) await checkDefinition(cluster, crd);
  const crds = new Map<string, Owner>();
  for (const crd of definitions(content)) {
    const owner = await cluster.ensure(crd);
    crds.set(owner.name, owner);
  }
  for (const crd of content.crds) await served(cluster, crd);
  const own = [operatorGroup(group), serviceVersion(content, group)];
  const [, csv] = [await cluster.ensure(own[0]!), await cluster.ensure(own[1]!)];
  const copied = copiedServiceVersions(content, group);
  const copies = new Map<string, Owner>();
  for (const copy of copied) {
    const owner = await cluster.ensure(copy);
    copies.set(owner.namespace!, owner);
  }
  const ofCsv = operatorCondition(content, csv);
  const condition = await cluster.ensure(ofCsv);
  const objects = installedObjects(content, group, { csv, copies, condition, crds });
  for (const object of objects) await cluster.ensure(object);
  const all = [...own, ...copied, ofCsv, ...objects.filter(({ kind }) => kind !== 'CustomResourceDefinition')];
  const { deployments } = installSpec(content.csv);
  return {
    deployments: deployments.map(({ name }) => ({ namespace: group.namespace, name })),
    objects: all.filter((object) => !isForPeople(object)),
  };
};

/** As deleting the ClusterServiceVersion does: definitions stay, and the objects of users. */
export const uninstall = async (cluster: Cluster, { objects }: Installed): Promise<void> => {
  for (const object of objects.toReversed()) await cluster.remove(object);
};

/** When the new ClusterServiceVersion has succeeded, the one that it replaces is deleted, and with it what only that had. */
export const removeReplaced = async (cluster: Cluster, before: Installed, now: Installed): Promise<void> => {
  const kept = new Set(now.objects.map(nameOf));
  for (const object of before.objects.toReversed()) if (!kept.has(nameOf(object))) await cluster.remove(object);
};

const nameOf = ({ kind, metadata }: JsonObject): string => {
  const { namespace = '', name } = metadata as { readonly namespace?: string; readonly name: string };
  return `${String(kind)} ${namespace}/${name}`;
};

/** They are the definition's, and go with it. */
const isForPeople = ({ metadata }: JsonObject): boolean =>
  JSON.stringify((metadata as JsonObject)['ownerReferences'] ?? []).includes('"CustomResourceDefinition"');

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly plural: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/** Established, with accepted names, and its schema in force, so that nothing comes too early. */
const served = (cluster: Cluster, crd: JsonObject): Promise<true> =>
  eventually(`${nameOf(crd)} is served`, async () => {
    const { status, spec } = (await cluster.get(crd)) as unknown as Definition;
    const holds = (wanted: string) =>
      status?.conditions?.some((condition) => condition.type === wanted && condition.status === 'True') === true;
    if (!holds('Established') || !holds('NamesAccepted')) return false;
    const version = spec.versions.find((one) => one.served)!;
    await cluster.read(`/apis/${spec.group}/${version.name}/${spec.names.plural}?limit=1`);
    return true;
  });
