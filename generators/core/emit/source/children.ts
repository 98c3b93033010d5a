/** `src/<api>/children.ts`: the objects that an API's object owns and the status it reports, as functions of it. */
import type { Api, Child, Model, StatusTemplate, Template } from '../../model/model.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { MARKER } from '../marker.ts';
import { type Doc, group, hardline, indent, join, line, list, print, softline } from './document.ts';
import { useKind, useOwnKind } from './kinds.ts';
import { withObjectMembers } from './object-members.ts';
import { expanded, objectBody, property, valueText } from './object-text.ts';
import { createScope, type Scope } from './scope.ts';
import { stringLiteral, valueProperty } from './text.ts';

const RUNTIME = 'k8s-operator-runtime';

/** The text of the file; undefined for an API with neither children nor status. */
export const emitChildren = (model: Model, api: Api): string | undefined => {
  const { children, status } = api;
  if (children.length === 0 && status === undefined) return undefined;
  const module = openModule(model, api);
  const statements = [
    ...(children.length === 0 ? [] : childrenFunctions(module)),
    ...(status === undefined ? [] : [statusFunction(module, status)]),
    ...(usesLabels(api) ? [labelsFunction(module)] : []),
  ];
  const text = print(join([hardline, hardline], statements));
  return `// ${MARKER}\n${module.scope.imports()}\n\n${text}\n`;
};

/** The module while it is put together, and the names that all of it needs. */
interface Module {
  readonly model: Model;
  readonly api: Api;
  readonly scope: Scope;
  /** The type of `self`. */
  readonly self: string;
  /** The function that gives the labels of an owner. */
  readonly labelsOf: string;
}

const openModule = (model: Model, api: Api): Module => {
  // What expressions may name keeps its meaning, whatever the children are called.
  const scope = createScope(['self', 'labels', 'children', 'status']);
  const self = useOwnKind(scope, api);
  const childNames = new Set(api.children.map(({ name }) => name));
  let labelsOf = scope.claim('labelsOf', 'labelsOfOwner');
  while (childNames.has(labelsOf)) labelsOf = scope.claim('labelsOfOwner');
  return { model, api, scope, self, labelsOf };
};

const childrenFunctions = (module: Module): readonly Doc[] => {
  const { api, scope, self } = module;
  // Types first: a function gives way to an import of its name, not the other way round.
  const types = api.children.map((child) => desiredType(module, child));
  const names = api.children.map(({ name }) => scope.claim(name, `${name}Child`));
  const calls = api.children.map(({ name }, index) => `${valueProperty(name)}: ${names[index]}(self)`);
  return [
    [
      comment(`What ${article(api.kind)} owns.`),
      `export const children = (self: ${self}) => (`,
      list('{', calls, '}', line),
      ');',
    ],
    ...api.children.map((child, index) => {
      const body = objectBody(withObjectMembers(child.template, schemaOf(module, child)));
      return arrow(`const ${names[index]}`, parameters(module, namesIn(child.template)), types[index] ?? '', body);
    }),
  ];
};

/** That of a kind of our own; types of others say nothing of their fields, or have none that matters here. */
const schemaOf = ({ model }: Module, { kind }: Child): JsonObject | undefined =>
  model.apis
    .find((api) => api.group === kind.group && api.kind === kind.kind)
    ?.versions.find(({ name }) => name === kind.version)?.schema;

const desiredType = ({ model, api, scope }: Module, { kind }: Child): string => {
  const [desired, otherwise] = kind.origin === 'own' ? ['DesiredDraft', 'DraftOf'] : ['Desired', 'DesiredOf'];
  return `${scope.use(RUNTIME, desired, { otherwise })}<${useKind(scope, model, api, kind)}>`;
};

const statusFunction = (module: Module, { fields, conditions, uses: used }: StatusTemplate): Doc => {
  const { api, scope, self } = module;
  const type = `${scope.use(RUNTIME, 'DesiredStatus', { otherwise: 'StatusOf' })}<${self}>`;
  const conditionTexts: readonly Doc[] =
    conditions.length === 0 ? [] : [['conditions: ', expanded(conditions.map(conditionText))]];
  const whole = withObjectMembers({ type: 'object', entries: fields }, statusSchema(api));
  const body = expanded([...whole.entries.map(property), ...conditionTexts]);
  const owned = api.children.length === 0 ? [] : [ownedParameter(scope, used)];
  return [
    comment(`What ${article(api.kind)} reports.`),
    arrow('export const status', parameters(module, namesInStatus(api.status), owned), type, body),
  ];
};

