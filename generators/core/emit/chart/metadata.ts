/** What the objects of a chart are called and labelled: after the release, by the helpers of `_helpers.tpl`. */
import type { Model } from '../../model/model.ts';
import type { Manifest } from '../../objects/manifest.ts';
import { SERVICE_NAME_LIMIT } from '../../objects/names.ts';
import { block, type ChartObject, type ChartValue, expression, given, type Helm, spread, text } from './helm.ts';

/** A call of one of the chart's helpers. */
export const include = (
  model: Model,
  helper:
    | 'fullname'
    | 'metricsService'
    | 'labels'
    | 'selectorLabels'
    | 'testLabels'
    | 'serviceAccountName'
    | 'image'
    | 'watchNamespaces',
): string => `include "${model.name}.${helper}" .`;

/** The name of the release's manager and of what is named like it. Quoted: a release may be called 123. */
export const fullName = (model: Model): Helm => expression(`${include(model, 'fullname')} | quote`);

/** A name that starts with the release's full name. */
export const nameWith = (model: Model, suffix: string): Helm => text(expression(include(model, 'fullname')), suffix);

/** The same within the limit of names that are DNS labels: of Jobs, which are labels of their pods. */
export const shortNameWith = (model: Model, suffix: string): Helm => {
  const room = SERVICE_NAME_LIMIT - suffix.length;
  return text(expression(`${include(model, 'fullname')} | trunc ${room} | trimAll "-"`), suffix);
};

/** The name of the metrics Service. */
export const metricsServiceName = (model: Model): Helm => expression(include(model, 'metricsService'));

/** The namespace of the release. Quoted: it may be called 123. */
export const releaseNamespace = (): Helm => expression('.Release.Namespace | quote');

/** The labels of all objects as a value, with a user's own, which win over those that all objects get. */
export const labelsWith = (model: Model, path: string): Helm => block(labelsCode(model, path));

/** The same among other labels. */
export const spreadLabels = (model: Model, path?: string): Helm =>
  spread(path === undefined ? include(model, 'labels') : labelsCode(model, path));

const labelsCode = (model: Model, path: string): string => `include "${model.name}.labelsWith" (list . ${path})`;

/** What a user says of all objects, and over it what is said of one. */
export const annotationsWith = (path: string): Helm =>
  given(`merge (dict) (${path} | default (dict)) (.Values.commonAnnotations | default (dict))`);

/** The metadata of an object as the chart has it; with labels and annotations of its own. */
export const chartMetadata = (
  model: Model,
  { metadata }: Pick<Manifest, 'metadata'>,
  name: ChartValue,
  own: { readonly labels?: ChartValue; readonly annotations?: ChartValue } = {},
): ChartObject => ({
  name,
  namespace: metadata.namespace === undefined ? undefined : releaseNamespace(),
  labels: own.labels ?? block(include(model, 'labels')),
  annotations: own.annotations ?? given('.Values.commonAnnotations'),
});

/** The labels that select the manager's pods of a release. */
export const selectorOf = (model: Model): Helm => block(include(model, 'selectorLabels'));
