/** What the objects of a chart are called and labelled: after the release, by the helpers of `_helpers.tpl`. */
import type { Model } from '../../model/model.ts';
import type { Manifest } from '../../objects/manifest.ts';
import { SERVICE_NAME_LIMIT, SUFFIX } from '../../objects/names.ts';
import { block, type ChartObject, type ChartValue, expression, type Helm, text } from './helm.ts';

/** A call of one of the chart's helpers. */
export const include = (
  model: Model,
  helper: 'fullname' | 'labels' | 'selectorLabels' | 'serviceAccountName' | 'image',
): string => `include "${model.name}.${helper}" .`;

/** The name of the release's manager and of what is named like it. Quoted: a release may be called 123. */
export const fullName = (model: Model): Helm => expression(`${include(model, 'fullname')} | quote`);

/** A name that starts with the release's full name. */
export const nameWith = (model: Model, suffix: string): Helm => text(expression(include(model, 'fullname')), suffix);

/** The name of the metrics Service, within the limit of Service names. */
export const metricsServiceName = (model: Model): Helm => {
  const room = SERVICE_NAME_LIMIT - SUFFIX.metricsService.length;
  return text(expression(`${include(model, 'fullname')} | trunc ${room} | trimSuffix "-"`), SUFFIX.metricsService);
};

/** The namespace of the release. Quoted: it may be called 123. */
export const releaseNamespace = (): Helm => expression('.Release.Namespace | quote');

/** The metadata of an object as the chart has it; `labels` beside the common ones. */
export const chartMetadata = (
  model: Model,
  { metadata }: Pick<Manifest, 'metadata'>,
  name: ChartValue,
  labels: ChartValue = block(include(model, 'labels')),
): ChartObject => ({
  name,
  namespace: metadata.namespace === undefined ? undefined : releaseNamespace(),
  labels,
});

/** The labels that select the manager's pods of a release. */
export const selectorOf = (model: Model): Helm => block(include(model, 'selectorLabels'));
