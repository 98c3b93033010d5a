/** The memcached example with a delivery by OLM that says as little as a spec may: nothing is filled in. */
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
