/** `src/<api>/reconcile.test.ts`, seeded: the sample brings up what the API declares, on an API server in memory. */
import type { Api, Child, Model, ObjectTemplate, Template } from '../../model/model.ts';
import type { JsonValue } from '../../model/json.ts';
import { type Doc, hardline, indent, join, line, list, print, softline } from './document.ts';
import { useKind, useOwnKind } from './kinds.ts';
import { objectBody } from './object-text.ts';
import { createScope, type Scope } from './scope.ts';
import { stringLiteral } from './text.ts';

/** The text of the file. */
export const emitReconcileTest = (model: Model, api: Api): string => {
  const scope = createScope(['cluster', 'created', 'sample', 'found', 'reported', 'owned']);
  const kind = useOwnKind(scope, api, true);
  const names: Names = {
    kind,
    controller: scope.use('./controller.ts', api.variable, { value: true, otherwise: 'ownController' }),
    test: scope.use('vitest', 'test', { value: true, otherwise: 'check' }),
    expect: scope.use('vitest', 'expect', { value: true, otherwise: 'assert' }),
    embedded: scope.use('k8s-operator-runtime/testing', 'embedded', { value: true, otherwise: 'startCluster' }),
    draft: scope.use('k8s-operator-runtime', 'Draft', { otherwise: 'DraftOf' }),
  };
  const declared = [...childrenSteps(model, api, scope, names), ...statusSteps(api, names)];
  const steps = declared.length === 0 ? sampleSteps(names) : declared;
  const title = declared.length === 0 ? `takes the sample of ${api.kind}` : `brings up what ${api.kind} declares`;
  const body: readonly Doc[] = [
    [
      `await using cluster = await ${names.embedded}(`,
      list('{', ["crds: 'config/crd'", `controllers: [${names.controller}]`], '}', line),
      ');',
    ],
    `const created = await cluster.client.create(${kind}, sample);`,
    ...steps,
  ];
  const statements: readonly Doc[] = [
    [`const sample: ${names.draft}<${kind}> = `, objectBody(sample(api)), ';'],
    [`${names.test}(${stringLiteral(title)}, async () => {`, indent([hardline, join(hardline, body)]), hardline, '});'],
  ];
  return `${scope.imports()}\n\n${print(join([hardline, hardline], statements))}\n`;
};

/** What the imports are called. */
interface Names {
  readonly kind: string;
  readonly controller: string;
  readonly test: string;
  readonly expect: string;
  readonly embedded: string;
  readonly draft: string;
}

const childrenSteps = (model: Model, api: Api, scope: Scope, { expect }: Names): readonly Doc[] => {
  if (api.children.length === 0) return [];
  const children = scope.use('./children.ts', 'children', { value: true, otherwise: 'childrenOf' });
  const controllerOf = scope.use('k8s-operator-runtime', 'controllerOf', { value: true, otherwise: 'ownerOf' });
  const checks = api.children.map((child: Child) => {
    const kind = useKind(scope, model, api, child.kind, true);
    return `{ kind: ${kind}, child: owned.${child.name} }`;
  });
  const loop = [
    'const found = await cluster.until(kind, child.metadata, (object) => object !== undefined);',
    `${expect}(${controllerOf}(found)?.uid).toBe(created.metadata.uid);`,
  ];
  return [
    `const owned = ${children}(created);`,
    [
      'for (const { kind, child } of ',
      list('[', checks, ']', softline),
      ') {',
      indent([hardline, join(hardline, loop)]),
      hardline,
      '}',
    ],
  ];
};

const statusSteps = ({ status }: Api, { kind, expect }: Names): readonly Doc[] => {
  if (status === undefined || status.conditions.length === 0) return [];
  const types = status.conditions.map(({ type }) => stringLiteral(type)).toSorted();
  return [
    [
      'const reported = await cluster.until',
      list('(', [kind, 'created.metadata', '(object) => object?.status?.conditions !== undefined'], ')', softline),
      ';',
    ],
    [
      `${expect}(reported.status?.conditions?.map(({ type }) => type).toSorted()).toEqual(`,
      list('[', types, ']', softline),
      ');',
    ],
  ];
};

const sampleSteps = ({ kind, expect }: Names): readonly Doc[] => [
  `const found = await cluster.client.get(${kind}, created.metadata);`,
  `${expect}(found?.metadata.uid).toBe(created.metadata.uid);`,
];

/** The sample, in a namespace that every cluster has. */
const sample = ({ sample, scope }: Api): ObjectTemplate => {
  const { metadata, ...rest } = sample as { readonly [key: string]: JsonValue };
  const { namespace = 'default', ...others } = metadata as { readonly [key: string]: JsonValue };
  const placed = scope === 'Cluster' ? others : { ...others, namespace };
  const { apiVersion = '', kind = '', ...fields } = rest;
  return asTemplate({ apiVersion, kind, metadata: placed, ...fields }) as ObjectTemplate;
};

const asTemplate = (value: JsonValue): Template => {
  if (typeof value !== 'object' || value === null) return { type: 'literal', value };
  if (Array.isArray(value)) return { type: 'array', items: value.map(asTemplate) };
  const entries = Object.entries(value).flatMap(([key, entry]) =>
    entry === undefined ? [] : [[key, asTemplate(entry)] as const],
  );
  return { type: 'object', entries };
};
