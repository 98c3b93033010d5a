import type { Path } from '../../../path.ts';

/** Where the options of Flux stand in a spec. */
export const FLUX: Path = ['spec', 'delivery', 'flux'];

/** Where Flux runs, by the convention of all its tools. */
export const FLUX_NAMESPACE = 'flux-system';
