/** `src/<api>/controller.ts` and `src/controllers.ts`: what the operator runs. */
import type { Api, Model } from '../../model/model.ts';
import { MARKER } from '../marker.ts';
import { line, list, print, softline } from './document.ts';
import { distinctKinds, useKind, useOwnKind } from './kinds.ts';
import { createScope } from './scope.ts';
import { stringLiteral } from './text.ts';

/** The controller of one API: its handlers, and the kinds whose changes wake it. */
export const emitController = (model: Model, api: Api): string => {
  const scope = createScope([api.variable]);
  const own = useOwnKind(scope, api, true);
  const controller = scope.use('k8s-operator-runtime', 'controller', { value: true, otherwise: 'createController' });
  const handlers = scope.claim('handlers', 'reconcileHandlers');
  const kinds = (name: string, references: readonly Parameters<typeof useKind>[3][]): readonly string[] => {
    const used = distinctKinds(references).map((kind) => useKind(scope, model, api, kind, true));
    return used.length === 0 ? [] : [`${name}: [${used.join(', ')}]`];
  };
  // The default, the kind in lower case, tells two kinds of one name in logs and metrics no more apart.
  const isShared = model.apis.some((other) => other !== api && other.kind.toLowerCase() === api.kind.toLowerCase());
  const options = [
    `...${handlers}`,
    ...(isShared ? [`name: ${stringLiteral(api.directory)}`] : []),
    ...kinds(
      'owns',
      api.children.map((child) => child.kind),
    ),
    ...kinds('watches', api.watches),
  ];
  const declaration = print([
    `export const ${api.variable} = ${controller}(${own}, `,
    list('{', options, '}', line),
    ');',
  ]);
  return `// ${MARKER}
${scope.imports()}
import * as ${handlers} from './reconcile.ts';

/** Keeps every ${api.kind} as its spec asks; woken by changes of it and of what it owns. */
${declaration}
`;
};

/** The list of every controller of the operator. */
export const emitControllers = ({ apis }: Model): string => {
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
