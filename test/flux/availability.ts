/** For test files that need Flux: there, not there and said so, or (under CI=true) a failure. */
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { ifAvailable } from '../judges/availability.ts';
import { fluxCrds } from '../judges/flux-crds.ts';
import { judge } from '../judges/judges.ts';
import { FLUX_PROGRAMS, fluxProgram, kwokStages } from './programs.ts';

/** True when all of it can be had, building it if need be. */
export const fluxAvailable = async (what: string): Promise<boolean> => {
  const prepared = await ifAvailable(async () => {
    for (const name of FLUX_PROGRAMS) await fluxProgram(name);
    await judge('registry');
    await kwokStages();
    return fluxCrds();
  });
  return prepared !== undefined && (await controlPlaneAvailable(what));
};
