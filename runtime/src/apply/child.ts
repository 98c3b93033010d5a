/** A child of an object: what is asked for, as it is applied. */
import type { Kind } from '../kind.ts';
import { controllerOf, controllerReference } from '../metadata/owner-reference.ts';
import type { KubernetesObject } from '../object.ts';
import type { Desired } from '../controller/reconcile.ts';
import { TerminalError } from '../controller/terminal-error.ts';

/** What is applied. */
export type Child = KubernetesObject & { readonly metadata: { readonly namespace?: string } };

const MANAGED_BY = 'app.kubernetes.io/managed-by';

/** The kind of what is given. Errors: `TerminalError` when the controller does not own it. */
export const kindOf = (owns: readonly Kind[], owner: KubernetesObject, given: Desired<KubernetesObject>): Kind => {
  const kind = owns.find((candidate) => candidate.apiVersion === given.apiVersion && candidate.kind === given.kind);
  if (kind !== undefined) return kind;
  throw new TerminalError(
    `${given.kind} (${given.apiVersion}) is not among the kinds that the controller of ${owner.kind} owns. Add it to "owns" of controller(${owner.kind}, …): only then are its changes watched.`,
  );
};

/** What is sent: in its namespace, labelled, owned. Errors: `TerminalError` when it cannot be the owner's. */
export const asChild = (
  owner: KubernetesObject,
  kind: Kind,
  given: Desired<KubernetesObject>,
  fieldManager: string,
): Child => {
  const { namespace: asked, ...metadata } = given.metadata;
  const namespace = kind.scope === 'Cluster' ? undefined : (asked ?? owner.metadata.namespace);
  if (kind.scope === 'Namespaced' && namespace === undefined) {
    throw new TerminalError(
      `${kind.kind} ${JSON.stringify(metadata.name)} of the cluster-scoped ${owner.kind} ${JSON.stringify(owner.metadata.name)} has no namespace. Give it metadata.namespace.`,
    );
  }
  checkOwnable(owner, kind, { name: metadata.name, namespace });
  const child = {
    ...given,
    metadata: {
      ...metadata,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { [MANAGED_BY]: fieldManager, ...metadata.labels },
      ownerReferences: [...(metadata.ownerReferences ?? []), controllerReference(owner)],
    },
  };
  return (kind.kind === 'Secret' && kind.group === '' ? withoutStringData(child) : child) as unknown as Child;
};

/** As it is told in logs: with its namespace, where that is not the owner's. */
export const describeChild = (
  owner: KubernetesObject,
  { kind }: Pick<Kind, 'kind'>,
  { name, namespace }: { readonly name: string; readonly namespace?: string | undefined },
): string => `${kind}/${name}${namespace === owner.metadata.namespace ? '' : ` in ${namespace}`}`;

/** Errors: `TerminalError` when garbage collection would not honour the reference and delete the child at once. */
const checkOwnable = (
  owner: KubernetesObject,
  kind: Kind,
  child: { readonly name: string; readonly namespace?: string | undefined },
): void => {
  const { namespace } = owner.metadata;
  if (namespace === undefined) return;
  if (kind.scope !== 'Cluster' && child.namespace === namespace) return;
  const subject = `${owner.kind} ${namespace}/${owner.metadata.name} cannot own ${kind.kind} ${JSON.stringify(child.name)}`;
  if (kind.scope === 'Cluster') {
    throw new TerminalError(
      `${subject}: a namespaced object cannot own a cluster-scoped one. Make ${owner.kind} cluster-scoped, or write ${kind.kind} with client.apply and remove it in cleanup.`,
    );
  }
  throw new TerminalError(
    `${subject} in namespace ${JSON.stringify(child.namespace)}: an owner must be in the same namespace. Leave the namespace out, or write it with client.apply and remove it in cleanup.`,
  );
};

/** The server moves stringData into data, where it could not be found again. */
const withoutStringData = ({ stringData, ...secret }: Readonly<Record<string, unknown>>): object => {
  if (stringData === undefined || stringData === null) return secret;
  const encoded = Object.entries(stringData as Readonly<Record<string, string>>).map(([name, text]) => [
    name,
    Buffer.from(text).toString('base64'),
  ]);
  return { ...secret, data: { ...(secret['data'] as object | undefined), ...Object.fromEntries(encoded) } };
};

/** Errors: `Error` when another object controls it: it is not taken over. */
export const checkControl = (owner: KubernetesObject, kind: Kind, live: KubernetesObject): void => {
  const controller = controllerOf(live);
  if (controller === undefined || controller.uid === owner.metadata.uid) return;
  if (controller.kind === owner.kind && controller.name === owner.metadata.name)
    throw new Error(
      `${kind.kind} ${JSON.stringify(live.metadata.name)} belongs to a former ${owner.kind} ${JSON.stringify(controller.name)}. Waiting for garbage collection to delete it; then it is made again.`,
    );
  throw new Error(
    `${kind.kind} ${JSON.stringify(live.metadata.name)} is controlled by ${controller.kind} ${JSON.stringify(controller.name)} and is not taken over. Rename the child, or delete the other object.`,
  );
};
