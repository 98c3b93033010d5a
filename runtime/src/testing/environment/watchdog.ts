/** See process.ts. `node watchdog FOLDER`, ended by the end of standard input. */
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const folder = process.argv[2]!;
// A Ctrl-C goes to the test's process, which ends its children in order; what it leaves is ours.
process.on('SIGINT', () => {});
process.stdin.resume();
await new Promise((resolve) => process.stdin.once('close', resolve));

const groups = globSync('*.pid', { cwd: folder }).map((file) => -Number(readFileSync(join(folder, file), 'utf8')));
const signal = (name: NodeJS.Signals): readonly number[] =>
  groups.filter((group) => {
    try {
      return group < -1 && process.kill(group, name);
    } catch {
      return false;
    }
  });
if (signal('SIGTERM').length > 0) {
  await sleep(3_000);
  signal('SIGKILL');
}
rmSync(folder, { recursive: true, force: true });
