/** The indexes of a store: by namespace and by owner, made when they are first asked for, and those that users declare. */
import type { KubernetesObject } from '../object.ts';
import { createIndex, type Index } from './multi-index.ts';

/** Values that an object is found by: `(pod) => pod.spec.containers.map(({ image }) => image)`. A pure function; it must not throw. */
export type IndexBy<T extends KubernetesObject = KubernetesObject> = (object: T) => readonly string[];

export interface Indexes<T extends KubernetesObject> {
  /** Of the same name and function nothing. Errors: `TypeError` for another function of the same name. */
  readonly add: (name: string, by: IndexBy<T>) => void;
  /** Keys of the objects that have this value. Errors: `TypeError` when there is no such index. */
  readonly keys: (name: string, value: string) => readonly string[];
  /** The object under `key` was `before` and is `after`. */
  readonly move: (key: string, before: T | undefined, after: T | undefined) => void;
}

export const NAMESPACE = 'metadata.namespace';
export const OWNER = 'metadata.ownerReferences.uid';

export const byNamespace = ({ metadata: { namespace } }: KubernetesObject): readonly string[] =>
  namespace === undefined ? [] : [namespace];

export const byOwner = ({ metadata: { ownerReferences } }: KubernetesObject): readonly string[] =>
  ownerReferences?.map(({ uid }) => uid) ?? [];

/** Makes a set of indexes; `objects` are those that are there when one is added. */
export const createIndexes = <T extends KubernetesObject>(
  objects: () => readonly (readonly [key: string, object: T | undefined])[],
): Indexes<T> => {
  const indexes = new Map<string, { readonly by: IndexBy<T>; readonly index: Index<T> }>();
  return {
    add: (name, by) => {
      const there = indexes.get(name);
      if (there?.by === by) return;
      if (there !== undefined)
        throw new TypeError(`There are two indexes of the name ${JSON.stringify(name)}. Give one of them another.`);
      const index = createIndex(by);
      for (const [key, object] of objects()) index.move(key, undefined, object);
      indexes.set(name, { by, index });
    },
    keys: (name, value) => {
      const found = indexes.get(name);
      if (found !== undefined) return found.index.keys(value);
      const names = [...indexes.keys()].filter((one) => one !== NAMESPACE && one !== OWNER);
      throw new TypeError(
        `There is no index ${JSON.stringify(name)}${names.length === 0 ? '' : ` (but ${names.join(', ')})`}. Declare it with the kind: cached(Kind, { indexes: { ${name}: (object) => […] } }).`,
      );
    },
    move: (key, before, after) => {
      for (const { index } of indexes.values()) index.move(key, before, after);
    },
  };
};
