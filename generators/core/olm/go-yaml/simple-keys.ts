/**
 * What may turn out to be the key of a mapping when a colon follows: go-yaml's simple keys, on one line, in no more than 1,024
 * characters (scannerc.go, yaml_simple_key_is_valid). Given the cursor of a text; told of every token that one can begin with.
 */
import { type Cursor, type Mark, markOf } from './cursor.ts';
import { LONGEST_KEY, noColon } from './faults.ts';

export interface SimpleKey {
  readonly isPossible: boolean;
  /** No colon came in time. */
  readonly isTooLate: boolean;
  /** It must be one: it stands where a key of a block does. */
  readonly isRequired: boolean;
  /** The number of its first token. */
  readonly token: number;
  readonly mark: Mark;
}

export interface SimpleKeys {
  readonly isFlow: () => boolean;
  /** A list or mapping in flow begins with a token, or ends; where none is open, nothing happens. */
  readonly open: (token: number) => void;
  readonly close: () => void;
  /** One may begin here, with a token, in the place of the one before it. Throws Unreadable where that had to be one. */
  readonly save: (token: number, isRequired: boolean) => void;
  /** What might have been one is none. Throws Unreadable where it had to be one. */
  readonly drop: () => void;
  /** The last one of this level of flow. */
  readonly current: () => SimpleKey;
  /** The same, where a colon here makes it a key: it is none that may be one any more. Throws Unreadable where it comes too late. */
  readonly take: () => SimpleKey | undefined;
  /** Whether a token may still be the first of one. Throws Unreadable where it had to be one, and is none. */
  readonly mayBegin: (token: number) => boolean;
}

export const createSimpleKeys = (cursor: Cursor): SimpleKeys => {
  const none = (token: number): Writable => ({
    isPossible: false,
    isTooLate: false,
    isRequired: false,
    token,
    mark: markOf(cursor),
  });
  /** One for each level of flow. */
  const keys: Writable[] = [none(0)];
  const ofToken = new Map<number, Writable>();
  const current = (): Writable => keys.at(-1)!;
  const isFlow = (): boolean => keys.length > 1;

  const isValid = (key: Writable): boolean => {
    if (!key.isPossible) return false;
    const isOnLine = key.mark.line === cursor.line;
    if (isOnLine && cursor.index <= key.mark.index + LONGEST_KEY) return true;
    if (key.isRequired) throw noColon(key.mark, isOnLine);
    [key.isPossible, key.isTooLate] = [false, true];
    return false;
  };

  const forget = (key: Writable): void => {
    key.isPossible = false;
    ofToken.delete(key.token);
  };

  const drop = (): void => {
    const key = current();
    if (!key.isPossible) return;
    if (key.isRequired) throw noColon(key.mark, false);
    forget(key);
  };

  return {
    isFlow,
    open: (token) => void keys.push(none(token)),
    // As in go-yaml: where nothing inside could be a key, it forgets that the list or mapping itself could.
    close: () => isFlow() && ofToken.delete(keys.pop()!.token),
    save: (token, isRequired) => {
      drop();
      const key = { ...none(token), isPossible: true, isRequired };
      keys[keys.length - 1] = key;
      ofToken.set(token, key);
    },
    drop,
    current,
    take: () => {
      const key = current();
      if (!isValid(key)) return undefined;
      forget(key);
      return key;
    },
    mayBegin: (token) => {
      const key = ofToken.get(token);
      return key !== undefined && isValid(key);
    },
  };
};

type Writable = { -readonly [K in keyof SimpleKey]: SimpleKey[K] };
