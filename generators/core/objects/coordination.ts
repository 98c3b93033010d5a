/** How several pods of the operator get along: one of them leads, or all share the objects. Both by Leases in the operator's namespace. */
import type { Model, PolicyRule } from '../model/model.ts';
import { SUFFIX } from './names.ts';
import { leaderElectionRules, shardingRules } from './rules.ts';

export interface Coordination {
  /** What it is called in the spec and in the chart's values. */
  readonly setting: 'leaderElection' | 'sharding';
  /** What switches it on. */
  readonly flag: string;
  /** What says whose pods they are, where it is not the operator's name. */
  readonly nameFlag: string;
  /** What the name of its Role ends in. */
  readonly suffix: string;
  readonly rules: readonly PolicyRule[];
}

const LEADER_ELECTION: Coordination = {
  setting: 'leaderElection',
  flag: '--leader-elect',
  nameFlag: '--leader-elect-resource-name',
  suffix: SUFFIX.leaderElectionRole,
  rules: leaderElectionRules(),
};

const SHARDING: Coordination = {
  setting: 'sharding',
  flag: '--sharding',
  nameFlag: '--sharding-name',
  suffix: SUFFIX.shardingRole,
  rules: shardingRules(),
};

/** That of an operator, whether it is switched on or not. */
export const coordination = ({ manager }: Pick<Model, 'manager'>): Coordination =>
  manager.sharding ? SHARDING : LEADER_ELECTION;

/** Whether several pods may run. */
export const isCoordinated = ({ manager }: Pick<Model, 'manager'>): boolean =>
  manager.leaderElection || manager.sharding;
