/** For test files that need the real control plane: there, not there and said so, or (under CI=true) a failure. */
import { findBinaries } from './assets.ts';

/** True when it can be had, building it if need be. Without one, false and a loud line; under CI=true an error. */
export const controlPlaneAvailable = async (what: string): Promise<boolean> => {
  try {
    await findBinaries(log);
    return true;
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    log(`\n${'*'.repeat(80)}\n${what}: NOT RUN.\n${(error as Error).message}\n${'*'.repeat(80)}`);
    return false;
  }
};

const log = (line: string): void => void process.stderr.write(`control plane: ${line}\n`);
