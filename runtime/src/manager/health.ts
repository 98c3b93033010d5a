/**
 * What the kubelet asks: `/healthz` (restart me?) and `/readyz` (send me work?), with named checks.
 *
 * As the API server's own: `ok` when all is well, a line for each check with `?verbose` or when one fails, `/readyz/NAME` for one alone,
 * `?exclude=NAME` leaves one out. Unlike controller-runtime a failure says why.
 * Guarantees: `/healthz` fails only for what a restart mends; a cluster that does not answer, a missing permission or kind fails `/readyz`.
 */
import { isHeld } from '../cache/hold.ts';
import type { Informer } from '../cache/informer.ts';
import type { Answer, Handler, HttpRequest } from './http-server.ts';

/** Resolves when all is well; throws or rejects with why not. */
export type HealthCheck = () => void | Promise<void>;

export type HealthChecks = Readonly<Record<string, HealthCheck>>;

export interface HealthSources {
  readonly livez: () => HealthChecks;
  readonly readyz: () => HealthChecks;
  /** Asked by name alone (`/readyz/NAME`): they fail by themselves, and not the whole. */
  readonly asides?: () => HealthChecks;
}

/** Answers the paths of the health server; `/livez` is `/healthz`. */
export const healthHandler = ({ livez, readyz, asides = () => ({}) }: HealthSources): Handler => {
  const roots: Readonly<Record<string, () => HealthChecks>> = { healthz: livez, livez, readyz };
  return (request) => {
    const [, root = '', , name] = /^\/([a-z]+)(\/(.+))?$/s.exec(request.path) ?? [];
    if (!Object.hasOwn(roots, root)) return undefined;
    const checks = roots[root]?.() ?? {};
    if (name === undefined) return report(root, checks, request);
    const named = root === 'readyz' ? { ...asides(), ...checks } : checks;
    const check = Object.hasOwn(named, name) ? named[name] : undefined;
    return check === undefined ? undefined : reportOne(root, name, check);
  };
};

/** A check for each declared informer: `watch/deployments.apps`, or `watch/deployments.apps/NAMESPACE`. */
export const informerChecks = (informers: readonly Informer[]): HealthChecks => {
  const declared = informers.filter((informer) => !isHeld(informer));
  const byName = Map.groupBy(declared, informerName);
  return Object.fromEntries(
    [...byName].map(([name, ones]) => [
      name,
      () => {
        const fault = ones.map(informerFault).find((one) => one !== undefined);
        if (fault !== undefined) throw new Error(fault);
      },
    ]),
  );
};

const informerName = ({ kind, namespace }: Informer): string =>
  `watch/${kind.plural}${kind.group === '' ? '' : `.${kind.group}`}${namespace === undefined ? '' : `/${namespace}`}`;

const informerFault = (informer: Informer): string | undefined =>
  informer.failure()?.message ?? (informer.hasSynced() ? undefined : 'not listed yet');

const faultOf = async (check: HealthCheck): Promise<string | undefined> => {
  try {
    await check();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const reportOne = async (root: string, name: string, check: HealthCheck): Promise<Answer> => {
  const fault = await faultOf(check);
  return fault === undefined
    ? { status: 200, body: 'ok' }
    : { status: 500, body: `${root}: ${name} failed: ${fault}\n` };
};

const report = async (root: string, checks: HealthChecks, { query }: HttpRequest): Promise<Answer> => {
  const excluded = new Set(query.getAll('exclude'));
  const results = await Promise.all(
    Object.entries(checks)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(async ([name, check]) => ({
        name,
        excluded: excluded.delete(name),
        fault: await faultOf(check),
      })),
  );
  const failed = results.some((result) => !result.excluded && result.fault !== undefined);
  if (!failed && !query.has('verbose')) return { status: 200, body: 'ok' };
  const lines = results.map((result) => {
    if (result.excluded) return `[+]${result.name} excluded: ok`;
    return result.fault === undefined ? `[+]${result.name} ok` : `[-]${result.name} failed: ${result.fault}`;
  });
  if (excluded.size > 0)
    lines.push(`warn: some health checks cannot be excluded: no matches for ${JSON.stringify([...excluded])}`);
  return {
    status: failed ? 500 : 200,
    body: `${[...lines, `${root} check ${failed ? 'failed' : 'passed'}`].join('\n')}\n`,
  };
};
