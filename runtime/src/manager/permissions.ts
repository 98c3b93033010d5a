/**
 * What a manager will ask the API server for, derived from what its controllers declare: the same that generated roles grant.
 * What hand-written code does beyond it (`context.client`) cannot be known.
 */
import type { Informer } from '../cache/informer.ts';
import type { Controller } from '../controller/controller.ts';
import type { Owned } from '../controller/watch.ts';
import type { Kind } from '../kind.ts';

/** A verb on a resource, as RBAC has it. */
export interface Permission {
  readonly verb: string;
  readonly group: string;
  /** With its subresource: `memcacheds/status`. */
  readonly resource: string;
  /** undefined: in all, or none for what is cluster-scoped. */
  readonly namespace: string | undefined;
  /** Only this object. */
  readonly name?: string;
  /** For people. */
  readonly reason: string;
}

export interface Needs {
  readonly controllers: readonly Controller[];
  readonly informers: readonly Informer[];
  /** What the manager is limited to; empty: all. */
  readonly namespaces: readonly string[];
  /** The lease of the election, if there is one. */
  readonly lease?: { readonly name: string; readonly namespace: string } | undefined;
  /** Where the Leases of replicas are that share the objects, if they do. */
  readonly shards?: { readonly namespace: string } | undefined;
  /** Whether it reviews who reads the metrics. */
  readonly reviews: boolean;
  /** Whether the cluster has a status subresource of a kind. */
  readonly hasStatus: (kind: Kind) => boolean;
}

/** All permissions that will be needed, each once. */
export const neededPermissions = (needs: Needs): readonly Permission[] => {
  const all = [
    ...needs.informers.flatMap(watching),
    ...needs.controllers.flatMap((controller) => controlling(controller, needs)),
    ...scopes(needs.namespaces).flatMap((namespace) =>
      permissions(['create', 'patch'], {
        group: '',
        resource: 'events',
        namespace,
        reason: 'to write events',
      }),
    ),
    ...(needs.lease === undefined ? [] : electing(needs.lease)),
    ...(needs.shards === undefined ? [] : sharing(needs.shards)),
    ...(needs.reviews ? reviewing() : []),
  ];
  const unique = new Map(
    all.map((one) => [JSON.stringify([one.verb, one.group, one.resource, one.namespace, one.name]), one]),
  );
  return [...unique.values()];
};

const permissions = (verbs: readonly string[], rest: Omit<Permission, 'verb'>): readonly Permission[] =>
  verbs.map((verb) => ({ verb, ...rest }));

const scopes = (namespaces: readonly string[]): readonly (string | undefined)[] =>
  namespaces.length === 0 ? [undefined] : namespaces;

const watching = ({ kind, namespace, fields }: Informer): readonly Permission[] => {
  const name = typeof fields === 'object' ? fields['metadata.name'] : undefined;
  return permissions(['list', 'watch'], {
    group: kind.group,
    resource: kind.plural,
    namespace,
    // RBAC grants it for one name too.
    ...(name !== undefined && { name }),
    reason: `to watch ${kind.kind}`,
  });
};

const controlling = (
  { name, kind, cleanup, children }: Controller,
  { namespaces, hasStatus }: Needs,
): readonly Permission[] => {
  const on = (of: Kind, verbs: readonly string[], reason: string, subresource = ''): readonly Permission[] =>
    (of.scope === 'Cluster' ? [undefined] : scopes(namespaces)).flatMap((namespace) =>
      permissions(verbs, { group: of.group, resource: `${of.plural}${subresource}`, namespace, reason }),
    );
  return [
    ...(cleanup === undefined ? [] : on(kind, ['patch'], `for the finalizer of the controller ${name}`)),
    // A controller of a built-in kind rarely writes its status.
    ...(isCustom(kind) && hasStatus(kind)
      ? on(kind, ['patch'], `for the status that the controller ${name} writes`, '/status')
      : []),
    ...children.flatMap((child) => on(child.kind, writing(child), `for the children of the controller ${name}`)),
  ];
};

const electing = ({
  name,
  namespace,
}: {
  readonly name: string;
  readonly namespace: string;
}): readonly Permission[] => {
  const lease = { group: 'coordination.k8s.io', resource: 'leases', namespace, reason: 'to elect a leader' };
  // What is made has no name yet.
  return [...permissions(['create'], lease), ...permissions(['get', 'update'], { ...lease, name })];
};

const sharing = ({ namespace }: { readonly namespace: string }): readonly Permission[] =>
  permissions(['create', 'delete', 'list', 'update'], {
    group: 'coordination.k8s.io',
    resource: 'leases',
    namespace,
    reason: 'to share the objects with other replicas',
  });

const reviewing = (): readonly Permission[] => {
  const review = { namespace: undefined, reason: 'to see who may read the metrics' };
  return [
    ...permissions(['create'], { group: 'authentication.k8s.io', resource: 'tokenreviews', ...review }),
    ...permissions(['create'], { group: 'authorization.k8s.io', resource: 'subjectaccessreviews', ...review }),
  ];
};

/** What is not watched as a whole is read before it is applied. */
const writing = ({ metadataOnly, labels, fields }: Owned): readonly string[] =>
  metadataOnly === true || labels !== undefined || fields !== undefined
    ? ['create', 'patch', 'get']
    : ['create', 'patch'];

/** Not of Kubernetes itself. */
const isCustom = ({ group }: Kind): boolean => group.includes('.') && !group.endsWith('.k8s.io');

/** One line for each resource, with all verbs that are meant: `create, patch deployments.apps in all namespaces (for …)`. */
export const describePermissions = (missing: readonly Permission[]): readonly string[] => {
  const groups = Map.groupBy(missing, ({ group, resource, namespace, name }) =>
    JSON.stringify([group, resource, namespace, name]),
  );
  return [...groups.values()].map((ones) => {
    const { group, resource, namespace, name } = ones[0]!;
    const verbs = ones.map(({ verb }) => verb).join(', ');
    const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
    const reasons = [...new Set(ones.map(({ reason }) => reason))].join('; ');
    const [plural, subresource] = resource.split('/');
    const full = `${plural}${group === '' ? '' : `.${group}`}${subresource === undefined ? '' : `/${subresource}`}`;
    return `${verbs} ${full}${name === undefined ? '' : ` ${JSON.stringify(name)}`}${where} (${reasons})`;
  });
};
