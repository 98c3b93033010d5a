/**
 * The memcached example with a delivery by OLM in which every list is empty. No spec leads to it, since `maintainers` and `links` are
 * filled in; a bundle without them has to be valid all the same.
 */
import type { Model, Template } from '../../../generators/core/model/model.ts';
import { memcachedModel as example } from '../models.ts';

export { memcachedApi, version } from '../models.ts';

const { olm, ...delivery } = example().delivery;

/** The model of that example, with changes. */
export const memcachedModel = (changes: Partial<Model> = {}): Model =>
  example({
    delivery: {
      ...delivery,
      olm: { ...olm!, provider: { name: 'Acme' }, maintainers: [], links: [], keywords: [], categories: [] },
    },
    ...changes,
  });

/** A scalar as a template. */
export const literal = (value: string | number | boolean): Template => ({ type: 'literal', value });
