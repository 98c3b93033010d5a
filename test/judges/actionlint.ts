/** Runs actionlint over a workflow, without shellcheck: whether that is installed must not change what is found. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { judge } from './judges.ts';

interface Found {
  readonly line: number;
  readonly kind: string;
  readonly message: string;
}

/** What is wrong with the text of a workflow: `line kind: message`. Throws GoMissing without Go. */
export const actionlint = async (workflow: string): Promise<readonly string[]> => {
  const args = ['-shellcheck=', '-pyflakes=', '-format', '{{json .}}', '-'];
  const child = spawn(await judge('actionlint'), args, { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(workflow);
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (!output.startsWith('[')) throw new Error(`actionlint: ${complaint}${output}`);
  return (JSON.parse(output) as readonly Found[]).map(({ line, kind, message }) => `${line} ${kind}: ${message}`);
};
