/** The types that are printed of a schema. */
import { emitApi } from '../../../generators/core/emit/source/api.ts';
import type { JsonObject } from '../../../generators/core/model/model.ts';
import { memcachedApi, version } from '../models.ts';

/** The file of a kind whose spec has one field. */
export const print = async (property: JsonObject, required: readonly string[] = []): Promise<string> => {
  const schema = {
    type: 'object',
    properties: { spec: { type: 'object', required, properties: { field: property } } },
  };
  return emitApi(memcachedApi(), version({ schema }));
};

/** What stands in the interface of `spec`. */
export const specOf = (text: string): string =>
  (/export interface MemcachedSpec \{\n(.*?)\n\}/s.exec(text)?.[1] ?? '').replaceAll(/^ {2}/gm, '');
