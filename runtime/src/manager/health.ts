/** What the kubelet asks: `/healthz` (restart me?) and `/readyz` (send me work?). */
import type { Informer } from '../cache/informer.ts';
import type { Answer } from './http-server.ts';

export interface HealthSources {
  readonly informers: () => readonly Informer[];
  /** Why the process must be restarted; undefined: it need not. */
  readonly fault: () => string | undefined;
}

/** The routes of the health server: a line per check, as the API server's own. */
export const healthRoutes = ({ informers, fault }: HealthSources): Readonly<Record<string, () => Answer>> => ({
  '/healthz': () => report([['process', fault()]]),
  '/readyz': () =>
    report([
      ['process', fault()],
      ...informers().map((informer): Check => [informerName(informer), informerFault(informer)]),
    ]),
});

type Check = readonly [name: string, fault: string | undefined];

const report = (checks: readonly Check[]): Answer => {
  const healthy = checks.every(([, fault]) => fault === undefined);
  const lines = checks.map(([name, fault]) =>
    fault === undefined ? `[+] ${name} ok` : `[-] ${name} failed: ${fault}`,
  );
  return { status: healthy ? 200 : 500, body: `${[...lines, healthy ? 'ok' : 'failed'].join('\n')}\n` };
};

const informerName = ({ kind, namespace }: Informer): string =>
  `watch ${kind.plural}${kind.group === '' ? '' : `.${kind.group}`}${namespace === undefined ? '' : ` in ${namespace}`}`;

const informerFault = (informer: Informer): string | undefined =>
  informer.failure()?.message ?? (informer.hasSynced() ? undefined : 'not listed yet');
