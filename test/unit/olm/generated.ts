/** What is generated for OLM, as text and read. */
import { parse } from 'yaml';
import type { Model } from '../../../generators/core/model/model.ts';
import { olmFiles } from '../../../generators/core/plan/olm.ts';
import { memcachedModel } from './memcached-model.ts';

/** The text of a file; 'undefined' where there is none. */
export const text = (model: Model, path: string): string =>
  String(olmFiles(model).find((file) => file.path === path)?.content);

/** The ClusterServiceVersion of the memcached operator. */
export const csv = (model: Model) =>
  parse(text(model, 'bundle/manifests/memcached-operator.clusterserviceversion.yaml')) as {
    readonly metadata: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
    readonly spec: Readonly<Record<string, never>>;
  };

/** The memcached operator with something else about OLM. */
export const olm = (changes: object): Model => {
  const model = memcachedModel();
  return { ...model, delivery: { ...model.delivery, olm: { ...model.delivery.olm!, ...changes } } };
};
