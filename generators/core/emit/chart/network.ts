import type { Model } from '../../model/model.ts';
import { networkPolicy } from '../../objects/network-policy.ts';
import { metricsService } from '../../objects/service.ts';
import { type ChartObject, type ChartValue, expression, given, itemGiven, spreadGiven, when } from './helm.ts';
import { chartMetadata, fullName, metricsServiceName, selectorOf } from './metadata.ts';

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

/** Whether pods of the release may connect to some places only. */
export const EGRESS = '.Values.networkPolicy.egress.enabled';

/** The NetworkPolicy as a template. Without metrics nothing may connect. */
export const networkPolicyTemplate = (model: Model): ChartObject => {
  const object = networkPolicy(model);
  return {
    ...object,
    metadata: chartMetadata(model, object, fullName(model)),
    spec: {
      ...object.spec,
      podSelector: { matchLabels: selectorOf(model) },
      policyTypes: [...object.spec.policyTypes, when(EGRESS, 'Egress')],
      ingress: when(
        '.Values.metrics.enabled',
        object.spec.ingress.map(({ ports }) => ({ ports, from: given('.Values.networkPolicy.metricsFrom') })),
      ),
      egress: when(EGRESS, egressRules()),
    },
  };
};

/** Where pods of the release may connect to, if that is limited. */
export const egressRules = (): readonly ChartValue[] => [
  itemGiven('.Values.networkPolicy.egress.apiServer'),
  itemGiven('.Values.networkPolicy.egress.dns'),
  spreadGiven('.Values.networkPolicy.egress.extra'),
];
