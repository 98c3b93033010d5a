/** See processes.ts. `node watchdog.ts FOLDER`, ended by the end of standard input. */
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const folder = process.argv[2]!;
// A Ctrl-C goes to the test process, which ends its children in order; what it leaves is ours.
process.on('SIGINT', () => {});
process.stdin.resume();
await new Promise((resolve) => process.stdin.once('close', resolve));

const pids = globSync('*.pid', { cwd: folder }).map((file) => Number(readFileSync(join(folder, file), 'utf8')));
const signal = (name: NodeJS.Signals): number[] =>
  pids.filter((pid) => {
    try {
      return pid > 1 && process.kill(pid, name);
    } catch {
      return false;
    }
  });
if (signal('SIGTERM').length > 0) {
  await sleep(3_000);
  signal('SIGKILL');
}
rmSync(folder, { recursive: true, force: true });
