// Generated from operator.yaml by k8s-operator. Change the spec, not this file.
import { nats } from './nats/controller.ts';

/** Every controller of the operator. */
export const controllers = [nats];
