/** `src/<api>/reconcile.test.ts`, seeded: the sample brings up what the API declares, on an API server in memory. */
import type { Api, Child, Model, ObjectTemplate, Template } from '../../model/model.ts';
import { isObject, type JsonValue } from '../../model/json.ts';
import { faultsOfSample } from '../../model/sample.ts';
import { isServed } from '../../model/served.ts';
import { crdFileName } from '../../objects/crd.ts';
import { type Doc, hardline, indent, join, line, list, print, softline } from './document.ts';
import { distinctKinds, useKind, useOwnKind } from './kinds.ts';
import { withObjectMembers } from './object-members.ts';
import { expanded, objectBody } from './object-text.ts';
import { createScope, type Scope } from './scope.ts';
import { stringLiteral } from './text.ts';

/** The text of the file. */
export const emitReconcileTest = (model: Model, api: Api): string => {
  if (!isServed(api))
    return withoutSample(api, `No version of ${api.kind} is served: there are no objects.`, 'serve a version');
  if (faultsOfSample(api.sample, api.storage.schema).length > 0)
    return withoutSample(
      api,
      `No object could be derived from the schema of ${api.kind} that the API server takes.`,
      'give operator.yaml a sample',
    );
  const scope = createScope(['cluster', 'created', 'sample', 'found', 'reported', 'owned', 'isOwned', 'crdOf']);
  const kind = useOwnKind(scope, api, true);
  const names: Names = {
    kind,
    controller: scope.use('./controller.ts', api.variable, { value: true, otherwise: 'ownController' }),
    test: scope.use('vitest', 'test', { value: true, otherwise: 'check' }),
    expect: scope.use('vitest', 'expect', { value: true, otherwise: 'assert' }),
    embedded: scope.use('k8s-operator-runtime/testing', 'embedded', { value: true, otherwise: 'startCluster' }),
    draft: scope.use('k8s-operator-runtime', 'Draft', { otherwise: 'DraftOf' }),
  };
  const children = childrenSteps(model, api, scope);
  const steps = [...children, ...statusSteps(api, names)];
  const title =
    children.length === 0 && api.status === undefined
      ? `takes the sample of ${api.kind}`
      : `brings up what ${api.kind} declares`;
  const foreign = foreignKinds(model, api, scope);
  const needed = [...crdPaths(model, api).map(stringLiteral), ...foreign.map((name) => `crdOf(${name})`)];
  const [only = ''] = needed;
  const crds = needed.length === 1 ? only : list('[', needed, ']', softline);
  const start: readonly Doc[] = [
    [
      `await using cluster = await ${names.embedded}(`,
      list('{', [['crds: ', crds], `controllers: [${names.controller}]`], '}', line),
      ');',
    ],
    `const created = await cluster.create(${kind}, sample);`,
  ];
  const testOf = (what: string, body: readonly Doc[]): Doc => [
    `${names.test}(${stringLiteral(what)}, async () => {`,
    indent([hardline, join(hardline, [...start, ...body])]),
    hardline,
    '});',
  ];
  const statements: readonly Doc[] = [
    [`const sample: ${names.draft}<${kind}> = `, objectBody(withObjectMembers(sample(api), api.storage.schema)), ';'],
    testOf(title, steps),
    ...(api.cleanup && !holdsOn(api.sample)
      ? [testOf(`cleans up before a ${api.kind} goes`, cleanupSteps(names))]
      : []),
    ...(foreign.length === 0 ? [] : [standInCrd(scope.use('k8s-operator-runtime', 'Kind', { otherwise: 'AnyKind' }))]),
  ];
  return `${scope.imports()}\n\n${print(join([hardline, hardline], statements))}\n`;
};

/** There is nothing to try, and the spec's author has been told. */
const withoutSample = ({ kind }: Api, why: string, remedy: string): string => `import { test } from 'vitest';

// ${why}
// oxlint-disable-next-line vitest/warn-todo -- ${remedy}, and try it here
${print(['test.todo', list('(', [stringLiteral(`takes an object of kind ${kind}`)], ')', softline), ';'])}
`;

/** What the imports are called. */
interface Names {
  readonly kind: string;
  readonly controller: string;
  readonly test: string;
  readonly expect: string;
  readonly embedded: string;
  readonly draft: string;
}

