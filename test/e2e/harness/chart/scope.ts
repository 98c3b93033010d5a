/** Whether what the manager may do fits where it works: a rendered release's roles against the namespaces that its manager watches. */
import type { PolicyRule } from '../../../../generators/core/model/model.ts';
import type { Rendered } from './helm.ts';
import { argument, nameOf, ofKind, podsOf, type Objects, type Pods } from './pods.ts';

/** Of all namespaces, or of these. */
export type WatchScope = 'all' | readonly string[];

interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly fieldRef?: { readonly fieldPath: string } };
}

/** Where the manager watches, as it is told: by its flag, else by its environment. */
export const watchScope = (manager: Pods): WatchScope => {
  const environment = (manager.spec.containers as readonly { readonly env?: readonly EnvVar[] }[])
    .flatMap(({ env = [] }) => env)
    .find(({ name }) => name === 'WATCH_NAMESPACE');
  const own = environment?.valueFrom?.fieldRef?.fieldPath === 'metadata.namespace';
  const given = argument(manager, 'namespace') ?? (own ? manager.owner.metadata.namespace : environment?.value) ?? '';
  const namespaces = given.split(',').filter((name) => name.trim() !== '');
  return namespaces.length === 0 ? 'all' : namespaces;
};

/** A grant: in one namespace, or, without one, in all of them. */
interface Grant {
  readonly namespace: string | undefined;
  /** 'watch apps/deployments' */
  readonly permission: string;
}

/**
 * One line for each way in which roles and scope do not fit: too little where it watches, too much where it does not. `needs`: what
 * it must be able to do where it watches. `isClusterScoped`: of 'group/resource', what is in no namespace anyway.
 * Nothing where no roles are made: then somebody else makes them.
 */
export const scopeDefects = (
  objects: Objects,
  needs: readonly PolicyRule[],
  isClusterScoped: (resource: string) => boolean,
): readonly string[] =>
  podsOf(objects)
    .filter(({ owner }) => owner.kind === 'Deployment')
    .flatMap((manager) => {
      const grants = grantsOf(objects, manager);
      if (grants.length === 0) return [];
      const scope = watchScope(manager);
      const places: readonly (string | undefined)[] = scope === 'all' ? [undefined] : scope;
      const where = scope === 'all' ? 'all namespaces' : scope.join(', ');
      const may = (permission: string, namespace: string | undefined): boolean =>
        grants.some((grant) => covers(grant.permission, permission) && (grant.namespace ?? namespace) === namespace);
      const needed = [...new Set([...needs.flatMap(permissions), ...watched(grants)])];
      const lacking = places.flatMap((namespace) =>
        needed
          .filter((permission) => !may(permission, isClusterScoped(resourceOf(permission)) ? undefined : namespace))
          .map((permission) => `works in ${where}, and may not ${permission} in ${namespace ?? 'all of them'}`),
      );
      const elsewhere = grants.filter(({ namespace, permission }) =>
        namespace === undefined ? true : /^(?:watch|\*) /.test(permission) && !places.includes(namespace),
      );
      const beyond = (scope === 'all' ? [] : elsewhere)
        .filter(({ permission }) => !isClusterScoped(resourceOf(permission)))
        .map(
          ({ permission, namespace }) => `works in ${where}, and may ${permission} in ${namespace ?? 'all of them'}`,
        );
      return [...lacking, ...beyond].map((line) => `${nameOf(manager.owner)}: ${line}`);
    });

const watched = (grants: readonly Grant[]): readonly string[] => [
  ...new Set(grants.map(({ permission }) => permission).filter((permission) => /^(?:watch|\*) /.test(permission))),
];

const resourceOf = (permission: string): string => permission.slice(permission.indexOf(' ') + 1);

const covers = (granted: string, permission: string): boolean =>
  granted === permission || granted === `* ${resourceOf(permission)}`;

const grantsOf = (objects: Objects, { owner, spec }: Pods): readonly Grant[] =>
  ofKind(objects, 'RoleBinding', 'ClusterRoleBinding')
    .filter(({ subjects }) =>
      (subjects as readonly Subject[]).some(
        ({ kind, name, namespace }) =>
          kind === 'ServiceAccount' && name === spec.serviceAccountName && namespace === owner.metadata.namespace,
      ),
    )
    .flatMap((binding) => {
      const { namespace } = binding.kind === 'RoleBinding' ? binding.metadata : {};
      return rulesOf(objects, binding)
        .flatMap(permissions)
        .map((permission) => ({ namespace, permission }));
    });

/** The rules of the role that it binds; one that is not there has none. */
const rulesOf = (objects: Objects, { roleRef, metadata }: Rendered): readonly PolicyRule[] => {
  const role = ofKind(objects, roleRef.kind).find(
    (each) =>
      each.metadata.name === roleRef.name &&
      (roleRef.kind === 'ClusterRole' || each.metadata.namespace === metadata.namespace),
  );
  return (role?.['rules'] ?? []) as readonly PolicyRule[];
};

/** A rule for objects of certain names is no permission for the resource. */
const permissions = ({ apiGroups = [], resources = [], resourceNames = [], verbs }: PolicyRule): readonly string[] =>
  resourceNames.length > 0
    ? []
    : apiGroups.flatMap((group) =>
        resources.flatMap((resource) => verbs.map((verb) => `${verb} ${group}/${resource}`)),
      );
