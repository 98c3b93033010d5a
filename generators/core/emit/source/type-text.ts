/**
 * Given what json-schema-to-typescript prints of a prepared schema (unformatted, tokens for every text), gives the same
 * declarations as the formatter would print them, with the texts in place of their tokens.
 */
import { type Doc, group, hardline, ifBreak, indent, join, line, print, softline } from './document.ts';
import type { InterfaceText, Texts } from './schema-text.ts';
import { docComment, stringLiteral, typeProperty } from './text.ts';

type Type =
  | { readonly type: 'word'; readonly word: string }
  | { readonly type: 'array'; readonly items: Type }
  | { readonly type: 'union'; readonly members: readonly Type[] }
  | { readonly type: 'object'; readonly members: readonly Member[] };

interface Member {
  /** Absent for the index signature. */
  readonly name?: string;
  readonly optional: boolean;
  readonly value: Type;
}

interface Declaration {
  readonly name: string;
  readonly members: readonly Member[];
}

/** What the first declaration, that of the kind, has beside its fields. */
export interface RootText {
  readonly heritage: string;
  /** The last line of its comment. */
  readonly note: string;
}

/** The declarations, an empty line between them. */
export const formatTypes = (source: string, texts: Texts, { heritage, note }: RootText): string => {
  const [root, ...others] = parse(source).map(({ name, members }) => ({ text: text(texts.interfaces, name), members }));
  if (root === undefined) throw new Error('json-schema-to-typescript printed nothing');
  const comment = [root.text.comment, note].filter((part) => part !== '').join('\n');
  return [
    declaration({ ...root.text, comment }, root.members, texts, heritage),
    ...others.flatMap(({ text, members }) => choice(text).concat(declaration(text, members, texts))),
  ].join('\n\n');
};

/** Fields of which some exclude or need each other: the type is that, and the interface what it is made from. */
const choice = ({ name, fieldsName = name, comment, choices }: InterfaceText): readonly string[] => {
  if (choices.length === 0) return [];
  const type = choices.reduce<Doc>(
    (inner, { type, fields }) => [
      type,
      group(['<', indent([softline, inner, ',', line, union(fields)]), softline, '>']),
    ],
    fieldsName,
  );
  return [[...docComment(comment), print([`export type ${name} = `, type, ';'])].join('\n')];
};

const union = (names: readonly string[]): Doc => group(indent([softline, separated(names.map(stringLiteral))]));

const declaration = (
  { name, fieldsName, comment }: InterfaceText,
  members: readonly Member[],
  texts: Texts,
  heritage?: string,
): string => {
  const head = `export interface ${fieldsName ?? name}${heritage === undefined ? '' : ` extends ${heritage}`} `;
  return [...(fieldsName === undefined ? docComment(comment) : []), head + print(body(members, texts))].join('\n');
};

const body = (members: readonly Member[], texts: Texts): Doc => [
  '{',
  indent(members.flatMap((member) => [hardline, comment(member, texts), property(member, texts), ';'])),
  hardline,
  '}',
];

const comment = ({ name }: Member, texts: Texts): Doc => {
  if (name === undefined) return '';
  const lines = docComment(text(texts.properties, name).comment, 1);
  return lines.length === 0 ? '' : [join(hardline, lines), hardline];
};

const property = ({ name, optional, value }: Member, texts: Texts): Doc => [
  name === undefined ? '[key: string]' : typeProperty(text(texts.properties, name).name),
  optional ? '?: ' : ': ',
  layout(value, texts),
];

const layout = (type: Type, texts: Texts): Doc => {
  if (type.type === 'array') return [layoutItems(type.items, texts), '[]'];
  if (type.type === 'object') {
    const members = type.members.map((member) => property(member, texts));
    return group(['{', indent([line, join([';', line], members)]), ifBreak(';'), line, '}']);
  }
  const members = alternatives(type, texts);
  if (members.length === 1) return members[0] ?? '';
  return hugs(type, texts) ? join(' | ', members) : group(indent([softline, separated(members)]));
};

const layoutItems = (type: Type, texts: Texts): Doc => {
  const members = type.type === 'word' || type.type === 'union' ? alternatives(type, texts) : [];
  if (members.length < 2) return layout(type, texts);
  return group(['(', indent([softline, separated(members)]), softline, ')']);
};

const separated = (members: readonly Doc[]): Doc => [ifBreak('| '), join([line, '| '], members.map(indent))];

const OPEN: Doc = group(['{', indent([line, '[key: string]: unknown']), ifBreak(';'), line, '}']);

/** The members of a union, or the type alone. */
const alternatives = (type: Type, texts: Texts): readonly Doc[] => {
  if (type.type === 'union') return type.members.flatMap((member) => alternatives(member, texts));
  if (type.type !== 'word') return [layout(type, texts)];
  if (type.word.startsWith('N')) return [text(texts.interfaces, type.word).name];
  if (!type.word.startsWith('T')) return [type.word];
  const { alternatives: words, open } = text(texts.types, type.word);
  return open ? [OPEN] : words.includes('unknown') ? ['unknown'] : words;
};

/** The formatter does not break `Foo | null`, it lets the object in it break. */
const hugs = (type: Type, texts: Texts): boolean => {
  if (type.type !== 'union' || type.members.length !== 2) return false;
  const [first, second] = type.members;
  if (second?.type !== 'word' || second.word !== 'null' || first === undefined) return false;
  return (
    first.type === 'object' ||
    (first.type === 'word' && (first.word.startsWith('N') || text(texts.types, first.word).open === true))
  );
};

const text = <T>(texts: readonly T[], token: string): T => {
  const found = texts[Number(token.slice(1, -1))];
  if (found === undefined) throw new Error(`json-schema-to-typescript printed an unknown name: ${token}`);
  return found;
};

const TOKEN = /export interface|\[k: string\]|\w+|[{}()|[\]?:]/g;

/** Reads the declarations back: interfaces of properties whose types are words, lists, unions and index signatures. */
const parse = (source: string): readonly Declaration[] => {
  const tokens = source.match(TOKEN) ?? [];
  let position = 0;
  const accept = (token: string): boolean => {
    const found = tokens[position] === token;
    if (found) position += 1;
    return found;
  };
  const expect = (token: string): void => {
    if (!accept(token))
      throw new Error(`json-schema-to-typescript printed ${tokens[position]} where ${token} was expected`);
  };
  const word = (): string => tokens[position++] ?? '';

  const members = (): readonly Member[] => {
    const found: Member[] = [];
    expect('{');
    while (!accept('}')) {
      const name = word();
      const optional = accept('?');
      expect(':');
      found.push({ ...(name === '[k: string]' ? {} : { name }), optional, value: union() });
    }
    return found;
  };
  const union = (): Type => {
    const found = [postfix()];
    while (accept('|')) found.push(postfix());
    return found.length === 1 && found[0] !== undefined ? found[0] : { type: 'union', members: found };
  };
  const postfix = (): Type => {
    let type = primary();
    while (accept('[')) {
      expect(']');
      type = { type: 'array', items: type };
    }
    return type;
  };
  const primary = (): Type => {
    if (accept('(')) {
      const type = union();
      expect(')');
      return type;
    }
    return tokens[position] === '{' ? { type: 'object', members: members() } : { type: 'word', word: word() };
  };

  const declarations: Declaration[] = [];
  while (position < tokens.length) {
    expect('export interface');
    declarations.push({ name: word(), members: members() });
  }
  return declarations;
};
