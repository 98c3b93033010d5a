/**
 * Who reconciles what among given members: rendezvous hashing (highest random weight, Thaler and Ravishankar 1998).
 *
 * Guarantees: every key has one owner, the same wherever it is computed; of n members each owns about an nth of the keys; when a member
 * joins or leaves, only keys of that member move.
 * Caveats: an owner costs one multiplication and a few shifts for each member; meant for tens of members, not thousands.
 */
export interface View {
  /** Equal for equal members. */
  readonly id: string;
  /** Names, sorted, each once. */
  readonly members: readonly string[];
  /** undefined when there are no members. `hash`: of the key, by `hashOf`. */
  readonly ownerOf: (hash: number) => string | undefined;
}

const SEPARATOR = ',';

/** The view that counts these members. */
export const viewOf = (names: Iterable<string>): View => {
  const members = [...new Set(names)].sort();
  const hashes = members.map(hashOf);
  return {
    id: members.join(SEPARATOR),
    members,
    ownerOf: (hash) => {
      let owner: string | undefined;
      let highest = -1;
      for (let index = 0; index < hashes.length; index += 1) {
        const weight = mix(hash ^ (hashes[index] as number));
        if (weight <= highest) continue;
        highest = weight;
        owner = members[index];
      }
      return owner;
    },
  };
};

/** The view with this `id`. */
export const viewFrom = (id: string): View => viewOf(id.split(SEPARATOR).filter((name) => name !== ''));

/** 32 bits of a key or a name: FNV-1a over its UTF-16 units, mixed. */
export const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mix(hash);
};

/** MurmurHash3's finalizer: every bit of the answer depends on every bit of `hash`, and no two answers are alike. */
const mix = (hash: number): number => {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

/** The view that counts nobody: no key has an owner. */
export const NOBODY: View = viewOf([]);
