/** Runs kube-score over manifests: one release a call, because it relates objects to each other by their labels. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Finding } from './finding.ts';
import { judge } from './judges.ts';

/** Of kube-score's grades, 1 is critical, 5 a warning, 10 fine; 7 is fine with a remark. */
const FINE = 7;

interface Scored {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name?: string };
  readonly checks: readonly {
    readonly check: { readonly id: string; readonly name: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
  }[];
}

/** Critical findings and warnings on the manifests of a YAML stream; nothing of it is left out. Throws GoMissing without Go. */
export const kubeScore = async (manifests: string): Promise<readonly Finding[]> => {
  const args = ['score', '--output-format', 'json', '-'];
  const child = spawn(await judge('kube-score'), args, { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(manifests);
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  // Of no objects it says null.
  if (!/^(?:\[|null)/.test(output)) throw new Error(`kube-score: ${complaint}${output}`);
  return ((JSON.parse(output) ?? []) as readonly Scored[]).flatMap(({ type_meta, object_meta, checks }) =>
    checks
      .filter(({ grade, skipped }) => !skipped && grade < FINE)
      .map(({ check, comments }) => ({
        judge: 'kube-score',
        check: check.id,
        object: `${type_meta.kind}/${object_meta.name ?? ''}`,
        text: `${check.name}: ${(comments ?? []).map(({ path, summary }) => `${path} ${summary}`.trim()).join('; ')}`,
      })),
  );
};
