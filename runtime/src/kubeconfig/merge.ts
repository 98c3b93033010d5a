/**
 * Several kubeconfig files as one, as kubectl does it: the first that sets a cluster, a user, a context or the current context wins, whole; what
 * later ones say of the same name is not looked at.
 */
import { type Field, FieldFault } from './document.ts';
import { get, list, required, text } from './field.ts';

export interface Merged {
  readonly clusters: ReadonlyMap<string, Field>;
  readonly users: ReadonlyMap<string, Field>;
  readonly contexts: ReadonlyMap<string, Field>;
  readonly currentContext: Field | undefined;
}

/** Merges documents, the first first. Errors: `FieldFault`, for a name that one file has twice too. */
export const merge = (documents: readonly Field[]): Merged => ({
  clusters: named(documents, 'clusters', 'cluster'),
  users: named(documents, 'users', 'user'),
  contexts: named(documents, 'contexts', 'context'),
  currentContext: documents.map((root) => get(root, 'current-context')).find((field) => text(field) !== undefined),
});

const named = (documents: readonly Field[], plural: string, singular: string): ReadonlyMap<string, Field> => {
  const all = new Map<string, Field>();
  for (const root of documents) {
    const own = new Set<string>();
    for (const item of list(get(root, plural))) {
      const name = required(get(item, 'name'), `Each item of ${plural} has a name.`);
      if (own.has(name)) throw new FieldFault(get(item, 'name'), `There is another ${singular} of the name "${name}".`);
      own.add(name);
      if (!all.has(name)) all.set(name, get(item, singular));
    }
  }
  return all;
};
