/** What an entry point of the package exports, as its users see it: names, declarations without bodies, docstrings. */
import { type ExportedDeclarations, type JSDocableNode, Node, Project, type SourceFile } from 'ts-morph';

/** One exported name. */
export interface Declared {
  readonly name: string;
  readonly kind: 'function' | 'class' | 'interface' | 'type' | 'constant' | 'namespace';
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
  kind: kindOf(node),
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

const kindOf = (node: ExportedDeclarations): Declared['kind'] => {
  if (Node.isClassDeclaration(node)) return 'class';
  if (Node.isInterfaceDeclaration(node)) return 'interface';
  if (Node.isTypeAliasDeclaration(node)) return 'type';
  if (Node.isSourceFile(node)) return 'namespace';
  return Node.isVariableDeclaration(node) && Node.isArrowFunction(node.getInitializer()) ? 'function' : 'constant';
};

const signatureOf = (name: string, node: ExportedDeclarations): string => {
  if (Node.isSourceFile(node)) return [...node.getExportedDeclarations().keys()].toSorted().join(', ');
  if (Node.isClassDeclaration(node)) {
    const base = node.getExtends()?.getText();
    return `class ${name}${base === undefined ? '' : ` extends ${base}`}`;
  }
  if (Node.isInterfaceDeclaration(node) || Node.isTypeAliasDeclaration(node))
    return withoutDoc(node).replace(/^export /, '');
  if (!Node.isVariableDeclaration(node)) return node.getText();
  const initializer = node.getInitializer();
  if (!Node.isArrowFunction(initializer)) {
    const type = node.getTypeNode()?.getText();
    return `const ${name}${type === undefined ? '' : `: ${type}`}`;
  }
  const head = initializer.getText().slice(0, initializer.getBody().getStart() - initializer.getStart());
  return `${name}${head.replace(/^async /, '').replace(/\s*=>\s*$/, '')}`;
};

/** A declaration's own docstring goes before its signature. */
const withoutDoc = (node: Node & JSDocableNode): string => node.getText(false);

const docOf = (node: ExportedDeclarations): string => {
  const owner = Node.isVariableDeclaration(node) ? node.getVariableStatement() : node;
  if (owner === undefined || !Node.isJSDocable(owner)) return '';
  // The one before it is about the file.
  return owner.getJsDocs().at(-1)?.getDescription().trim() ?? '';
};
