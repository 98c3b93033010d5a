// Generated from operator.yaml by k8s-operator. Change the spec, not this file.
import { controller } from 'k8s-operator-runtime';
import { Deployment, Service } from 'k8s-operator-runtime/kinds';
import { Memcached } from './api.v1alpha1.ts';
import * as handlers from './reconcile.ts';

/** Keeps every Memcached as its spec asks; woken by changes of it and of what it owns. */
export const memcached = controller(Memcached, { ...handlers, owns: [Deployment, Service] });
