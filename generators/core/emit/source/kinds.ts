/** Kinds in generated code: where they are imported from, and `src/kinds.ts`, which declares those that nobody else does. */
import type { Api, Child, KindReference, Model } from '../../model/model.ts';
import { MARKER } from '../marker.ts';
import { type Doc, hardline, indent, line, list, print, WIDTH } from './document.ts';
import { createScope, type Scope } from './scope.ts';
import { stringLiteral, typeProperty } from './text.ts';

/** What a kind is called in a module of an API, imported from where its origin says. */
export const useKind = (scope: Scope, model: Model, from: Api, kind: KindReference, value = false): string => {
  const prefixed = prefix(kind) + kind.typeName;
  if (kind.origin === 'builtin')
    return scope.use('k8s-operator-runtime/kinds', kind.typeName, { value, otherwise: prefixed });
  const own = model.apis.find((api) => api.group === kind.group && api.kind === kind.kind);
  if (own === undefined) return scope.use('../kinds.ts', foreignName(model, kind), { value, otherwise: prefixed });
  const folder = own === from ? './' : `../${own.directory}/`;
  return scope.use(`${folder}api.${kind.version}.ts`, kind.typeName, { value, otherwise: prefixed });
};

/** The kind of an API itself, as the controller sees it: of the storage version. */
export const useOwnKind = (scope: Scope, api: Api, value = false): string =>
  scope.use(`./api.${api.storage.name}.ts`, api.typeName, { value });

/** Each kind once, in order. */
export const distinctKinds = <K extends KindReference>(kinds: readonly K[]): readonly K[] => [
  ...new Map(kinds.map((kind) => [kindKey(kind), kind])).values(),
];

/** `src/kinds.ts`; undefined when there is no kind to declare. */
export const emitForeignKinds = (model: Model): string | undefined => {
  const kinds = foreignKinds(model);
  if (kinds.size === 0) return undefined;
  const declarations = [...kinds.values()].map(({ kind, name }) => {
    const { group, version, plural, namespaced } = kind;
    const fields = { group, version, kind: kind.kind, plural, scope: namespaced ? 'Namespaced' : 'Cluster' };
    return [
      `/** ${kind.kind} of ${group === '' ? 'the core group' : group}; what is in it is not known here. */`,
      `export interface ${name} extends KubernetesObject {`,
      ...fieldsOf(model, kind).map((field) => `  ${typeProperty(field)}?: any;`),
      '}',
      '',
      print(kindDeclaration(name, 'kind', fields)),
    ].join('\n');
  });
  return `// ${MARKER}\nimport { kind, type KubernetesObject } from 'k8s-operator-runtime';\n\n${declarations.join('\n\n')}\n`;
};

/** `export const Foo = kind<Foo>({ … });`; a long name puts the call on a line of its own. */
export const kindDeclaration = (name: string, kindFunction: string, fields: Readonly<Record<string, string>>): Doc => {
  const head = `export const ${name} =`;
  const callee = `${kindFunction}<${name}>(`;
  const properties = Object.entries(fields).map(([key, text]) => `${key}: ${stringLiteral(text)}`);
  const call = [callee, list('{', properties, '}', line), ');'];
  return `${head} ${callee}{`.length > WIDTH ? [head, indent([hardline, call])] : [`${head} `, call];
};

const kindKey = ({ group, version, kind }: KindReference): string => `${group}/${version}/${kind}`;

const foreignKinds = (model: Model): ReadonlyMap<string, { readonly kind: KindReference; readonly name: string }> => {
  const scope = createScope(['kind', 'KubernetesObject']);
  const all = model.apis.flatMap((api) => [...api.children.map((child) => child.kind), ...api.watches]);
  const foreign = distinctKinds(all.filter(({ origin }) => origin === 'foreign'));
  return new Map(
    foreign.map((kind) => [kindKey(kind), { kind, name: scope.claim(kind.typeName, prefix(kind) + kind.typeName) }]),
  );
};

const foreignName = (model: Model, kind: KindReference): string =>
  foreignKinds(model).get(kindKey(kind))?.name ?? kind.typeName;

const OBJECT_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** The fields that templates set, and those that every kind may have. */
const fieldsOf = (model: Model, kind: KindReference): readonly string[] => {
  const templates = model.apis
    .flatMap((api) => api.children)
    .filter((child: Child) => kindKey(child.kind) === kindKey(kind))
    .flatMap((child) => child.template.entries.map(([name]) => name));
  return [...new Set([...templates, 'spec', 'status'])].filter((name) => !OBJECT_FIELDS.has(name));
};

/** The first word of the group: kinds of one name in two groups are told apart by it. */
const prefix = ({ group }: KindReference): string => {
  const word = group === '' ? 'core' : (group.split('.')[0] ?? '');
  return word
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
};
