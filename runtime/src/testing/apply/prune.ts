/** Removes what a manager applied before and does not apply any more, unless another one owns it (merge.Updater.prune). */
import type { JsonObject } from '../json.ts';
import type { Typed } from './atom.ts';
import { difference, emptySet, intersection, union, type FieldSet } from './field-set.ts';
import type { Managers } from './managers.ts';
import { removeItems } from './merge.ts';
import { fieldSetOf, withNamedParents } from './typed-set.ts';

/** `managers` holds the new set of the applying manager already; `last` is its set before. */
export function prune(typed: Typed, merged: JsonObject, managers: Managers, last: FieldSet): JsonObject {
  const named = (set: FieldSet) => withNamedParents(typed, set);
  const remove = (set: FieldSet) => (removeItems(typed, merged, set) ?? {}) as JsonObject;
  const all = named(fieldSetOf(typed, merged));
  const owned = [...managers.values()].reduce<FieldSet>((set, manager) => union(set, manager.set), emptySet);

  const bare = remove(named(last));
  const withOwned = remove(difference(all, union(named(fieldSetOf(typed, bare)), named(owned))));
  return remove(intersection(difference(all, named(fieldSetOf(typed, withOwned))), named(last)));
}