const statusSchema = ({ storage: { schema } }: Api): JsonValue | undefined =>
  isObject(schema.properties) ? schema.properties.status : undefined;

const ownedParameter = (scope: Scope, used: readonly string[]): Doc => {
  const applied = `${scope.use(RUNTIME, 'Applied', { otherwise: 'AppliedChildren' })}<ReturnType<typeof children>>`;
  return [used.length === 0 ? '_owned' : list('{', used, '}', line), `: ${applied}`];
};

/** `self`, what else is given, and `labels` by default computed from self; what is not used is named so. */
const parameters = (
  { scope, self, labelsOf }: Module,
  uses: ReadonlySet<string>,
  others: readonly Doc[] = [],
): readonly Doc[] => {
  if (uses.has('selector')) scope.use(RUNTIME, 'selector', { value: true });
  const isUsed = uses.has('self') || uses.has('labels');
  return [
    `${isUsed ? 'self' : '_self'}: ${self}`,
    ...others,
    ...(uses.has('labels') ? [`labels = ${labelsOf}(self)`] : []),
  ];
};

const labelsFunction = ({ model, api, scope, self, labelsOf }: Module): Doc => {
  const labelValue = scope.use(RUNTIME, 'labelValue', { value: true, otherwise: 'toLabelValue' });
  const entries = [
    `'app.kubernetes.io/name': ${stringLiteral(labelName(model, api))}`,
    `'app.kubernetes.io/instance': ${labelValue}(self.metadata.name)`,
    `'app.kubernetes.io/managed-by': ${stringLiteral(model.name)}`,
  ];
  return [
    comment(`What the children of ${article(api.kind)} have in common, and are found by.`),
    `const ${labelsOf} = (self: ${self}) => (`,
    expanded(entries),
    ');',
  ];
};

/** Kinds of one name in two groups must not select each other's children. */
const labelName = (model: Model, api: Api): string => {
  const name = api.kind.toLowerCase();
  return model.apis.some((other) => other !== api && other.kind.toLowerCase() === name) ? api.directory : name;
};

const usesLabels = ({ children, status }: Api): boolean =>
  children.some(({ template }) => namesIn(template).has('labels')) || namesInStatus(status).has('labels');

const namesInStatus = (status: StatusTemplate | undefined): ReadonlySet<string> => {
  const conditions =
    status?.conditions.flatMap((condition) => [condition.status, condition.reason, condition.message]) ?? [];
  const fields = status?.fields.map(([, value]) => value) ?? [];
  const items = [...conditions, ...fields].filter((template) => template !== undefined);
  return namesIn({ type: 'array', items });
};

const comment = (text: string): Doc => [`/** ${text} */`, hardline];

const article = (kind: string): string => `${/^[AEIOU]/i.test(kind) ? 'an' : 'a'} ${kind}`;

const arrow = (head: string, given: readonly Doc[], type: string, body: Doc): Doc => {
  const signature = group([
    '(',
    indent([softline, join([',', line], given)]),
    trailingComma,
    softline,
    `): ${type} => (`,
  ]);
  return [`${head} = `, signature, body, ');'];
};

const trailingComma: Doc = { type: 'ifBreak', broken: ',' };

const conditionText = ({ type, status, reason, message }: StatusTemplate['conditions'][number]): Doc => {
  const isBoolean = status.type === 'expression' || (status.type === 'literal' && typeof status.value === 'boolean');
  if (isBoolean && reason === undefined && message === undefined) return property([type, status]);
  const parts = Object.entries({ status, reason, message }).filter(
    (entry): entry is [string, Template] => entry[1] !== undefined,
  );
  return [valueProperty(type), ': ', valueText({ type: 'object', entries: parts })];
};

/** The names in scope that the expressions of a template use. */
const namesIn = (template: Template): ReadonlySet<string> => {
  switch (template.type) {
    case 'literal':
      return new Set();
    case 'expression':
      return new Set(template.expression.uses);
    case 'interpolation':
      return new Set(template.parts.flatMap((part) => (typeof part === 'string' ? [] : part.uses)));
    case 'array':
      return new Set(template.items.flatMap((item) => [...namesIn(item)]));
    case 'object':
      return new Set(template.entries.flatMap(([, value]) => [...namesIn(value)]));
  }
};
