/** The public API of k8s-operator-runtime: everything that operators import. */
export type { KubeConfig } from './transport/credentials.ts';
export { ConnectionError } from './transport/connection-error.ts';
export type {
  ApplyOptions,
  CallOptions,
  Client,
  DeleteOptions,
  JsonPatchOperation,
  ListOptions,
  Patch,
  WriteOptions,
} from './client/client.ts';
export {
  AlreadyExists,
  ApiError,
  BadRequest,
  Conflict,
  Forbidden,
  Gone,
  Invalid,
  NotFound,
  type Status,
  TooManyRequests,
  Unauthorized,
} from './client/errors.ts';
export type { ObjectKey } from './client/path.ts';
export { type LabelSelector, type Labels, selector } from './client/selectors.ts';
export { type Clock, systemClock } from './clock.ts';
export { type Controller, controller, type ControllerOptions, type Watch } from './controller/controller.ts';
export type { Events } from './controller/events.ts';
export { controllerOf, controllerReference } from './controller/owner-reference.ts';
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
} from './controller/reconcile.ts';
export { TerminalError } from './controller/terminal-error.ts';
export type { Duration } from './duration.ts';
export { type Kind, kind } from './kind.ts';
export { labelValue } from './labels.ts';
export { jsonLogger, type LogFields, type Logger, type LogLevel, silentLogger } from './manager/log.ts';
export { createManager, type Manager, type ManagerOptions } from './manager/manager.ts';
export { run, type RunOptions } from './manager/run.ts';
export type {
  Condition,
  DeepPartial,
  Draft,
  KubernetesObject,
  ManagedFieldsEntry,
  ObjectMeta,
  OwnerReference,
} from './object.ts';
export type { AtLeastOneOf, AtMostOneOf, ExactlyOneOf } from './one-of.ts';
export { createClient, type ClientOptions } from './client/client.ts';
export { createTransport, type Transport, type TransportOptions } from './transport/transport.ts';
