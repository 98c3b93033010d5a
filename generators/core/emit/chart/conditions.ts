/** Conditions on a chart's values that several templates have. */
import type { Model } from '../../model/model.ts';
import { coordination } from '../../objects/coordination.ts';

/** Whether several managers may run. */
export const coordinationEnabled = (model: Model): string => `.Values.${coordination(model).setting}.enabled`;

/** Whether there are metrics, and only for those who may read them; of an operator that can do that. */
export const SECURE_METRICS = 'and .Values.metrics.enabled .Values.metrics.secure';

/** Whether there is a ServiceMonitor: it needs metrics to scrape, and a cluster that knows the kind. */
export const SERVICE_MONITOR =
  'and .Values.metrics.enabled .Values.metrics.serviceMonitor.enabled (.Capabilities.APIVersions.Has "monitoring.coreos.com/v1")';
