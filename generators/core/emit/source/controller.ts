/** `src/<api>/controller.ts` and `src/controllers.ts`: what the operator runs. */
import type { Api, KindReference, Model, WatchedKind } from '../../model/model.ts';
import { servedApis } from '../../model/served.ts';
import { controllerName, sharesName } from '../../objects/names.ts';
import { MARKER } from '../marker.ts';
import { type Doc, group, indent, line, list, print, softline, WIDTH } from './document.ts';
import { distinctKinds, useKind, useOwnKind } from './kinds.ts';
import { hasSpec } from './reconcile.ts';
import { createScope } from './scope.ts';
import { stringLiteral } from './text.ts';

/** The controller of one API: its handlers, and the kinds whose changes wake it. */
export const emitController = (model: Model, api: Api): string => {
  const scope = createScope([api.variable]);
  const own = useOwnKind(scope, api, true);
  const controller = scope.use('k8s-operator-runtime', 'controller', { value: true, otherwise: 'createController' });
  const handlers = scope.claim('handlers', 'reconcileHandlers');
  const use = (kind: KindReference): string => useKind(scope, model, api, kind, true);
  const kinds = (name: string, used: readonly string[]): readonly string[] =>
    used.length === 0 ? [] : [`${name}: [${used.join(', ')}]`];
  const watched = (kind: WatchedKind): string => {
    const name = use(kind);
    if (kind.when === undefined) return name;
    const watch = scope.use('k8s-operator-runtime', 'watch', { value: true, otherwise: 'watchKind' });
    return `${watch}(${name}, { when: ${stringLiteral(kind.when)} })`;
  };
  const options = [
    `...${handlers}`,
    ...(sharesName(model, api) ? [`name: ${stringLiteral(controllerName(model, api))}`] : []),
    ...kinds('owns', distinctKinds(api.children.map((child) => child.kind)).map(use)),
    ...kinds('watches', distinctKinds(api.watches).map(watched)),
  ];
  const wakes = [
    'it',
    ...(api.children.length === 0 ? [] : ['what it owns']),
    ...(api.watches.length === 0 ? [] : ['what it watches']),
  ];
  const head = `export const ${api.variable} = ${controller}(`;
  const object = list('{', options, '}', line);
  // The formatter lets the last argument alone break, as long as what comes before it fits.
  const given: Doc =
    `${head}${own}, {`.length > WIDTH
      ? group(['(', indent([softline, own, ',', line, object, ',']), softline, ')'], true)
      : ['(', own, ', ', object, ')'];
  const declaration = print([head.slice(0, -1), given, ';']);
  return `// ${MARKER}
${scope.imports()}
import * as ${handlers} from './reconcile.ts';

/** Keeps every ${api.kind} as ${hasSpec(api) ? 'its spec' : 'it'} asks; woken by changes of ${listed(wakes)}. */
${declaration}
`;
};

/** "it", "it and of what it owns", "it, of what it owns and of what it watches". */
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', of ')} and of ${names.at(-1)}`;

/** The list of every controller of the operator: one whose kind nobody serves would wait for it, and the operator with it. */
export const emitControllers = (model: Model): string => {
  const apis = servedApis(model);
  if (apis.length === 0) {
    return `// ${MARKER}
import type { Controller } from 'k8s-operator-runtime';

/** Every controller of the operator. */
export const controllers: readonly Controller[] = [];
`;
  }
  const imports = apis.map((api) => `import { ${api.variable} } from './${api.directory}/controller.ts';`);
  const names = apis.map(({ variable }) => variable);
  return `// ${MARKER}
${imports.toSorted().join('\n')}

/** Every controller of the operator. */
${print(['export const controllers = ', list('[', names, ']', softline), ';'])}
`;
};
