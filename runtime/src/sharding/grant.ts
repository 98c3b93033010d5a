/** Which keys a member may reconcile, by the views it is bound to and the claims of others. */
import type { Claim } from './member-lease.ts';
import type { View } from './view.ts';

export interface Grant {
  /** Equal for grants that allow the same keys; grants with different ids may allow the same too. */
  readonly id: string;
  /** Some keys that the views give to the member are still claimed by another. */
  readonly contested: boolean;
  /** `hash`: of the key, by `hashOf`. */
  readonly allows: (hash: number) => boolean;
}

/** Allows no key. */
export const NOTHING: Grant = { id: '', contested: false, allows: () => false };

/** Allows the keys that every one of the views gives to `self` and that no claim covers. */
export const createGrant = (self: string, views: readonly View[], claims: readonly Claim[]): Grant => {
  const bound = [...new Map(views.map((view) => [view.id, view])).values()].sort(byId);
  if (!bound.every(({ members }) => members.includes(self)) || bound.length === 0) return NOTHING;
  // A view gives a key to one member: others who claim by it claim nothing of what it gives to us.
  const rivals = claims
    .filter(({ member, view }) => view.members.includes(member) && bound.every(({ id }) => id !== view.id))
    .sort((a, b) => (a.member < b.member ? -1 : 1));
  return {
    id: [...bound.map(({ id }) => id), ...rivals.map(({ member, view }) => `${member}:${view.id}`)].join(' '),
    contested: rivals.length > 0,
    allows: (hash) =>
      bound.every((view) => view.ownerOf(hash) === self) &&
      !rivals.some(({ member, view }) => view.ownerOf(hash) === member),
  };
};

const byId = (a: View, b: View): number => (a.id < b.id ? -1 : 1);
