/**
 * Says at the start, in one list, what the cluster lacks for this manager: kinds that are not installed, permissions that are not granted.
 *
 * Expected flow: discovery of the group versions of all declared kinds; a SelfSubjectAccessReview of each permission (any authenticated
 * user may ask, by `system:basic-user`); the outcome within 5 s or none.
 * Guarantees: asks, and changes nothing; what could not be asked is not called missing.
 * Caveats: what hand-written code needs beyond what controllers declare is not known; authorizers may decide otherwise about one object.
 */
import type { Informer } from '../cache/informer.ts';
import type { Kind } from '../kind.ts';
import type { Transport } from '../transport/transport.ts';
import type { Logger } from './log.ts';
import { describePermissions, neededPermissions, type Needs, type Permission } from './permissions.ts';
import { review } from './review.ts';

/** What to do about what is missing: say it in the log, do not start, or not even look. */
export const PREFLIGHT_MODES = ['warn', 'fail', 'off'] as const;
export type PreflightMode = (typeof PREFLIGHT_MODES)[number];

export interface PreflightOptions extends Omit<Needs, 'hasStatus'> {
  readonly transport: Transport;
  readonly signal: AbortSignal;
  /** Milliseconds; default 5 000. */
  readonly budget?: number;
}

export interface PreflightReport {
  /** A line each: `Gadget (example.com/v1) is not installed. …` */
  readonly kinds: readonly string[];
  /** A line for each resource: `create, patch deployments.apps (for …)`. */
  readonly permissions: readonly string[];
  /** Who lacks the permissions. */
  readonly user: string | undefined;
}

const BUDGET = 5_000;
const AT_ONCE = 8;

/** Resolves with what is missing. Errors: `ApiError` and `ConnectionError` when the cluster cannot be asked, or not in time. */
export const preflight = async (options: PreflightOptions): Promise<PreflightReport> => {
  const { transport, budget = BUDGET } = options;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(budget)]);
  const kinds = distinctKinds(options.informers);
  const discovered = await discover(transport, kinds, signal);
  const has = (kind: Kind, subresource = ''): boolean | undefined =>
    discovered.get(kind.apiVersion)?.has(`${kind.plural}${subresource}`);
  const needed = neededPermissions({ ...options, hasStatus: (kind) => has(kind, '/status') === true });
  const missing = (await inParallel(needed, (permission) => isDenied(transport, permission, signal))).flat();
  return {
    kinds: kinds.flatMap((kind) => kindFault(kind, discovered.get(kind.apiVersion)) ?? []),
    permissions: describePermissions(missing),
    user: missing.length === 0 ? undefined : await whoAmI(transport, signal),
  };
};

/** What is wrong with a kind as it is declared here; undefined: nothing, or it could not be asked. */
const kindFault = ({ kind, apiVersion, plural, scope }: Kind, resources: Resources | undefined): string | undefined => {
  const what = `${kind} (${apiVersion})`;
  const there = resources?.get(plural);
  if (there !== undefined)
    return there.namespaced === (scope === 'Namespaced')
      ? undefined
      : `${what} is ${there.namespaced ? 'namespaced' : 'cluster-scoped'} in the cluster, and "${scope}" here. Mend "scope" where the kind is declared.`;
  if (resources === undefined) return undefined;
  const [other] = [...resources].find(([name, one]) => one.kind === kind && !name.includes('/')) ?? [];
  return other === undefined
    ? `${what} is not installed. Install its CRD.`
    : `${what} has the plural "${other}" in the cluster, and "${plural}" here. Mend "plural" where the kind is declared.`;
};

/** The report as a list for people; undefined when nothing is missing. */
const describeReport = ({ kinds, permissions, user }: PreflightReport): string | undefined => {
  if (kinds.length === 0 && permissions.length === 0) return undefined;
  const who = user === undefined ? 'this user' : user;
  return [
    'The cluster lacks what this operator needs:',
    ...kinds.map((line) => `  - ${line}`),
    ...permissions.map((line) => `  - ${who} may not ${line}`),
  ].join('\n');
};

const distinctKinds = (informers: readonly Informer[]): readonly Kind[] => [
  ...new Map(informers.map(({ kind }) => [`${kind.apiVersion}/${kind.kind}`, kind])).values(),
];

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** By their names, subresources too. */
type Resources = ReadonlyMap<string, Resource>;

/** The resources of each group version that could be asked for; none of one that is not there. */
const discover = async (
  transport: Transport,
  kinds: readonly Kind[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Resources>> => {
  const versions = [...new Set(kinds.map(({ apiVersion }) => apiVersion))];
  const found = await inParallel(versions, async (apiVersion) => {
    const path = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const { status, body } = await transport.request({ method: 'GET', path, signal });
    if (status === 404) return [[apiVersion, new Map<string, Resource>()] as const];
    if (status !== 200) return [];
    const { resources = [] } = JSON.parse(body) as { readonly resources?: readonly Resource[] };
    return [[apiVersion, new Map(resources.map((one) => [one.name, one]))] as const];
  });
  return new Map(found.flat());
};

const isDenied = async (
  transport: Transport,
  permission: Permission,
  signal: AbortSignal,
): Promise<readonly Permission[]> => {
  const { verb, group, namespace, name } = permission;
  const [resource, subresource] = permission.resource.split('/');
  const resourceAttributes = { verb, group, resource, subresource, namespace, name };
  const { allowed } = await review<{ readonly allowed?: boolean }>(
    transport,
    'SelfSubjectAccessReview',
    { resourceAttributes },
    signal,
  );
  return allowed === false ? [permission] : [];
};

const whoAmI = async (transport: Transport, signal: AbortSignal): Promise<string | undefined> => {
  try {
    const { userInfo } = await review<{ readonly userInfo?: { readonly username?: string } }>(
      transport,
      'SelfSubjectReview',
      {},
      signal,
    );
    return userInfo?.username;
  } catch {
    // Since Kubernetes 1.28; the list is of use without it.
    return undefined;
  }
};

/** Asks about each, some at a time; the answers in order. */
const inParallel = async <T, R>(values: readonly T[], ask: (value: T) => Promise<R>): Promise<readonly R[]> => {
  const answers: R[] = [];
  const entries = values.entries();
  const next = async (): Promise<void> => {
    for (const [index, value] of entries) answers[index] = await ask(value);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return answers;
};

/** Looks and says what is missing, as the mode wants it. Errors: `fail`: an `Error` with the list. */
export const checkCluster = async (
  mode: PreflightMode,
  { log, ...options }: PreflightOptions & { readonly log: Logger },
): Promise<void> => {
  if (mode === 'off') return;
  let report: PreflightReport;
  try {
    report = await preflight(options);
  } catch (error) {
    if (!options.signal.aborted) log.warn('What the cluster lacks could not be asked.', { error });
    return;
  }
  const list = describeReport(report);
  if (list === undefined) return log.debug('The cluster has all that this operator needs.');
  if (mode === 'fail') throw new Error(list);
  const { kinds, permissions, user } = report;
  log.warn('The cluster lacks what this operator needs; going on without.', { kinds, permissions, user });
};
