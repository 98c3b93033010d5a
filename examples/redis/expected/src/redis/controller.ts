// Generated from operator.yaml by k8s-operator. Change the spec, not this file.
import { controller } from 'k8s-operator-runtime';
import { ConfigMap, Service, StatefulSet } from 'k8s-operator-runtime/kinds';
import { Redis } from './api.v1.ts';
import * as handlers from './reconcile.ts';

/** Keeps every Redis as its spec asks; woken by changes of it and of what it owns. */
export const redis = controller(Redis, { ...handlers, owns: [ConfigMap, Service, StatefulSet] });
