/** The objects of a custom resource as a tree: what it owns, and how far each is. */
import type { Client, Condition, Kind, KubernetesObject } from 'k8s-operator-runtime';

type Live = KubernetesObject & {
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
};

/** One line an object; none when the owner is gone and so is all that it owned. */
export const tree = async (
  client: Client,
  owner: Live,
  kind: Kind,
  owned: readonly Kind[],
): Promise<readonly string[]> => {
  const { name, namespace, uid } = owner.metadata;
  const object = await client.get(kind, { name, namespace });
  const all = await Promise.all(owned.map((child) => client.list(child, { namespace })));
  const children = all
    .flat()
    .filter(({ metadata }) => metadata.ownerReferences?.some((reference) => reference.uid === uid));
  if (object === undefined && children.length === 0) return [];
  return [
    `${kind.kind}/${name}  ${object === undefined ? 'deleted' : conditions(object)}`.trimEnd(),
    ...children.map((child, index) => {
      const branch = index === children.length - 1 ? '└─' : '├─';
      return `${branch} ${child.kind}/${child.metadata.name}${readiness(child)}`;
    }),
  ];
};

const conditions = ({ status }: Live): string => {
  const list = (status?.['conditions'] ?? []) as readonly Condition[];
  return list
    .map(({ type, status: value, message }) => `${type}=${value}${message === '' ? '' : ` (${message})`}`)
    .join(', ');
};

const readiness = ({ spec, status }: Live): string =>
  typeof spec?.['replicas'] === 'number' ? `  ${Number(status?.['readyReplicas'] ?? 0)}/${spec['replicas']} ready` : '';
