/** Whether the objects of a rendered release find each other: selectors, ports, roles, accounts, and that pods may be evicted. */
import { nameOf, ofKind, podsOf, selected, told, type Objects, type Pods } from './pods.ts';

/** One line for each reference that leads nowhere, or where it should not. */
export const selectionDefects = (objects: Objects): readonly string[] => {
  const pods = podsOf(objects);
  const managers = pods.filter(({ owner }) => owner.kind === 'Deployment');
  return [
    ...ofKind(objects, 'Service').flatMap((service) => {
      const { selector, ports } = service['spec'] as {
        selector: object;
        ports: readonly { targetPort: string | number }[];
      };
      const servers = selected(pods, selector);
      const closed = ports.filter(({ targetPort }) => !servers.every((server) => portsOf(server).includes(targetPort)));
      return strangers(nameOf(service), servers, managers).concat(
        closed.map(({ targetPort }) => `${nameOf(service)}: no container has the port ${targetPort}`),
      );
    }),
    ...ofKind(objects, 'PodDisruptionBudget').flatMap((budget) => {
      const { selector, minAvailable, maxUnavailable } = budget['spec'];
      const [deployment] = managers.map(({ owner }) => owner['spec'].replicas as number);
      const blocks =
        maxUnavailable === 0 || maxUnavailable === '0%' || minAvailable === '100%' || minAvailable >= deployment!;
      return strangers(nameOf(budget), selected(pods, selector?.matchLabels), managers).concat(
        told([blocks, `${nameOf(budget)}: no pod may ever be evicted, of ${deployment}`]),
      );
    }),
    ...ofKind(objects, 'NetworkPolicy')
      .filter((policy) => selected(pods, policy['spec'].podSelector.matchLabels).length === 0)
      .map((policy) => `${nameOf(policy)}: selects no pod`),
    ...ofKind(objects, 'RoleBinding', 'ClusterRoleBinding').flatMap((binding) => {
      const { kind, name } = binding['roleRef'] as { kind: string; name: string };
      const found = ofKind(objects, kind).some(({ metadata }) => metadata.name === name);
      return found ? [] : [`${nameOf(binding)}: there is no ${kind} ${name}`];
    }),
    ...managers
      .filter(({ owner, spec }) => owner['spec'].replicas > 1 && !SHARED.test(JSON.stringify(spec)))
      .map(({ owner }) => `${nameOf(owner)}: several managers do the same work`),
    ...names(objects),
  ];
};

const SHARED = /--(?:leader-elect|sharding)\b/;

const strangers = (what: string, found: readonly Pods[], managers: readonly Pods[]): readonly string[] => [
  ...(found.length === 0 ? [`${what}: selects no pod`] : []),
  ...found
    .filter((pods) => !managers.includes(pods))
    .map(({ owner }) => `${what}: selects ${nameOf(owner)}, which is no manager`),
];

/** Ports by number and by name. */
const portsOf = ({ spec }: Pods): readonly (string | number)[] =>
  (
    spec.containers as readonly {
      readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
    }[]
  )
    .flatMap(({ ports = [] }) => ports)
    .flatMap(({ name, containerPort }) => [name, containerPort]);

/** Two objects of one name: the second would overwrite the first. */
const names = (objects: Objects): readonly string[] => {
  const keys = objects.map((object) => `${object.apiVersion} ${object.metadata.namespace ?? ''} ${nameOf(object)}`);
  return keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${key}: is there twice`);
};
