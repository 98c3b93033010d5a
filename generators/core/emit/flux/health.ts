/**
 * When Flux may call an object of an own kind healthy: CEL over the conditions that the spec's status computes.
 *
 * Flux's own rule takes an object without a status for healthy, so a new object would pass before the operator has looked at it; and
 * `filter(…).all(…)` holds on an empty list. So each expression here needs something that was written, and for the present generation.
 */
import type { Api, JsonObject } from '../../model/model.ts';

/** An entry of a Flux Kustomization's `healthCheckExprs`. */
export interface HealthCheck {
  readonly apiVersion: string;
  readonly kind: string;
  readonly current: string;
  readonly failed?: string;
}

/** Types that say, when True, that the object does what it is for; the first that is declared decides. */
const HEALTHY = ['Ready', 'Available', 'Healthy'];
/** Types that say, when True, that somebody must look. */
const FAILED = ['Stalled', 'Failed', 'Degraded'];

/** What CEL does not take as a field name after a dot, beside what is no identifier. */
const RESERVED = new Set(
  'as break const continue else false for function if import in let loop namespace null package return true var void while'.split(
    ' ',
  ),
);

/** Of a Kustomization: the checks of those kinds of which something is known. */
export const healthChecks = (apis: readonly Api[]): { readonly healthCheckExprs?: readonly HealthCheck[] } => {
  const healthCheckExprs = apis.map(healthCheck).filter((check) => check !== undefined);
  return healthCheckExprs.length > 0 ? { healthCheckExprs } : {};
};

/** The check for one kind; undefined when the spec computes no status, so that nothing is known about what will be written. */
export const healthCheck = (api: Api): HealthCheck | undefined => {
  const current = currentExpression(api);
  if (current === undefined) return undefined;
  const failed = declared(api, FAILED).map((type) => isTrue(api, type));
  return {
    apiVersion: `${api.group}/${api.storage.name}`,
    kind: api.kind,
    ...(failed.length > 0 && { failed: failed.join(' || ') }),
    current,
  };
};

const currentExpression = (api: Api): string | undefined => {
  const [healthy] = declared(api, HEALTHY);
  if (healthy !== undefined) return isTrue(api, healthy);
  if (api.status !== undefined && api.status.conditions.length > 0) {
    return `has(status.conditions) && status.conditions.exists(e, ${seen(api) ?? 'e.type != ""'})`;
  }
  const fields = (api.status?.fields ?? [])
    .map(([name]) => name)
    .filter((name) => /^[A-Za-z_]\w*$/.test(name) && !RESERVED.has(name));
  return fields.length === 0 ? undefined : fields.map((name) => `has(status.${name})`).join(' || ');
};

const declared = (api: Api, types: readonly string[]): readonly string[] =>
  types.filter((type) => api.status?.conditions.some((condition) => condition.type === type));

const isTrue = (api: Api, type: string): string => {
  const terms = [`e.type == ${JSON.stringify(type)}`, 'e.status == "True"', seen(api)].filter(
    (term) => term !== undefined,
  );
  return `has(status.conditions) && status.conditions.exists(e, ${terms.join(' && ')})`;
};

/** That the condition is about the present generation; undefined when the schema has no field to say so (it would be pruned). */
const seen = ({ storage }: Api): string | undefined => {
  const has = (...path: string[]) =>
    path.reduce<unknown>((node, key) => (node as JsonObject | undefined)?.[key], storage.schema) !== undefined;
  const status = ['properties', 'status', 'properties'];
  if (has(...status, 'conditions', 'items', 'properties', 'observedGeneration')) {
    return 'has(e.observedGeneration) && e.observedGeneration == metadata.generation';
  }
  return undefined;
};
