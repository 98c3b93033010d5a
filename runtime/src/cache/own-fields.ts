/**
 * What is kept of managed fields: those that this process applied, which no-op detection compares with (apply/match.ts).
 *
 * They are a third of an object, and as objects more than that: the key of an owner reference holds its uid, so no two would share a
 * hidden class. So they are kept as text in which the uid is a placeholder, the same for all children of one operator, and parsed when looked at.
 */
import type { ManagedFieldsEntry, ObjectMeta } from '../object.ts';
import type { Intern } from './intern.ts';

/** Stands for the uid of the owner. In no JSON text: control characters are escaped there. */
export const PLACEHOLDER = '\u0000';

class OwnFields implements ManagedFieldsEntry {
  readonly manager: string;
  readonly apiVersion: string;
  readonly #text: string;
  readonly #uid: string;

  constructor(manager: string, apiVersion: string, text: string, uid: string) {
    this.manager = manager;
    this.apiVersion = apiVersion;
    this.#text = text;
    this.#uid = uid;
  }

  /** The same text for all children that own the same, and what `PLACEHOLDER` stands for in it. */
  shared(): { readonly text: string; readonly uid: string } {
    return { text: this.#text, uid: this.#uid };
  }

  get operation(): 'Apply' {
    return 'Apply';
  }

  get fieldsType(): 'FieldsV1' {
    return 'FieldsV1';
  }

  get fieldsV1(): object {
    return JSON.parse(this.#text.replaceAll(PLACEHOLDER, this.#uid)) as object;
  }

  /** As the API server would have sent it, but for the time. */
  toJSON(): ManagedFieldsEntry {
    const { manager, operation, apiVersion, fieldsType, fieldsV1 } = this;
    return { manager, operation, apiVersion, fieldsType, fieldsV1 };
  }
}

/** The fields of an entry that a cache keeps, as JSON text with `PLACEHOLDER`; undefined for an entry as the server sends it. */
export const sharedFields = (entry: ManagedFieldsEntry): ReturnType<OwnFields['shared']> | undefined =>
  entry instanceof OwnFields ? entry.shared() : undefined;

/** The entries of `managers` that applied the object itself; undefined when there are none. */
export const keepOwnFields = (
  { managedFields, ownerReferences }: ObjectMeta,
  managers: ReadonlySet<string>,
  intern: Intern,
): readonly ManagedFieldsEntry[] | undefined => {
  // A literal of one has room for one; `push` would make room for seventeen.
  let kept: readonly ManagedFieldsEntry[] | undefined;
  const keep = (entry: ManagedFieldsEntry): void => void (kept = kept === undefined ? [entry] : [...kept, entry]);
  for (const entry of managedFields ?? []) {
    const { manager = '', operation, subresource, apiVersion = '', fieldsV1 } = entry;
    if (operation !== 'Apply' || subresource || !managers.has(manager)) continue;
    if (entry instanceof OwnFields) keep(entry);
    else if (fieldsV1 !== undefined) {
      const uid = ownerReferences?.[0]?.uid ?? '';
      const text = JSON.stringify(fieldsV1);
      const shared = uid === '' ? text : text.replaceAll(uid, PLACEHOLDER);
      keep(new OwnFields(intern(manager), intern(apiVersion), intern(shared), uid));
    }
  }
  return kept;
};
