/** What a person would look at when Flux does not get there: conditions, warnings, what the controllers complained about. */
import type { Client, Condition, KubernetesObject } from 'k8s-operator-runtime';
import { Event, Pod } from 'k8s-operator-runtime/kinds';
import { FLUX_KINDS } from './kinds.ts';

/** Of an object, as one line each. */
export const conditionsOf = ({ kind, metadata, status }: KubernetesObject & { readonly status?: unknown }): string => {
  const { conditions = [] } = (status ?? {}) as { readonly conditions?: readonly Condition[] };
  const lines = conditions.map(({ type, status, reason, message, observedGeneration }) =>
    [`    ${type}=${status}`, reason, message, observedGeneration && `(generation ${observedGeneration})`]
      .filter(Boolean)
      .join(' '),
  );
  const { namespace, name, generation, deletionTimestamp } = metadata;
  const title = `  ${kind} ${namespace}/${name}, generation ${generation}${deletionTimestamp ? ', being deleted' : ''}`;
  return [title, ...lines].join('\n');
};

/** All of it, as text. */
export const diagnosis = async (client: Client, logs: Readonly<Record<string, string>>): Promise<string> => {
  const objects = (await Promise.all(FLUX_KINDS.map((kind) => client.list<KubernetesObject>(kind)))).flat();
  const pods = (await client.list(Pod)).map(
    ({ metadata, status }) => `  ${metadata.namespace}/${metadata.name}: ${status?.phase}`,
  );
  const warnings = (await client.list(Event))
    .filter(({ type }) => type === 'Warning')
    .slice(-20)
    .map(({ regarding, reason, note }) => `  ${regarding?.kind} ${regarding?.name}: ${reason}: ${note}`);
  const complaints = Object.entries(logs).flatMap(([name, log]) =>
    log
      .split('\n')
      .filter((line) => line.includes('"level":"error"'))
      .slice(-8)
      .map((line) => `  ${name}: ${line.slice(0, 600)}`),
  );
  return [
    "Flux's objects:",
    ...objects.map(conditionsOf),
    'Pods:',
    ...pods,
    'Warnings:',
    ...warnings,
    'Errors in logs:',
    ...complaints,
  ].join('\n');
};
