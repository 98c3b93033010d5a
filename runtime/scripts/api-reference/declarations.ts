/** What an entry point of the package exports, as its users see it: names, declarations without bodies, docstrings. */
import {
  type ArrowFunction,
  type ClassDeclaration,
  type ExportedDeclarations,
  type FunctionDeclaration,
  type JSDocableNode,
  Node,
  Project,
  Scope,
  type SourceFile,
} from 'ts-morph';

/** One exported name. */
export interface Declared {
  readonly name: string;
  /** TypeScript, several lines; docstrings of members stay in it. */
  readonly signature: string;
  /** The docstring's text, empty where there is none. */
  readonly doc: string;
  /** The path of its file below src/. */
  readonly file: string;
  /** What the head of that file says, empty where it says nothing. */
  readonly about: string;
}

/** The exports of entry points, by path of the entry point below `src`, in the order of their names. */
export const readDeclarations = (src: string, entries: readonly string[]): ReadonlyMap<string, readonly Declared[]> => {
  const project = new Project({
    compilerOptions: {
      module: 199,
      moduleResolution: 99,
      target: 11,
      allowImportingTsExtensions: true,
      noEmit: true,
      strict: true,
    },
    skipAddingFilesFromTsConfig: true,
  });
  const files = entries.map((entry) => [entry, project.addSourceFileAtPath(`${src}/${entry}`)] as const);
  project.resolveSourceFileDependencies();
  return new Map(files.map(([entry, file]) => [entry, declaredIn(file, src)]));
};

const declaredIn = (file: SourceFile, src: string): readonly Declared[] =>
  [...file.getExportedDeclarations()]
    .flatMap(([name, nodes]) => {
      const node = nodes.find((candidate) => !Node.isVariableDeclaration(candidate)) ?? nodes[0];
      const value = nodes.find(Node.isVariableDeclaration);
      // A kind is both a value and a type: the value says more.
      const chosen = value ?? node;
      return chosen === undefined ? [] : [declared(name, chosen, src)];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));

const declared = (name: string, node: ExportedDeclarations, src: string): Declared => ({
  name,
  signature: signatureOf(name, node),
  doc: docOf(node),
  file: node.getSourceFile().getFilePath().slice(`${src}/`.length),
  about: aboutOf(node.getSourceFile()),
});

/** The comment that a file begins with, if it is about the file: something other than an export follows, or another comment. */
const aboutOf = (file: SourceFile): string => {
  const [, text = '', next = ''] = /^\/\*\*(.*?)\*\/\s*(\S+)/s.exec(file.getFullText()) ?? [];
  return next === 'import' || next.startsWith('/**') ? text.replaceAll(/^\s*\* ?/gm, '').trim() : '';
};

const signatureOf = (name: string, node: ExportedDeclarations): string => {
  if (Node.isSourceFile(node)) return membersOf(name, node);
  if (Node.isClassDeclaration(node)) return classText(name, node);
  if (Node.isFunctionDeclaration(node)) return functionText(name, node);
  if (Node.isInterfaceDeclaration(node) || Node.isTypeAliasDeclaration(node))
    return withoutDoc(node).replace(/^export /, '');
  if (!Node.isVariableDeclaration(node)) return node.getText();
  const initializer = node.getInitializer();
  if (!Node.isArrowFunction(initializer)) {
    const type = node.getTypeNode()?.getText();
    return `${name.includes('.') ? '' : 'const '}${name}${type === undefined ? '' : `: ${type}`}`;
  }
  return `${name}${headOf(initializer).replace(/\s*=>$/, '')}`;
};

/** What comes before the body. */
const headOf = (node: ArrowFunction | FunctionDeclaration): string => {
  const body = node.getBody();
  const head = body === undefined ? node.getText() : node.getText().slice(0, body.getStart() - node.getStart());
  return head.replace(/^async /, '').trim();
};

/** Each of its overloads, or itself. */
const functionText = (name: string, node: FunctionDeclaration): string => {
  const overloads = node.getOverloads();
  return (overloads.length === 0 ? [node] : overloads)
    .map(
      (one) =>
        name +
        headOf(one)
          .replace(/^(?:export )?(?:async )?function \w+/, '')
          .replace(/;$/, ''),
    )
    .join('\n');
};

/** With what users may ask its objects. */
const classText = (name: string, node: ClassDeclaration): string => {
  const base = node.getExtends()?.getText();
  const head = `class ${name}${base === undefined ? '' : ` extends ${base}`}`;
  const members = node.getInstanceMembers().flatMap((member) => {
    const own = member.getName();
    if (/^[#[]/.test(own) || own === 'name' || member.getScope() !== Scope.Public) return [];
    const docs = Node.isJSDocable(member) ? member.getJsDocs().map((doc) => `  ${doc.getText()}\n`) : [];
    const type = (node: Node | undefined): string => (node === undefined ? '' : `: ${node.getText()}`);
    if (Node.isMethodDeclaration(member)) {
      const given = member.getParameters().map((parameter) => parameter.getText());
      return [`${docs.join('')}  ${own}(${given.join(', ')})${type(member.getReturnTypeNode())};`];
    }
    const of = Node.isGetAccessorDeclaration(member) ? member.getReturnTypeNode() : undefined;
    return [
      `${docs.join('')}  readonly ${own}${type(Node.isPropertyDeclaration(member) ? member.getTypeNode() : of)};`,
    ];
  });
  return members.length === 0 ? head : `${head} {\n${members.join('\n')}\n}`;
};

/** What can be asked of a namespace: its functions and constants, each with its docstring. */
const membersOf = (name: string, file: SourceFile): string =>
  [...file.getExportedDeclarations()]
    .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
    .flatMap(([member, nodes]) => {
      const value = nodes.find((node) => Node.isVariableDeclaration(node) || Node.isFunctionDeclaration(node));
      if (value === undefined) return [];
      const doc = docOf(value).replaceAll('\n', '\n * ');
      return [`${doc === '' ? '' : `/** ${doc} */\n`}${signatureOf(`${name}.${member}`, value)}`];
    })
    .join('\n\n');

/** A declaration's own docstring goes before its signature. */
const withoutDoc = (node: Node & JSDocableNode): string => node.getText(false);

const docOf = (node: ExportedDeclarations): string => {
  const owner = Node.isVariableDeclaration(node) ? node.getVariableStatement() : node;
  if (owner === undefined || !Node.isJSDocable(owner)) return '';
  // The one before it is about the file.
  return owner.getJsDocs().at(-1)?.getDescription().trim() ?? '';
};
