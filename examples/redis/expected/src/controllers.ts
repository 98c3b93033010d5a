// Generated from operator.yaml by k8s-operator. Change the spec, not this file.
import { redis } from './redis/controller.ts';

/** Every controller of the operator. */
export const controllers = [redis];
