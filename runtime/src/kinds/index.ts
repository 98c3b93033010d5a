/**
 * Kubernetes' own kinds, typed as the raw JSON that the API sends: times and quantities are strings, IntOrString is
 * `number | string`. A kind is type and value: `client.get(Deployment, …)` answers a `Deployment`.
 *
 * Names
 * - A kind's plain name is its newest version, stable before beta before alpha: `HorizontalPodAutoscaler` is autoscaling/v2.
 *   Older versions have theirs as suffix: `HorizontalPodAutoscalerV1`.
 * - `Event` is events.k8s.io/v1; the one of the core group is `CoreEvent`.
 * - Types (`PodSpec`, `Container`, …) keep Go's names. Where groups share one, core and apps come first and the others
 *   are prefixed: `EndpointPort` is core's, `DiscoveryEndpointPort` is discovery.k8s.io's.
 * - What subresources are made of has types, too: `Scale`, `Eviction`, `TokenRequest`, `Binding`. They have no collection to be asked for;
 *   `client.subresource` takes them. A list of Deployments is a `KubernetesList<Deployment>`, so there is no type for each.
 *
 * Optional fields take `undefined`: JSON leaves it out.
 */
export * from './generated/index.ts';
export type { Embedded, EmbeddedMeta } from './embedded.ts';
export type { Condition, ManagedFieldsEntry, ObjectMeta, OwnerReference } from '../object.ts';
