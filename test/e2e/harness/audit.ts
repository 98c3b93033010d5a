/** What the audit log says about a user: what it wrote, what it was refused, and which of its permissions it never used. */
import type { Client } from 'k8s-operator-runtime';
import { ClusterRole, ClusterRoleBinding, Role, RoleBinding, type PolicyRule } from 'k8s-operator-runtime/kinds';
import type { AuditEvent, Period } from '../../control-plane/start.ts';

const WRITES = new Set(['create', 'update', 'patch', 'delete', 'deletecollection']);
/** A running operator's own affairs: who leads, what it tells people, and what it asks about itself, which is a `create` that makes nothing. */
const HOUSEKEEPING = new Set(['leases', 'events', 'selfsubjectaccessreviews', 'selfsubjectreviews']);

/** `verb group/resource[/subresource] namespace/name code`, one line a request that could change something, in order. */
export const writesOf = (events: readonly AuditEvent[], user: string): readonly string[] =>
  events
    .filter(
      ({ user: { username }, verb, stage }) => username === user && WRITES.has(verb) && stage === 'ResponseComplete',
    )
    .filter(({ objectRef }) => !HOUSEKEEPING.has(objectRef?.resource ?? ''))
    .map(({ verb, objectRef, responseStatus }) => {
      const { namespace, name } = objectRef ?? {};
      const object = [namespace, name].filter((part) => part !== undefined).join('/');
      return `${verb} ${resourceOf(objectRef)} ${object} ${responseStatus?.code}`;
    });

/**
 * Requests that the API server refused because of who asked. What came in `except` is left out: an API server that starts knows no roles yet and
 * refuses all, and so is who was robbed of its rights.
 */
export const refusedOf = (
  events: readonly AuditEvent[],
  user: string,
  except: readonly Period[] = [],
): readonly string[] =>
  events
    .filter(({ requestReceivedTimestamp: at }) => !except.some(({ from, to }) => at >= from && at <= to))
    .filter(
      ({ user: { username }, responseStatus }) => username === user && [401, 403].includes(responseStatus?.code ?? 0),
    )
    .map(({ verb, requestURI }) => `${verb} ${requestURI}`);

/** `verb group/resource` of every permission that the user's bindings grant by name. */
export const grantsOf = async (client: Client, user: string): Promise<ReadonlySet<string>> => {
  const [, , namespace, name] = user.split(':');
  const mine = (binding: ClusterRoleBinding | RoleBinding): boolean =>
    binding.subjects?.some(
      (subject) =>
        subject.kind === 'ServiceAccount' &&
        (subject.namespace ?? binding.metadata.namespace) === namespace &&
        subject.name === name,
    ) === true;
  const bindings = [...(await client.list(ClusterRoleBinding)), ...(await client.list(RoleBinding))].filter(mine);
  const rules = await Promise.all(
    bindings.map(async ({ roleRef, metadata }): Promise<readonly PolicyRule[]> => {
      const role =
        roleRef.kind === 'ClusterRole'
          ? await client.get(ClusterRole, { name: roleRef.name })
          : await client.get(Role, { name: roleRef.name, namespace: metadata.namespace });
      return role?.rules ?? [];
    }),
  );
  return new Set(rules.flat().flatMap(expand));
};

/** `verb group/resource` of each permission of a rule. */
export const expand = ({ apiGroups = [], resources = [], verbs }: PolicyRule): readonly string[] =>
  apiGroups.flatMap((group) => resources.flatMap((resource) => verbs.map((verb) => `${verb} ${group}/${resource}`)));

/** The permissions that the user's requests needed. An apply that created asks for `create` beside `patch`; a watch that begins with a list, for `list` where the server cannot. */
export const usedBy = (events: readonly AuditEvent[], user: string): ReadonlySet<string> =>
  new Set(
    events
      .filter(({ user: { username }, objectRef }) => username === user && objectRef !== undefined)
      .flatMap(({ verb, objectRef, responseStatus, requestURI }) => {
        const resource = resourceOf(objectRef);
        const created = verb === 'patch' && responseStatus?.code === 201;
        const listed = verb === 'watch' && requestURI.includes('sendInitialEvents=true');
        return [verb, ...(created ? ['create'] : []), ...(listed ? ['list'] : [])].map((used) => `${used} ${resource}`);
      }),
  );

const resourceOf = (reference: AuditEvent['objectRef']): string => {
  const { apiGroup = '', resource = '', subresource } = reference ?? {};
  return `${apiGroup}/${resource}${subresource === undefined ? '' : `/${subresource}`}`;
};
