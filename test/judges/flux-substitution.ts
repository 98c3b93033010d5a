/** What kustomize-controller's own library makes of objects with variables. */
import { spawnSync } from 'node:child_process';
import { judge } from './judges.ts';

export interface Question {
  readonly object: object;
  readonly variables: Readonly<Record<string, string>>;
}

/** The object as it is applied, or why nothing is. */
export type Answer = { readonly object: Readonly<Record<string, unknown>> } | { readonly error: string };

/** One answer a question. Throws GoMissing without Go. */
export const fluxSubstitution = async (questions: readonly Question[]): Promise<readonly Answer[]> => {
  const { status, stdout, stderr } = spawnSync(await judge('flux-substitution'), {
    input: JSON.stringify(questions),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`flux-substitution: ${stderr}`);
  return JSON.parse(stdout) as readonly Answer[];
};
