/**
 * Kinds of which a version is served. The API server takes a definition without any, which keeps what is stored of a kind that is gone:
 * it is installed like the others, but there is nothing to control, and no object to show.
 */
import type { Api, Model } from './model.ts';

/** Whether users and controllers can reach objects of the kind. The version that is worked on is served if any is. */
export const isServed = ({ storage }: Api): boolean => storage.served;

/** The kinds that can be reached. */
export const servedApis = ({ apis }: Pick<Model, 'apis'>): readonly Api[] => apis.filter(isServed);
