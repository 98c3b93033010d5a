/** The context that is asked for, with its cluster and user. */
import { FieldFault, type Field } from './document.ts';
import { KubeConfigError, UnknownContext } from './error.ts';
import { get, required, text } from './field.ts';
import type { Merged } from './merge.ts';

export interface Selected {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly cluster: Field;
  /** undefined: nobody in particular. */
  readonly user: Field | undefined;
}

/** The context of this name, else the current one. Errors: `KubeConfigError` (`UnknownContext`: of this name), `FieldFault`. */
export const selectContext = (merged: Merged, asked: string | undefined, source: string): Selected => {
  const { contexts, currentContext } = merged;
  const name = asked ?? (currentContext === undefined ? undefined : text(currentContext));
  if (name === undefined)
    throw new KubeConfigError(
      contexts.size === 0
        ? `${source} has no contexts. Write one with "kubectl config set-context", or name another file in $KUBECONFIG.`
        : `${source} has no current-context. Set one of ${names(contexts)} with "kubectl config use-context".`,
    );
  const context = contexts.get(name);
  if (context === undefined) {
    const message = `There is no context "${name}". ${listed(contexts)}`;
    if (asked === undefined && currentContext !== undefined)
      throw new FieldFault(currentContext, `${message} Set one of them with "kubectl config use-context".`);
    throw new UnknownContext(`${source}: ${message}`);
  }
  const find = (field: Field, all: ReadonlyMap<string, Field>, what: string): Field => {
    const wanted = required(field, `A context has a ${what}.`);
    const found = all.get(wanted);
    if (found === undefined) throw new FieldFault(field, `There is no ${what} "${wanted}". ${listed(all)}`);
    return found;
  };
  const user = get(context, 'user');
  return {
    name,
    namespace: text(get(context, 'namespace')),
    cluster: find(get(context, 'cluster'), merged.clusters, 'cluster'),
    user: text(user) === undefined ? undefined : find(user, merged.users, 'user'),
  };
};

const names = (all: ReadonlyMap<string, unknown>): string => [...all.keys()].map((name) => `"${name}"`).join(', ');

const listed = (all: ReadonlyMap<string, unknown>): string =>
  all.size === 0 ? 'There are none.' : `There ${all.size === 1 ? 'is' : 'are'}: ${names(all)}.`;
