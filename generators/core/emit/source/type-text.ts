/** Types laid out as the generated project's formatter would: each interface after the one that first names it. */
import { type Doc, group, hardline, ifBreak, indent, join, line, print, softline } from './document.ts';
import type { Interface, Member, Type } from './schema-types.ts';
import { docComment, typeProperty } from './text.ts';

/** The declarations, an empty line between them. `heritage` is what the first one extends. */
export const formatTypes = (root: Interface, heritage: string): string =>
  [root, ...interfacesIn(root)]
    .map((one, index) => {
      const head = `export interface ${one.name}${index === 0 ? ` extends ${heritage}` : ''} `;
      return [...docComment(one.comment), head + print(body(one))].join('\n');
    })
    .join('\n\n');

/** Whether a type of that name is used anywhere below. */
export const usesType = (root: Interface, name: string): boolean =>
  [root, ...interfacesIn(root)].some(({ members }) => members.some(({ value }) => wordsIn(value).includes(name)));

const interfacesIn = ({ members }: Interface): readonly Interface[] =>
  members.flatMap(({ value }) => {
    const found = core(value);
    return found.type === 'interface' ? [found.interface, ...interfacesIn(found.interface)] : [];
  });

const wordsIn = (type: Type): readonly string[] => {
  const found = core(type);
  return found.type === 'words' ? found.words : [];
};

/** What is in lists and maps. */
const core = (type: Type): Type => {
  if (type.type === 'array') return core(type.items);
  if (type.type === 'map') return core(type.values);
  return type.type === 'nullable' ? core(type.inner) : type;
};

const body = ({ members, open }: Interface): Doc => [
  '{',
  indent([
    ...members.map((member) => [
      hardline,
      ...docComment(member.comment, 1).map((text) => [text, hardline]),
      property(member),
      ';',
    ]),
    ...(open ? [hardline, ANY_KEY, 'unknown;'] : []),
  ]),
  hardline,
  '}',
];

const ANY_KEY = '[key: string]: ';

const property = ({ name, optional, value }: Member): Doc => [
  typeProperty(name),
  optional ? '?: ' : ': ',
  layout(value),
];

const layout = (type: Type): Doc => {
  if (type.type === 'array') return [layoutItems(type.items), '[]'];
  const members = alternatives(type);
  if (members.length === 1) return members[0] ?? '';
  return hugs(type) ? join(' | ', members) : group(indent([softline, separated(members)]));
};

const layoutItems = (type: Type): Doc => {
  const members = alternatives(type);
  if (members.length < 2) return layout(type);
  return group(['(', indent([softline, separated(members)]), softline, ')']);
};

const separated = (members: readonly Doc[]): Doc => [ifBreak('| '), join([line, '| '], members.map(indent))];

/** The members of a union, or the type alone. */
const alternatives = (type: Type): readonly Doc[] => {
  switch (type.type) {
    case 'words':
      return type.words;
    case 'interface':
      return [type.interface.name];
    case 'nullable':
      return [layout(type.inner), 'null'];
    case 'map':
      return [group(['{', indent([line, ANY_KEY, layout(type.values)]), ifBreak(';'), line, '}'])];
    case 'array':
      return [layout(type)];
  }
};

/** The formatter does not break `Foo | null`, it lets the object in it break. */
const hugs = (type: Type): boolean =>
  type.type === 'nullable' && (type.inner.type === 'interface' || type.inner.type === 'map');
