/**
 * What an informer is asked for by. Two requests that mean the same share one informer, hence one watch and one copy of its objects.
 *
 * `labels` and `fields` narrow what the API server sends; `projection: 'metadata'` asks it for the metadata alone (PartialObjectMetadata),
 * which is what memory is saved by where only names, labels, owners or versions are looked at.
 */
import { fieldSelectorText, type Labels, type LabelSelector, selectorText } from '../client/selectors.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';

/** How much of each object is kept: all of it, or `apiVersion`, `kind` and `metadata`. */
export type Projection = 'full' | 'metadata';

/** A part of a kind's objects. */
export interface Selection<T extends KubernetesObject = KubernetesObject> {
  readonly kind: Kind<T>;
  /** Default: whatever their labels. */
  readonly labels?: LabelSelector | undefined;
  /** `{ 'spec.nodeName': 'a' }`; which fields can be selected is up to the kind. Default: whatever their fields. */
  readonly fields?: Labels | undefined;
  /** Default: as the kind says (`metadataOnly`), else `full`. */
  readonly projection?: Projection | undefined;
}

/** One collection: a selection in one namespace, or in all when none is given. */
export interface InformerRequest<T extends KubernetesObject = KubernetesObject> extends Selection<T> {
  readonly namespace?: string | undefined;
}

/** A selection in several namespaces, an informer each. Default: those that the manager is limited to, or all. */
export interface InformersRequest<T extends KubernetesObject = KubernetesObject> extends Selection<T> {
  readonly namespaces?: readonly string[] | undefined;
}

/** Equal for requests that can share an informer. */
export const requestKey = ({ kind, namespace, labels, fields, projection }: InformerRequest): string =>
  JSON.stringify([
    kind.apiVersion,
    kind.kind,
    kind.scope === 'Cluster' ? '' : (namespace ?? ''),
    canonical(labels),
    fieldSelectorText(fields) ?? '',
    projection ?? kind.projection ?? 'full',
  ]);

/** A selector in one form, whichever it was written in: equal for those that select the same. Nothing is ''. */
export interface SelectorText {
  readonly labels: string;
  readonly fields: string;
}

/** Puts selectors into one form. */
export const selectorTexts = ({
  labels,
  fields,
}: {
  readonly labels?: LabelSelector | undefined;
  readonly fields?: Labels | string | undefined;
}): SelectorText => ({ labels: canonical(labels), fields: fieldSelectorText(fields) ?? '' });

/** The order of requirements is nobody's concern. */
const canonical = (given: LabelSelector | undefined): string =>
  (selectorText(given) ?? '')
    .split(/,(?![^(]*\))/)
    .map((requirement) => requirement.trim())
    .toSorted()
    .join(',');
