/**
 * The name of every object that an operator consists of, in one place: kustomize, Helm, Flux and OLM name the same things.
 * Each starts with the operator's name, so that two operators in one cluster never meet.
 */
import type { Api, Model } from '../model/model.ts';

export interface ObjectNames {
  /** Also the name of the ServiceAccount, the NetworkPolicy and the ServiceMonitor. */
  readonly manager: string;
  readonly managerRole: string;
  readonly metricsAuthRole: string;
  readonly metricsReaderRole: string;
  readonly metricsService: string;
}

/** What follows the operator's name. */
export const SUFFIX = {
  managerRole: '-manager',
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
  metricsAuthRole: `${name}${SUFFIX.metricsAuthRole}`,
  metricsReaderRole: `${name}${SUFFIX.metricsReaderRole}`,
  metricsService: `${name.slice(0, SERVICE_NAME_LIMIT - SUFFIX.metricsService.length).replace(/-+$/, '')}${SUFFIX.metricsService}`,
});

/** The roles that a cluster's users get for a kind. */
export type UserRole = 'admin' | 'editor' | 'viewer';

/** What follows the operator's name in the name of a user role: '-memcached-editor'. */
export const userRoleSuffix = (api: Pick<Api, 'directory'>, role: UserRole): string => `-${fileStem(api)}-${role}`;

/** What files about an API start with, unique in the operator. */
export const fileStem = (api: Pick<Api, 'directory'>): string => api.directory.replaceAll('/', '-');
