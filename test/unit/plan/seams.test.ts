/** Where a user's reconcile.ts and operator.yaml part: what is said of it, since the file is never written again. */
import { expect, test } from 'vitest';
import type { Api, PolicyRule } from '../../../generators/core/model/model.ts';
import type { PlannedFile } from '../../../generators/core/plan/plan.ts';
import { sourceFiles } from '../../../generators/core/plan/source.ts';
import { changes, folder } from '../apply/tree.ts';
import { kindOf, memcachedApi, memcachedModel } from '../models.ts';

const RECONCILE = 'src/memcached/reconcile.ts';

/** What `update` says of the user's file. */
const noteOn = async (text: string, api: Partial<Api>): Promise<string | undefined> => {
  const plan = await sourceFiles(memcachedModel({ apis: [memcachedApi({ children: [], ...api })] }));
  const file: PlannedFile = { ...plan.find(({ path }) => path === RECONCILE)!, calls: [] };
  const { changes: found } = await changes(folder({ [RECONCILE]: text }), [file]);
  expect(found).toMatchObject([{ path: RECONCILE, action: 'keep' }]);
  return found[0]?.note;
};

const allowed = (resource: string, verb: string, group = 'cache.example.com'): Partial<Api> => {
  const permission: PolicyRule = { apiGroups: [group], resources: [resource], verbs: [verb] };
  return { permissions: [permission] };
};

const LACKS_CLEANUP =
  'does not export cleanup, which operator.yaml declares: add "export const cleanup: Cleanup<Memcached> = async (object, context) => { … }", or remove it there.';
const HAS_CLEANUP =
  'exports cleanup, which operator.yaml does not declare, so that the permission for its finalizer is missing: write "cleanup: true" at Memcached.';

test.for<readonly [text: string, api: Partial<Api>, note: string | undefined]>([
  ['export const cleanup = async () => {};', { cleanup: true }, undefined],
  ['export async function cleanup() {}', { cleanup: true }, undefined],
  ['export {\n  reconcile,\n  cleanup,\n};', { cleanup: true }, undefined],
  ["export { undo as cleanup } from './undo.ts';", { cleanup: true }, undefined],
  ["export * from './memcached.ts';", { cleanup: true }, undefined],
  ['export const reconcile = async () => {};', { cleanup: true }, LACKS_CLEANUP],
  ['// export const cleanup = async () => {};', { cleanup: true }, LACKS_CLEANUP],
  ['/*\nexport const cleanup = async () => {};\n*/', { cleanup: true }, LACKS_CLEANUP],
  ['const cleanup = async () => {};', { cleanup: true }, LACKS_CLEANUP],
  ['export const cleanup = async () => {};', {}, HAS_CLEANUP],
  ['export const cleanup = async () => {};', allowed('memcacheds', 'patch'), undefined],
  ['export const cleanup = async () => {};', allowed('memcacheds', 'get'), HAS_CLEANUP],
  ['export const cleanupTimeout = 5;', {}, undefined],
])('cleanup: %j where %j', async ([text, api, note]) => expect(await noteOn(`${text}\n`, api)).toBe(note));

const LACKS_PRUNE =
  'does not call prune(), which operator.yaml declares: add "await prune();" after apply, or remove it there.';
const HAS_PRUNE =
  'calls prune(), which operator.yaml does not declare, so that the permission to delete is missing: write "prune: true" at Memcached.';
const config = { name: 'config', kind: kindOf('v1', 'ConfigMap'), template: { type: 'object', entries: [] } } as const;

test.for<readonly [text: string, api: Partial<Api>, note: string | undefined]>([
  ['await prune();', { prune: true }, undefined],
  ['await context.prune({ kinds: [ConfigMap] });', { prune: true }, undefined],
  ['await apply(desired); // then prune()', { prune: true }, LACKS_PRUNE],
  ['await prune();', {}, HAS_PRUNE],
  ['await prune();', allowed('configmaps', 'delete', ''), undefined],
  ['await prune();', allowed('configmaps', '*', ''), undefined],
  ['await apply(desired);', {}, undefined],
])('prune: %j where %j', async ([text, api, note]) =>
  expect(await noteOn(`${text}\n`, { children: [config], ...api })).toBe(note),
);

test('what is wrong with a file is said in one line', async () => {
  expect(await noteOn('await apply(desired);\n', { children: [config], prune: true, cleanup: true })).toBe(
    `${LACKS_CLEANUP} It ${LACKS_PRUNE}`,
  );
});

test('as it is seeded, nothing is said of it', async () => {
  const api = { prune: true, cleanup: true, children: [config] };
  const plan = await sourceFiles(memcachedModel({ apis: [memcachedApi(api)] }));
  const seeded = plan.find(({ path }) => path === RECONCILE)!;
  expect(await noteOn(`${String(seeded.content)}\n// mine\n`, api)).toBe(undefined);
});
