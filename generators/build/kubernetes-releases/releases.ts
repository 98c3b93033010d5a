/** The releases that are compared: the oldest that operators run on, those between, and the one that test/control-plane pins. */
import { kubernetesVersion } from '../../../test/control-plane/cache.ts';

/** One of each minor release, oldest first. */
export const RELEASES = ['v1.30.14', 'v1.31.14', 'v1.32.13', 'v1.33.13', 'v1.34.4', 'v1.35.4', kubernetesVersion];

/** 31 for v1.31.14. */
export const minorOf = (release: string): number => Number(release.split('.')[1]);
