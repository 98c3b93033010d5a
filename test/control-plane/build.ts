/** `node test/control-plane/build.ts`: makes sure that the control plane for tests is there, and says from where. */
import { BINARIES, findBinaries } from './assets.ts';

const log = (line: string): void => void process.stderr.write(`control plane: ${line}\n`);
try {
  const binaries = await findBinaries(log);
  for (const binary of BINARIES) console.log(binaries[binary]);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
