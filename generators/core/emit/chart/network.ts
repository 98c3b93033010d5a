import type { Model } from '../../model/model.ts';
import { networkPolicy } from '../../objects/network-policy.ts';
import { metricsService } from '../../objects/service.ts';
import { serviceMonitor } from '../../objects/service-monitor.ts';
import { block, type ChartObject, expression, given, givenScalar, spread, spreadGiven, when } from './helm.ts';
import { chartMetadata, fullName, include, metricsServiceName, selectorOf } from './metadata.ts';

/** The metrics Service as a template. */
export const metricsServiceTemplate = (model: Model): ChartObject => {
  const object = metricsService(model);
  return {
    ...object,
    metadata: chartMetadata(model, object, metricsServiceName(model)),
    spec: {
      ...object.spec,
      selector: selectorOf(model),
      ports: object.spec.ports.map(servicePort),
    },
  };
};

const servicePort = (port: ReturnType<typeof metricsService>['spec']['ports'][number]): ChartObject => ({
  ...port,
  port: expression('.Values.metrics.port'),
  ...('appProtocol' in port && { appProtocol: when('.Values.metrics.secure', port.appProtocol) }),
});

/** The ServiceMonitor as a template. */
export const serviceMonitorTemplate = (model: Model): ChartObject => {
  const object = serviceMonitor(model);
  const labels = {
    common: spread(include(model, 'labels')),
    own: spreadGiven('.Values.metrics.serviceMonitor.labels'),
  };
  return {
    ...object,
    metadata: chartMetadata(model, object, fullName(model), labels),
    spec: {
      ...object.spec,
      selector: { matchLabels: selectorOf(model) },
      endpoints: object.spec.endpoints.map(scrapedEndpoint),
    },
  };
};

const scrapedEndpoint = (endpoint: ReturnType<typeof serviceMonitor>['spec']['endpoints'][number]): ChartObject => ({
  ...endpoint,
  ...('scheme' in endpoint && {
    scheme: when('.Values.metrics.secure', endpoint.scheme),
    bearerTokenFile: when('.Values.metrics.secure', endpoint.bearerTokenFile),
    tlsConfig: when('.Values.metrics.secure', block('toYaml .Values.metrics.serviceMonitor.tlsConfig')),
  }),
  interval: givenScalar('.Values.metrics.serviceMonitor.interval'),
  scrapeTimeout: givenScalar('.Values.metrics.serviceMonitor.scrapeTimeout'),
});

/** The NetworkPolicy as a template. Without metrics nothing may connect. */
export const networkPolicyTemplate = (model: Model): ChartObject => {
  const object = networkPolicy(model);
  return {
    ...object,
    metadata: chartMetadata(model, object, fullName(model)),
    spec: {
      ...object.spec,
      podSelector: { matchLabels: selectorOf(model) },
      ingress: when(
        '.Values.metrics.enabled',
        object.spec.ingress.map(({ ports }) => ({ ports, from: given('.Values.networkPolicy.metricsFrom') })),
      ),
    },
  };
};
