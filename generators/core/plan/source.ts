/** The TypeScript sources of the generated project. */
import { emitApi } from '../emit/source/api.ts';
import { emitChildren } from '../emit/source/children.ts';
import { emitController, emitControllers } from '../emit/source/controller.ts';
import { emitForeignKinds } from '../emit/source/kinds.ts';
import { emitReconcile } from '../emit/source/reconcile.ts';
import { emitReconcileTest } from '../emit/source/reconcile-test.ts';
import { renderTemplate } from '../emit/template.ts';
import type { Api, Model } from '../model/model.ts';
import type { Owner, PlannedFile, Remark } from './plan.ts';
import { isGranted, managerRules } from '../objects/rules.ts';

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
    {
      ...row(`${folder}/reconcile.ts`, 'seeded', emitReconcile(api)),
      calls: declaredFunctions(api),
      remarks: [...cleanupRemarks(model, api), ...pruneRemarks(model, api)],
    },
    row(`${folder}/reconcile.test.ts`, 'seeded', emitReconcileTest(model, api)),
  ];
};

/** What `children.ts` exports. */
const declaredFunctions = ({ children, status }: Api): readonly string[] => [
  ...(children.length > 0 ? ['children'] : []),
  ...(status !== undefined ? ['status'] : []),
];

const EXPORTS_CLEANUP = String.raw`^export\s+(?:(?:const|let|async\s+function|function)\s+cleanup\b|\{[^}]*\bcleanup\b)`;

/** The one needs the other: cleanup a finalizer, and that a permission. */
const cleanupRemarks = (model: Model, { cleanup, kind, group, plural }: Api): readonly Remark[] => {
  if (cleanup)
    return [
      {
        when: 'lacks',
        pattern: String.raw`${EXPORTS_CLEANUP}|^export\s+\*`,
        note: `does not export cleanup, which operator.yaml declares: add "export const cleanup: Cleanup<${kind}> = async (object, context) => { … }", or remove it there.`,
      },
    ];
  if (isGranted(managerRules(model), 'patch', group, plural)) return [];
  return [
    {
      when: 'has',
      pattern: EXPORTS_CLEANUP,
      note: `exports cleanup, which operator.yaml does not declare, so that the permission for its finalizer is missing: write "cleanup: true" at ${kind}.`,
    },
  ];
};

const CALLS_PRUNE = String.raw`\bprune\(`;

const pruneRemarks = (model: Model, { prune, kind, children }: Api): readonly Remark[] => {
  if (prune)
    return [
      {
        when: 'lacks',
        pattern: CALLS_PRUNE,
        note: 'does not call prune(), which operator.yaml declares: add "await prune();" after apply, or remove it there.',
      },
    ];
  const rules = managerRules(model);
  if (children.every((child) => isGranted(rules, 'delete', child.kind.group, child.kind.plural))) return [];
  return [
    {
      when: 'has',
      pattern: CALLS_PRUNE,
      note: `calls prune(), which operator.yaml does not declare, so that the permission to delete is missing: write "prune: true" at ${kind}.`,
    },
  ];
};

const row = (path: string, owner: Owner, content: string): PlannedFile => ({ path, content, owner });

const optional = (path: string, content: string | undefined): PlannedFile[] =>
  content === undefined ? [] : [row(path, 'managed', content)];
