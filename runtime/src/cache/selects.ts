/** Whether an object that a write was answered belongs to a selection: what the API server judges for lists and watches, judged here. */
import { matchesLabels } from '../client/selectors.ts';
import type { KubernetesObject } from '../object.ts';
import type { Selection } from './request.ts';

/** Labels as the API server judges them, fields by their paths: those of nearly all selectable fields; an absent one is ''. */
export const selectsObject = ({
  labels,
  fields,
}: Pick<Selection, 'labels' | 'fields'>): ((object: KubernetesObject) => boolean) => {
  const selected = labels === undefined ? undefined : matchesLabels(labels);
  const wanted = Object.entries(fields ?? {}).map(([path, value]) => [path.split('.'), value] as const);
  return (object) =>
    (selected === undefined || selected(object.metadata.labels)) &&
    wanted.every(([path, value]) => textAt(object, path) === value);
};

const textAt = (object: KubernetesObject, path: readonly string[]): string => {
  let at: unknown = object;
  for (const name of path)
    at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[name] : undefined;
  return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean' ? String(at) : '';
};
