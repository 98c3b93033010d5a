/** See process.ts. `node watchdog FOLDER`, ended by the end of standard input. */
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const folder = process.argv[2]!;
// A Ctrl-C goes to the test's process, which ends its children in order; what it leaves is ours.
process.on('SIGINT', () => {});
process.stdin.resume();
await new Promise((resolve) => process.stdin.once('close', resolve));

const pids = globSync('*.pid', { cwd: folder }).map((file) => Number(readFileSync(join(folder, file), 'utf8')));
/** Whether there was somebody to send it to. */
const send = (to: number, name: NodeJS.Signals): boolean => {
  try {
    return process.kill(to, name);
  } catch {
    return false;
  }
};
// A group where the process leads one; what others put into the folder may not.
const signal = (name: NodeJS.Signals): readonly number[] =>
  pids.filter((pid) => pid > 1 && (send(-pid, name) || send(pid, name)));
if (signal('SIGTERM').length > 0) {
  await sleep(3_000);
  signal('SIGKILL');
}
rmSync(folder, { recursive: true, force: true });