const childrenSteps = (model: Model, api: Api, scope: Scope): readonly Doc[] => {
  if (api.children.length === 0) return [];
  const children = scope.use('./children.ts', 'children', { value: true, otherwise: 'childrenOf' });
  const controllerOf = scope.use('k8s-operator-runtime', 'controllerOf', { value: true, otherwise: 'ownerOf' });
  const object = scope.use('k8s-operator-runtime', 'KubernetesObject', { otherwise: 'AnyObject' });
  const waits = api.children.map((child: Child): Doc => [
    'await cluster.until',
    list('(', [useKind(scope, model, api, child.kind, true), `owned.${child.name}.metadata`, 'isOwned'], ')', softline),
    ';',
  ]);
  return [
    '',
    `const owned = ${children}(created);`,
    `const isOwned = (object: ${object}) => ${controllerOf}(object)?.uid === created.metadata.uid;`,
    ...waits,
  ];
};

/** Whether it has finalizers of its own, which nobody removes. */
const holdsOn = ({ metadata }: Api['sample']): boolean => isObject(metadata) && metadata.finalizers !== undefined;

/** What shows that the finalizer is there, and goes. */
const cleanupSteps = ({ kind, expect }: Names): readonly Doc[] => [
  [
    'const found = await cluster.until',
    list('(', [kind, 'created.metadata', '({ metadata }) => metadata.finalizers'], ')', softline),
    ';',
  ],
  `${expect}(found.metadata.finalizers).toHaveLength(1);`,
  '',
  `await cluster.delete(${kind}, created.metadata);`,
  `await cluster.untilGone(${kind}, created.metadata);`,
];

/** What shows that reconcile did its work: the conditions, or else that the object is as it was. */
const statusSteps = ({ status }: Api, { kind, expect }: Names): readonly Doc[] => {
  if (status === undefined || status.conditions.length === 0) {
    return [
      '',
      `const found = await cluster.get(${kind}, created.metadata);`,
      `${expect}(found?.metadata.uid).toBe(created.metadata.uid);`,
    ];
  }
  const types = status.conditions.map(({ type }) => stringLiteral(type)).toSorted();
  return [
    '',
    [
      'const reported = await cluster.until',
      list('(', [kind, 'created.metadata', '(object) => object.status?.conditions'], ')', softline),
      ';',
    ],
    [
      `${expect}(reported.status?.conditions?.map(({ type }) => type).toSorted()).toEqual(`,
      list('[', types, ']', softline),
      ');',
    ],
  ];
};

/** The folder of all CRDs, or the files of those that the API has to do with: the time of a test does not grow with the operator. */
const crdPaths = (model: Model, api: Api): readonly string[] => {
  const kinds = [...api.children.map((child) => child.kind), ...api.watches].filter(({ origin }) => origin === 'own');
  const needed = model.apis.filter(
    (other) => other === api || kinds.some(({ group, kind }) => group === other.group && kind === other.kind),
  );
  return needed.length === model.apis.length
    ? ['config/crd']
    : needed.map((other) => `config/crd/${crdFileName(other)}`);
};

/** Kinds that neither Kubernetes nor this operator defines: the API server in memory must be told of them. */
const foreignKinds = (model: Model, api: Api, scope: Scope): readonly string[] =>
  distinctKinds([...api.children.map((child) => child.kind), ...api.watches])
    .filter(({ origin }) => origin === 'foreign')
    .map((kind) => useKind(scope, model, api, kind, true));

const standInCrd = (kind: string): Doc => [
  '/** Stands in for the CRD of a kind that is not ours: takes any object. */',
  hardline,
  `const crdOf = ({ group, version, kind, plural, scope }: ${kind}) => (`,
  expanded([
    "apiVersion: 'apiextensions.k8s.io/v1'",
    "kind: 'CustomResourceDefinition'",
    'metadata: { name: `${plural}.${group}` }',
    [
      'spec: ',
      expanded([
        'group',
        'scope',
        'names: { kind, plural }',
        [
          'versions: [',
          indent([hardline, expanded(['name: version', 'served: true', 'storage: true', OPEN_SCHEMA]), ',']),
          hardline,
          ']',
        ],
      ]),
    ],
  ]),
  ');',
];

const OPEN_SCHEMA = "schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }";

/** The sample as one would write it: the kind says apiVersion and kind. */
const sample = ({ sample }: Api): ObjectTemplate => {
  const { apiVersion: _apiVersion, kind: _kind, ...fields } = sample;
  return {
    type: 'object',
    entries: Object.entries(fields).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, asTemplate(value)] as const],
    ),
  };
};

const asTemplate = (value: JsonValue): Template => {
  if (typeof value !== 'object' || value === null)
    return { type: 'literal', value: typeof value === 'bigint' ? Number(value) : value };
  if (Array.isArray(value)) return { type: 'array', items: value.map(asTemplate) };
  const entries = Object.entries(value).flatMap(([key, entry]) =>
    entry === undefined ? [] : [[key, asTemplate(entry)] as const],
  );
  return { type: 'object', entries };
};
