// Generated from operator.yaml by k8s-operator. Change the spec, not this file.
import { controller } from 'k8s-operator-runtime';
import { Service, StatefulSet } from 'k8s-operator-runtime/kinds';
import { Nats } from './api.v1.ts';
import * as handlers from './reconcile.ts';

/** Keeps every Nats as its spec asks; woken by changes of it and of what it owns. */
export const nats = controller(Nats, { ...handlers, owns: [StatefulSet, Service] });
