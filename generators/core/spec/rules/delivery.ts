/** How the operator is delivered: what Helm, Flux and OLM would refuse, or make nothing of. */
import type { Report } from '../report.ts';
import type { Spec } from '../spec.ts';
import { checkFlux } from './delivery/flux.ts';
import { checkRegistry } from './delivery/flux/addresses.ts';
import { checkOlm } from './delivery/olm.ts';

/** What a schema cannot say of `spec.delivery`. */
export const checkDelivery = (spec: Spec, report: Report): void => {
  checkRegistry(spec, report);
  checkFlux(spec, report);
  checkOlm(spec, report);
};
