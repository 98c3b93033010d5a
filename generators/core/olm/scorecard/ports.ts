/** Ports of containers. */
import type { Container } from './workload.ts';

/** Whether a container declares a port, by number or by name; one by number need not be declared to be open. */
export const portIn = (
  containers: readonly Container[],
  port: string | number,
): 'declared' | 'undeclared' | 'missing' => {
  const ports = containers.flatMap((container) => container.ports ?? []);
  // Go has a number in quotes as a name, and no port has such a name.
  if (typeof port === 'number')
    return ports.some(({ containerPort }) => containerPort === port) ? 'declared' : 'undeclared';
  return ports.some(({ name }) => name === port) ? 'declared' : 'missing';
};

/** The number of a port; undefined for a name that no container declares. */
export const portNumber = (containers: readonly Container[], port: string | number): number | undefined =>
  typeof port === 'number'
    ? port
    : containers.flatMap((container) => container.ports ?? []).find(({ name }) => name === port)?.containerPort;

/** The names that there are. */
export const portNames = (containers: readonly Container[]): readonly string[] =>
  containers.flatMap((container) => (container.ports ?? []).flatMap(({ name = '' }) => (name === '' ? [] : [name])));
