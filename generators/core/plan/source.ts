/** The TypeScript sources of the generated project. */
import { emitApi } from '../emit/source/api.ts';
import { emitChildren } from '../emit/source/children.ts';
import { emitController, emitControllers } from '../emit/source/controller.ts';
import { emitForeignKinds } from '../emit/source/kinds.ts';
import { emitReconcile } from '../emit/source/reconcile.ts';
import { emitReconcileTest } from '../emit/source/reconcile-test.ts';
import { renderTemplate } from '../emit/template.ts';
import type { Api, Model } from '../model/model.ts';
import type { Owner, PlannedFile } from './plan.ts';

/** Every file below `src/`. */
export const sourceFiles = async (model: Model): Promise<PlannedFile[]> => [
  row('src/main.ts', 'seeded', renderTemplate('src/main.ts', { name: model.name })),
  row('src/controllers.ts', 'managed', emitControllers(model)),
  ...optional('src/kinds.ts', emitForeignKinds(model)),
  ...(await Promise.all(model.apis.map((api) => apiFiles(model, api)))).flat(),
];

const apiFiles = async (model: Model, api: Api): Promise<PlannedFile[]> => {
  const folder = `src/${api.directory}`;
  return [
    ...(await Promise.all(
      api.versions.map(async (version) =>
        row(`${folder}/api.${version.name}.ts`, 'managed', await emitApi(api, version)),
      ),
    )),
    ...optional(`${folder}/children.ts`, emitChildren(model, api)),
    row(`${folder}/controller.ts`, 'managed', emitController(model, api)),
    { ...row(`${folder}/reconcile.ts`, 'seeded', emitReconcile(api)), calls: declaredFunctions(api) },
    row(`${folder}/reconcile.test.ts`, 'seeded', emitReconcileTest(model, api)),
  ];
};

/** What `children.ts` exports. */
const declaredFunctions = ({ children, status }: Api): readonly string[] => [
  ...(children.length > 0 ? ['children'] : []),
  ...(status !== undefined ? ['status'] : []),
];

const row = (path: string, owner: Owner, content: string): PlannedFile => ({ path, content, owner });

const optional = (path: string, content: string | undefined): PlannedFile[] =>
  content === undefined ? [] : [row(path, 'managed', content)];
