/** What an administrator does with benches, and whether all of them are as they should be. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigMap } from 'k8s-operator-runtime/kinds';
import { Bench } from '../../../examples/bench/bench.ts';
import type { Scene } from './scene.ts';

type Place = Pick<Scene, 'cluster' | 'namespace'>;

const names = (from: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `bench-${String(from + index).padStart(4, '0')}`);

/** Makes `count` benches, numbered from `from`. */
export const createBenches = async ({ cluster, namespace }: Place, count: number, from = 0): Promise<void> => {
  for (const name of names(from, count))
    await cluster.create(Bench, { metadata: { name, namespace }, spec: { data: `first of ${name}`, size: 16 } });
};

/** Gives the benches other data. */
export const updateBenches = async (
  { cluster, namespace }: Place,
  count: number,
  data: string,
  from = 0,
): Promise<void> => {
  for (const name of names(from, count))
    await cluster.patch(Bench, { name, namespace }, { spec: { data: `${data} of ${name}` } });
};

/** Deletes the ConfigMaps: they have to come back. */
export const deleteChildren = async ({ cluster, namespace }: Place, count: number, from = 0): Promise<void> => {
  for (const name of names(from, count)) await cluster.delete(ConfigMap, { name, namespace });
};

/** What is not as it should be, one line each; empty: nothing was lost. */
export const faultsOf = async ({ cluster, namespace }: Place): Promise<readonly string[]> => {
  const benches = await cluster.list(Bench, { namespace });
  const children = new Map(
    (await cluster.list(ConfigMap, { namespace })).map((child) => [child.metadata.name, child] as const),
  );
  return benches.flatMap(({ metadata: { name, generation, uid }, spec, status }) => {
    const hash = createHash('sha256')
      .update(spec?.data ?? '')
      .digest('hex');
    const child = children.get(name);
    const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status;
    const faults: string[] = [];
    if (child === undefined) faults.push('no ConfigMap');
    else if (child.data?.['hash'] !== hash) faults.push('a ConfigMap of another spec');
    else if (child.metadata.ownerReferences?.[0]?.uid !== uid) faults.push('a ConfigMap of another');
    if (status?.observedGeneration !== generation)
      faults.push(`generation ${status?.observedGeneration} of ${generation}`);
    if (status?.hash !== hash) faults.push('the status of another spec');
    if (ready !== 'True') faults.push(`Ready is ${ready}`);
    return faults.map((fault) => `${name}: ${fault}`);
  });
};

/** Waits until nothing is wrong with `count` benches. Answers what still is after `seconds`, and the last that the operator logged; normally nothing. */
export const lost = async (
  place: Place & Partial<Pick<Scene, 'log'>>,
  count: number,
  seconds = 60,
): Promise<readonly string[]> => {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const benches = await place.cluster.list(Bench, { namespace: place.namespace });
    const faults = await faultsOf(place);
    if (benches.length === count && faults.length === 0) return [];
    if (Date.now() > deadline)
      return [`${benches.length} benches of ${count}`, ...faults.slice(0, 10), ...(place.log?.slice(-10) ?? [])];
    await sleep(100);
  }
};
