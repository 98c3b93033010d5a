/**
 * The name of every object that an operator consists of, in one place: kustomize, Helm, Flux and OLM name the same things.
 * Each starts with the operator's name, so that two operators in one cluster never meet.
 */
import type { Api, Model } from '../model/model.ts';

export interface ObjectNames {
  /** Also the name of the ServiceAccount, the NetworkPolicy, the PodDisruptionBudget, the ServiceMonitor and the PrometheusRule. */
  readonly manager: string;
  readonly managerRole: string;
  readonly clusterManagerRole: string;
  readonly dashboard: string;
  readonly metricsAuthRole: string;
  readonly metricsReaderRole: string;
  readonly metricsService: string;
}

/** What follows the operator's name. */
export const SUFFIX = {
  managerRole: '-manager',
  clusterManagerRole: '-manager-cluster',
  dashboard: '-dashboard',
  leaderElectionRole: '-leader-election',
  shardingRole: '-sharding',
  metricsAuthRole: '-metrics-auth',
  metricsReaderRole: '-metrics-reader',
  metricsService: '-metrics',
} as const;

/** Service names are DNS labels; those of all other objects may have 253 characters. */
export const SERVICE_NAME_LIMIT = 63;

/** The names of the objects of an operator. */
export const objectNames = ({ name }: Pick<Model, 'name'>): ObjectNames => ({
  manager: name,
  managerRole: `${name}${SUFFIX.managerRole}`,
  clusterManagerRole: `${name}${SUFFIX.clusterManagerRole}`,
  dashboard: `${name}${SUFFIX.dashboard}`,
  metricsAuthRole: `${name}${SUFFIX.metricsAuthRole}`,
  metricsReaderRole: `${name}${SUFFIX.metricsReaderRole}`,
  metricsService: `${serviceStem(name)}${SUFFIX.metricsService}`,
});

/** Begins with a letter: before Kubernetes 1.36 the name of a Service has to (KEP-5311, RelaxedServiceNameValidation). */
const serviceStem = (name: string): string =>
  name
    .replace(/^\d/, 'op-$&')
    .slice(0, SERVICE_NAME_LIMIT - SUFFIX.metricsService.length)
    .replace(/-+$/, '');

/** The roles that a cluster's users get for a kind. */
export type UserRole = 'admin' | 'editor' | 'viewer';

/** What follows the operator's name in the name of a user role: '-memcached-editor'. */
export const userRoleSuffix = (api: Pick<Api, 'directory'>, role: UserRole): string => `-${fileStem(api)}-${role}`;

/** What files about an API start with, unique in the operator. */
export const fileStem = (api: Pick<Api, 'directory'>): string => api.directory.replaceAll('/', '-');

/** What a controller is called in logs and metrics: its kind in lower case, or where kinds share that name, what files about it start with. */
export const controllerName = (model: Pick<Model, 'apis'>, api: Api): string =>
  sharesName(model, api) ? api.directory : api.kind.toLowerCase();

/** Whether another kind of the operator has the same name but for capitals: the runtime's default would not tell the two apart. */
export const sharesName = ({ apis }: Pick<Model, 'apis'>, api: Api): boolean =>
  apis.some((other) => other !== api && other.kind.toLowerCase() === api.kind.toLowerCase());
