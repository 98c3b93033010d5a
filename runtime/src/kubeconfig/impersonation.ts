/** Headers by which a user asks on behalf of another one, who then needs the permissions (and we that to impersonate). */
import { type Field, FieldFault } from './document.ts';
import { get, mapping, text, texts } from './field.ts';

/** Headers for `as`, `as-uid`, `as-groups` and `as-user-extra`. Errors: `FieldFault`, also for the others without `as`. */
export const impersonation = (user: Field): Readonly<Record<string, string | string[]>> => {
  const name = text(get(user, 'as'));
  const uid = text(get(user, 'as-uid'));
  const groups = texts(get(user, 'as-groups'));
  const extra = get(user, 'as-user-extra');
  const keys = Object.keys(mapping(extra));
  if (name === undefined) {
    const alone = { 'as-uid': uid !== undefined, 'as-groups': groups.length > 0, 'as-user-extra': keys.length > 0 };
    const given = Object.entries(alone).find(([, there]) => there)?.[0];
    if (given !== undefined)
      throw new FieldFault(get(user, given), 'It is the groups and attributes of a user. Name that in "as".');
    return {};
  }
  return {
    'impersonate-user': name,
    ...(uid === undefined ? {} : { 'impersonate-uid': uid }),
    ...(groups.length === 0 ? {} : { 'impersonate-group': [...groups] }),
    ...Object.fromEntries(
      keys.map((key) => [`impersonate-extra-${headerName(key)}`, [...texts(get(extra, key))]] as const),
    ),
  };
};

/** Percent-encodes what a header's name cannot have (RFC 9110 5.1); the API server decodes it. */
const headerName = (key: string): string =>
  key
    .toLowerCase()
    .replaceAll(/[^a-z0-9!#$&'*+.^_`|~-]/g, (character) =>
      [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
    );
