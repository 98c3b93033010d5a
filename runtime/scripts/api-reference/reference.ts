/** The API reference as it should be, for those who write it and those who compare. */
import { readDeclarations } from './declarations.ts';
import { printReference } from './print.ts';

const SRC = new URL('../../src', import.meta.url).pathname;

const MODULES = [
  {
    entry: 'index.ts',
    module: 'k8s-operator-runtime',
    intro:
      'What operators are written with. The kinds of Kubernetes are in `k8s-operator-runtime/kinds`, each a value and a type of its name.',
  },
  {
    entry: 'testing/index.ts',
    module: 'k8s-operator-runtime/testing',
    intro: 'What operators are tested with.',
  },
] as const;

/** The text of runtime/docs/api.md. */
export const apiReference = (): string => {
  const declarations = readDeclarations(
    SRC,
    MODULES.map(({ entry }) => entry),
  );
  return printReference(
    MODULES.map(({ entry, module, intro }) => ({ module, intro, declarations: declarations.get(entry) ?? [] })),
  );
};
