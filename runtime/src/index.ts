/** The public API of k8s-operator-runtime: everything that operators import. */
export { KubeConfigError } from './kubeconfig/error.ts';
export type { LoadedKubeConfig } from './kubeconfig/kube-config.ts';
export { loadKubeConfig, type LoadKubeConfigOptions } from './kubeconfig/load.ts';
export { parseKubeConfig, type ParseKubeConfigOptions } from './kubeconfig/parse.ts';
export type { Credentials, CredentialSource, KubeConfig, KubeConfigCluster } from './transport/credentials.ts';
export { ConnectionError } from './transport/connection-error.ts';
export type { CacheListOptions, CacheReader } from './cache/cache.ts';
export { cached, type CachedKind, type CachedKindOptions } from './cache/cached-kind.ts';
export type { IndexBy } from './cache/indexes.ts';
export type { Change } from './cache/store.ts';
export type { Transform } from './cache/transform.ts';
export type { Client } from './client/client.ts';
export {
  createOrPatch,
  createOrUpdate,
  type Mutate,
  type Operation,
  type Upserted,
} from './client/create-or-update.ts';
export type { DiscoveredKind } from './client/discovery.ts';
export {
  AlreadyExists,
  ApiError,
  BadRequest,
  Conflict,
  Expired,
  Forbidden,
  Gone,
  InternalError,
  Invalid,
  MethodNotAllowed,
  NotAcceptable,
  NotFound,
  RequestEntityTooLarge,
  ServerTimeout,
  ServiceUnavailable,
  Timeout,
  TooManyRequests,
  Unauthorized,
  UnsupportedMediaType,
} from './client/errors.ts';
export { type KindName, UnknownKind } from './client/mapper.ts';
export { mergePatch, type MergePatchOptions } from './client/merge-patch.ts';
export { metadataOnly, type PartialObjectMetadata } from './client/metadata-only.ts';
export type {
  ApplyOptions,
  CallOptions,
  CreateOptions,
  DeleteAllOfOptions,
  DeleteOptions,
  FieldValidation,
  GetOptions,
  JsonPatchOperation,
  ListOptions,
  Patch,
  PatchOptions,
  PatchType,
  Preconditions,
  Selectors,
  WriteOptions,
} from './client/options.ts';
export type { ObjectKey } from './client/path.ts';
export type { WriteObserver } from './client/request.ts';
export { retryOnConflict, type RetryOptions } from './client/retry-on-conflict.ts';
export {
  type LabelExpression,
  type LabelRequirements,
  type LabelSelector,
  type Labels,
  selector,
} from './client/selectors.ts';
export type { Status, StatusCause } from './client/status.ts';
export type {
  SubresourceAnswer,
  SubresourceClient,
  SubresourceDraft,
  SubresourceObject,
  SubresourceTypes,
} from './client/subresource.ts';
export { logWarnings, type WarningHandler } from './client/warnings.ts';
export type { WatchChange, WatchOptions } from './client/watch.ts';
export { type Clock, systemClock } from './clock.ts';
export { and, not, or } from './combine.ts';
export { type Controller, controller, type ControllerOptions } from './controller/controller.ts';
export type { EventDetails, EventRecorder, Events } from './events/events.ts';
export { OwnershipLost, ReconcileTimeout } from './controller/fence.ts';
export type {
  Applied,
  Cleanup,
  Context,
  Desired,
  DesiredChildren,
  DesiredCondition,
  DesiredConditions,
  DesiredDraft,
  DesiredStatus,
  Reconcile,
  Result,
  WatchRequest,
} from './controller/reconcile.ts';
export type { Predicate } from './controller/predicates.ts';
export * as predicates from './controller/predicates.ts';
export type { PruneOptions } from './apply/prune.ts';
export { TerminalError } from './controller/terminal-error.ts';
export { type Owned, owned, type Primaries, type Watch, watch, type Watched } from './controller/watch.ts';
export type { Duration } from './duration.ts';
export { draft } from './draft.ts';
export { type Kind, kind } from './kind.ts';
export { labelValue } from './labels.ts';
export { jsonLogger, type LogFields, type Logger, type LogLevel, silentLogger } from './manager/log.ts';
export { createManager } from './manager/manager.ts';
export type { Manager } from './manager/manager-interface.ts';
export type { LeaderElectionSettings, ManagerOptions, MetricsSettings } from './manager/manager-options.ts';
export { type Cluster, type ClusterOptions, createCluster } from './manager/cluster.ts';
export type { HealthCheck } from './manager/health.ts';
export type { LeaderElectionDurations } from './manager/leader-election.ts';
export type { MetricsRegistry } from './manager/metrics.ts';
export type { PreflightMode } from './manager/preflight.ts';
export type { Runnable } from './manager/runnable.ts';
export type { Span, Tracer } from './manager/tracing.ts';
export { run, type RunOptions } from './manager/run.ts';
export { Fenced } from './manager/lease-fence.ts';
export type { ShardingSettings } from './sharding/sharding.ts';
export { addFinalizer, hasFinalizer, removeFinalizer } from './metadata/finalizer.ts';
export {
  AlreadyOwned,
  controllerOf,
  controllerReference,
  hasOwnerReference,
  isControlledBy,
  type Ownable,
  ownerReference,
  type OwnerReferenceOptions,
  removeOwnerReference,
  setControllerReference,
  setOwnerReference,
} from './metadata/owner-reference.ts';
export type {
  Condition,
  DeepPartial,
  Draft,
  KubernetesList,
  KubernetesObject,
  ListMeta,
  ManagedFieldsEntry,
  Mutable,
  NewDraft,
  ObjectMeta,
  OwnerReference,
  Unstructured,
} from './object.ts';
export { LOW_PRIORITY } from './queue/queue.ts';
export type { BucketOptions, ExponentialOptions, RateLimiter } from './queue/rate-limiter.ts';
export * as rateLimiter from './queue/rate-limiter.ts';
export { type Channel, channel, type PushOptions } from './source/channel.ts';
export { cron, type CronOptions, interval, type ScheduleOptions } from './source/schedule.ts';
export type { Source, SourceContext } from './source/source.ts';
export type { AtLeastOneOf, AtMostOneOf, ExactlyOneOf } from './one-of.ts';
export {
  type AnyCondition,
  findCondition,
  hasConditionStatus,
  isConditionFalse,
  isConditionTrue,
  removeCondition,
  setCondition,
  type StatedCondition,
} from './status/conditions.ts';
export {
  hasCondition,
  isCrdEstablished,
  isCreated,
  isDeleted,
  isDeploymentComplete,
  isIngressProvisioned,
  isJobCompleted,
  isPodRunning,
  isServiceLoadBalancerProvisioned,
  type WaitCondition,
} from './wait/conditions.ts';
export { deleteAndWait, waitFor, type WaitOptions, WaitTimeout } from './wait/wait-for.ts';
export { createClient, type ClientOptions } from './client/client.ts';
export type {
  Method,
  RequestSample,
  StreamEnd,
  StreamRequest,
  TransportRequest,
  TransportResponse,
} from './transport/request.ts';
export { createTransport, type Transport, type TransportOptions } from './transport/transport.ts';
