/** Children and status of an API as templates that are whole: what the convention fills in is filled in here. */
import type { ApiSpec, ChildSpec, Spec } from '../spec/spec.ts';
import { expressionOf, toTemplate } from '../spec/template.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { referTo } from './kinds.ts';
import type { Child, ConditionTemplate, Expression, ObjectTemplate, StatusTemplate, Template } from './model.ts';
import { kebabCase } from './names.ts';

/** The children in the order of the spec. */
export const buildChildren = (spec: Spec, api: ApiSpec): readonly Child[] => {
  const names = childNames(api);
  return Object.entries(api.children ?? {}).map(([name, child]) => {
    const kind = referTo(spec, child.apiVersion, child.kind);
    const metadata = buildMetadata(child.metadata ?? {}, names.get(name)!, kind.namespaced && api.scope !== 'Cluster');
    const { apiVersion, kind: _kind, metadata: _metadata, ...rest } = child;
    const entries = Object.entries(rest).map(([key, value]) => [key, toTemplate(value as JsonValue)] as const);
    return {
      name,
      kind,
      template: object([
        ['apiVersion', literal(apiVersion)],
        ['kind', literal(child.kind)],
        ['metadata', metadata],
        ...entries,
      ]),
    };
  });
};

/**
 * The name of each child's object as written in the spec. By default that of the owner; a second child of the same kind gets the
 * name of the child behind it. Adding a child never renames another.
 */
export const childNames = ({ children = {} }: ApiSpec): ReadonlyMap<string, string> => {
  const unnamed = new Set<string>();
  return new Map(
    Object.entries(children).map(([name, child]) => {
      if (typeof child.metadata?.name === 'string') return [name, child.metadata.name];
      const kind = kindKey(child);
      const first = !unnamed.has(kind);
      unnamed.add(kind);
      return [name, first ? OWNER_NAME : `${OWNER_NAME}-${kebabCase(name)}`];
    }),
  );
};

/** What two children have in common when they are of one kind, whatever the version. */
export const kindKey = ({ apiVersion, kind }: ChildSpec): string => `${apiVersion.replace(/\/?[^/]*$/, '')}/${kind}`;

export const OWNER_NAME = '${self.metadata.name}';
const OWNER_NAMESPACE = '${self.metadata.namespace}';

const buildMetadata = (
  { name: _name, namespace, labels, ...rest }: JsonObject,
  name: string,
  inherit: boolean,
): ObjectTemplate => {
  const place = namespace ?? (inherit ? OWNER_NAMESPACE : undefined);
  return object([
    ['name', toTemplate(name)],
    ...(place === undefined ? [] : [['namespace', toTemplate(place)] as const]),
    ['labels', { type: 'expression', expression: mergeLabels(labels) }],
    ...Object.entries(rest).map(([key, value]) => [key, toTemplate(value as JsonValue)] as const),
  ]);
};

/** The standard labels, and over them the user's. */
const mergeLabels = (labels: JsonValue | undefined): Expression => {
  if (labels === undefined || labels === null) return expressionOf('labels');
  const template = toTemplate(labels);
  if (template.type !== 'object')
    return expressionOf(
      template.type === 'expression' && template.expression.code === 'labels'
        ? 'labels'
        : `{ ...labels, ...(${codeOf(template)}) }`,
    );
  return template.entries.length === 0 ? expressionOf('labels') : expressionOf(`{ ...labels, ${fieldsOf(template)} }`);
};

const fieldsOf = ({ entries }: ObjectTemplate): string =>
  entries.map(([key, value]) => `${key === '__proto__' ? '["__proto__"]' : quoted(key)}: ${codeOf(value)}`).join(', ');

const codeOf = (template: Template): string => {
  switch (template.type) {
    case 'literal':
      return typeof template.value === 'string' ? quoted(template.value) : String(template.value);
    case 'expression':
      return `(${template.expression.code}\n)`.replace(/^\(([\w.?]+)\n\)$/, '$1');
    case 'interpolation':
      return template.parts
        .map((part) =>
          typeof part === 'string' ? quoted(part) : `(${part.code}\n)`.replace(/^\(([\w.?]+)\n\)$/, '$1'),
        )
        .join(' + ');
    case 'array':
      return `[${template.items.map(codeOf).join(', ')}]`;
    case 'object':
      return `{ ${fieldsOf(template)} }`;
  }
};

/** A string literal in the generated code's style. */
const quoted = (text: string): string =>
  text.includes("'") ? JSON.stringify(text) : `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')}'`;

/** The status function's fields and conditions; undefined when the spec has none. */
export const buildStatus = (api: ApiSpec): StatusTemplate | undefined => {
  if (api.status === undefined) return undefined;
  const { conditions: written, ...rest } = api.status;
  const fields = Object.entries(rest).map(([name, value]) => [name, toTemplate(value as JsonValue)] as const);
  const conditions = Object.entries((written ?? {}) as JsonObject).map(([type, value]) =>
    buildCondition(type, value as JsonValue),
  );
  const templates = [
    ...fields.map(([, template]) => template),
    ...conditions.flatMap(({ status, reason, message }) => [status, reason, message]),
  ];
  const used = new Set(templates.flatMap((template) => (template === undefined ? [] : usesIn(template))));
  return { fields, conditions, uses: Object.keys(api.children ?? {}).filter((name) => used.has(name)) };
};

const buildCondition = (type: string, value: JsonValue): ConditionTemplate => {
  if (value === null || typeof value !== 'object') return { type, status: toTemplate(value) };
  const { status, reason, message } = value as JsonObject;
  return {
    type,
    status: toTemplate(status as JsonValue),
    ...(reason !== undefined && { reason: toTemplate(reason) }),
    ...(message !== undefined && { message: toTemplate(message) }),
  };
};

const usesIn = (template: Template): readonly string[] => {
  switch (template.type) {
    case 'literal':
      return [];
    case 'expression':
      return template.expression.uses;
    case 'interpolation':
      return template.parts.flatMap((part) => (typeof part === 'string' ? [] : part.uses));
    case 'array':
      return template.items.flatMap(usesIn);
    case 'object':
      return template.entries.flatMap(([, value]) => usesIn(value));
  }
};

const literal = (value: string): Template => ({ type: 'literal', value });
const object = (entries: ObjectTemplate['entries']): ObjectTemplate => ({ type: 'object', entries });
