/** Two runs with an edit between them, and what becomes of it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedFile } from '../../../generators/core/plan/plan.ts';
import { type Tree, apply, folder, put, read } from './tree.ts';

/** A first run makes `first`; the user does `edit` (undefined deletes); a second run has the plan `next`. */
export interface Case {
  readonly name: string;
  readonly first: readonly PlannedFile[];
  readonly edit?: Readonly<Record<string, string | undefined>>;
  readonly next: readonly PlannedFile[];
  readonly force?: true;
  readonly actions: Readonly<Record<string, string>>;
  readonly tree: Tree;
}

/** What the second run makes of each file, and what is there then. */
export const outcome = async ({ first, edit = {}, next, force }: Case): Promise<Pick<Case, 'actions' | 'tree'>> => {
  const root = folder();
  await apply(root, first);
  for (const [path, text] of Object.entries(edit)) {
    if (text === undefined) rmSync(join(root, path));
    else put(root, { [path]: text });
  }
  return { actions: await apply(root, next, force), tree: read(root) };
};
