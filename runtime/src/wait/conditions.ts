/** What can be waited for, ready made; the same that kube-rs has. Any function of the object is a condition, too. */
import type { KubernetesObject } from '../object.ts';
import type { Deployment } from '../kinds/generated/apps-v1.ts';
import type { CustomResourceDefinition } from '../kinds/generated/apiextensions-v1.ts';
import type { Job } from '../kinds/generated/batch-v1.ts';
import type { Pod, Service } from '../kinds/generated/core-v1.ts';
import type { Ingress } from '../kinds/generated/networking-v1.ts';
import { type AnyCondition, findCondition, isConditionTrue } from '../status/conditions.ts';

/** Whether an object is as it is waited for; undefined: there is none. */
export type WaitCondition<T extends KubernetesObject = KubernetesObject> = (object: T | undefined) => boolean;

/** It exists. */
export const isCreated = <T extends KubernetesObject>(object: T | undefined): object is T => object !== undefined;

/** The object with this uid is gone; there may be another one of its name. */
export const isDeleted =
  (uid: string): WaitCondition =>
  (object) =>
    object?.metadata.uid !== uid;

interface WithConditions {
  readonly status?:
    | { readonly observedGeneration?: number | undefined; readonly conditions?: readonly AnyCondition[] | undefined }
    | undefined;
}

/**
 * It has a condition of this type, with this status (default True). One that is about an earlier generation does not count, as in
 * `kubectl wait`, where `observedGeneration` says so.
 */
export const hasCondition =
  (type: string, status: 'True' | 'False' | 'Unknown' = 'True'): WaitCondition =>
  (object) => {
    if (object === undefined) return false;
    const { status: current } = object as KubernetesObject & WithConditions;
    const condition = findCondition(current?.conditions, type) as
      | (AnyCondition & { readonly observedGeneration?: number })
      | undefined;
    const observed = condition?.observedGeneration ?? current?.observedGeneration;
    if (observed !== undefined && observed < (object.metadata.generation ?? 0)) return false;
    return condition?.status === status;
  };

/** The API server accepted the names and serves the kind. */
export const isCrdEstablished = (crd: CustomResourceDefinition | undefined): crd is CustomResourceDefinition =>
  isConditionTrue(crd?.status?.conditions, 'Established');

/** Its containers were started; whether they are ready is another condition. */
export const isPodRunning = (pod: Pod | undefined): pod is Pod => pod?.status?.phase === 'Running';

/** It has succeeded; a failed one never will. */
export const isJobCompleted = (job: Job | undefined): job is Job =>
  isConditionTrue(job?.status?.conditions, 'Complete');

/** All replicas are of the newest template, available, and no others are left, as `kubectl rollout status` waits for. */
export const isDeploymentComplete = (deployment: Deployment | undefined): deployment is Deployment => {
  if (deployment === undefined) return false;
  const { metadata, spec, status = {} } = deployment;
  const wanted = spec.replicas ?? 1;
  return (
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 0) &&
    (status.updatedReplicas ?? 0) === wanted &&
    (status.replicas ?? 0) === wanted &&
    (status.availableReplicas ?? 0) === wanted
  );
};

/** Its load balancer has an address. */
export const isServiceLoadBalancerProvisioned = (service: Service | undefined): service is Service =>
  isProvisioned(service?.status?.loadBalancer);

/** Its load balancer has an address. */
export const isIngressProvisioned = (ingress: Ingress | undefined): ingress is Ingress =>
  isProvisioned(ingress?.status?.loadBalancer);

interface LoadBalancer {
  readonly ingress?:
    | readonly { readonly ip?: string | undefined; readonly hostname?: string | undefined }[]
    | undefined;
}

const isProvisioned = (balancer: LoadBalancer | undefined): boolean =>
  (balancer?.ingress ?? []).length > 0 &&
  balancer?.ingress?.every(({ ip, hostname }) => (ip ?? '') !== '' || (hostname ?? '') !== '') === true;
