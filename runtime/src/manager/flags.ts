/** The command line and the environment of an operator process. */
import { parseAddress } from './address.ts';
import { milliseconds } from '../duration.ts';
import type { LoadKubeConfigOptions } from '../kubeconfig/load.ts';
import { LOG_LEVELS, type LogLevel } from './log.ts';
import type { ShardingSettings } from '../sharding/sharding.ts';
import type { LeaderElectionSettings, MetricsSettings } from './manager-options.ts';
import { PREFLIGHT_MODES, type PreflightMode } from './preflight.ts';

export interface RunFlags {
  /** Where to work; nothing where the flags say nothing. */
  readonly kubeConfig: Pick<LoadKubeConfigOptions, 'path' | 'context'>;
  readonly leaderElect: boolean;
  /** What the flags say of the election; nothing where they say nothing. */
  readonly leaderElection: Omit<LeaderElectionSettings, 'identity'>;
  readonly sharding: boolean;
  /** What the flags say of the sharing; nothing where they say nothing. */
  readonly shards: Pick<ShardingSettings, 'name'>;
  readonly metricsBindAddress: string;
  readonly metrics: Omit<MetricsSettings, 'registries'>;
  readonly healthProbeBindAddress: string;
  /** Empty: all. */
  readonly namespaces: readonly string[];
  readonly preflight: PreflightMode;
  readonly logLevel: LogLevel;
  /** Of controllers, by name. */
  readonly logLevels: Readonly<Record<string, LogLevel>>;
  readonly help: boolean;
}

/** A mistake on the command line: said without a stack trace. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const FLAGS = {
  kubeconfig: {
    value: true,
    help: "The kubeconfig file. Default: $KUBECONFIG, ~/.kube/config, or the pod's ServiceAccount",
  },
  context: { value: true, help: "The kubeconfig's context. Default: its current-context" },
  'leader-elect': { value: false, help: 'Reconcile only while holding the Lease, so that several replicas can run.' },
  'leader-elect-resource-name': { value: true, help: "The Lease's name. Default: the operator's" },
  'leader-elect-resource-namespace': { value: true, help: "The Lease's namespace. Default: this pod's" },
  'leader-elect-lease-duration': { value: true, help: 'A lease is free when not renewed for so long. Default: 15s' },
  'leader-elect-renew-deadline': { value: true, help: 'The leader gives up after so long. Default: 10s' },
  'leader-elect-retry-period': { value: true, help: 'Time between tries to take or renew the lease. Default: 2s' },
  sharding: { value: false, help: 'Share the objects between all replicas; instead of --leader-elect.' },
  'sharding-name': {
    value: true,
    help: "Whose replicas they are, where several share a namespace. Default: the operator's",
  },
  'metrics-bind-address': { value: true, help: 'Where /metrics is served; "0": nowhere. Default: :8080' },
  'metrics-secure': {
    value: false,
    help: 'Serve metrics by HTTPS, to those alone whom the cluster lets get /metrics.',
  },
  'metrics-cert-path': { value: true, help: 'The directory of the certificate for metrics. Default: self-signed' },
  'metrics-cert-name': { value: true, help: "The certificate's file in it. Default: tls.crt, or apiserver.crt" },
  'metrics-cert-key': { value: true, help: "The key's file in it. Default: tls.key, or apiserver.key" },
  'health-probe-bind-address': {
    value: true,
    help: 'Where /healthz and /readyz are served; "0": nowhere. Default: :8081',
  },
  namespace: { value: true, help: 'Namespaces to watch, separated by commas. Default: $WATCH_NAMESPACE, or all.' },
  preflight: {
    value: true,
    help: `What to do when kinds or permissions are missing: ${PREFLIGHT_MODES.join(', ')}. Default: warn`,
  },
  'log-level': {
    value: true,
    help: `${LOG_LEVELS.join(', ')}; of one controller: info,NAME=debug. Default: $LOG_LEVEL, or info`,
  },
  help: { value: false, help: 'This text.' },
} as const;

type Flag = keyof typeof FLAGS;

/** Reads the flags; `controllers`: what there are. Errors: `UsageError` that names the flag and the way out. */
export const parseFlags = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  controllers: readonly string[],
): RunFlags => {
  const given = readFlags(args);
  const optional = <K extends string, T>(key: K, flag: Flag, read: (text: string, flag: Flag) => T) => {
    const text = given.get(flag);
    return (text === undefined ? {} : { [key]: read(text, flag) }) as Partial<Record<K, T>>;
  };
  const text = (value: string) => value;
  const { levels = environment['LOG_LEVEL'] ?? '' } = optional('levels', 'log-level', notEmpty);
  const namespaces = (given.get('namespace') ?? environment['WATCH_NAMESPACE'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const invalid = namespaces.find((name) => !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name));
  if (invalid !== undefined) throw new UsageError(`${JSON.stringify(invalid)} is no name of a namespace.`);
  const secure = given.get('metrics-secure') === 'true';
  if (!secure && given.has('metrics-cert-path')) throw new UsageError('--metrics-cert-path needs --metrics-secure.');
  if (given.get('sharding') === 'true' && given.get('leader-elect') === 'true')
    throw new UsageError(
      '--sharding shares the objects between all replicas, --leader-elect lets one do all. Give one of them.',
    );
  return {
    kubeConfig: { ...optional('path', 'kubeconfig', notEmpty), ...optional('context', 'context', notEmpty) },
    sharding: given.get('sharding') === 'true',
    shards: optional('name', 'sharding-name', notEmpty),
    leaderElect: given.get('leader-elect') === 'true',
    leaderElection: {
      ...optional('name', 'leader-elect-resource-name', text),
      ...optional('namespace', 'leader-elect-resource-namespace', text),
      ...optional('leaseDuration', 'leader-elect-lease-duration', duration),
      ...optional('renewDeadline', 'leader-elect-renew-deadline', duration),
      ...optional('retryPeriod', 'leader-elect-retry-period', duration),
    },
    metricsBindAddress: address(given.get('metrics-bind-address') ?? ':8080', 'metrics-bind-address'),
    metrics: {
      ...optional('secure', 'metrics-secure', (value) => value === 'true'),
      ...optional('certPath', 'metrics-cert-path', text),
      ...optional('certName', 'metrics-cert-name', text),
      ...optional('keyName', 'metrics-cert-key', text),
    },
    healthProbeBindAddress: address(given.get('health-probe-bind-address') ?? ':8081', 'health-probe-bind-address'),
    namespaces: [...new Set(namespaces)],
    preflight: oneOf(PREFLIGHT_MODES, given.get('preflight') ?? 'warn', 'preflight'),
    ...readLevels(levels, controllers),
    help: given.get('help') === 'true',
  };
};

const readFlags = (args: readonly string[]): ReadonlyMap<Flag, string> => {
  const given = new Map<Flag, string>();
  for (let index = 0; index < args.length; index += 1) {
    const [, name = '', inline] = /^--?([^=]+)(?:=(.*))?$/s.exec(args[index] ?? '') ?? [];
    if (!isFlag(name))
      throw new UsageError(`Unknown argument ${JSON.stringify(args[index])}.${suggest(name)} See --help.`);
    if (!FLAGS[name].value) {
      if (inline !== undefined && inline !== 'true' && inline !== 'false')
        throw new UsageError(`--${name} is true or false, not ${JSON.stringify(inline)}.`);
      given.set(name, inline ?? 'true');
      continue;
    }
    const value = inline ?? args[(index += 1)];
    if (value === undefined) throw new UsageError(`--${name} needs a value. ${FLAGS[name].help}`);
    given.set(name, value);
  }
  return given;
};

/** What `--help` prints. */
export const usage = (name: string): string => {
  const lines = Object.entries(FLAGS).map(
    ([flag, { value, help }]) => `  ${`--${flag}${value ? ' VALUE' : ''}`.padEnd(42)}${help}`,
  );
  return [`${name}: a Kubernetes operator`, '', ...lines, ''].join('\n');
};

const isFlag = (name: string): name is Flag => Object.hasOwn(FLAGS, name);

const address = (text: string, flag: Flag): string => {
  try {
    parseAddress(text);
    return text;
  } catch (error) {
    throw new UsageError(`--${flag}: ${(error as Error).message}`);
  }
};

/** An unset variable of a shell, most of the time. */
const notEmpty = (text: string, flag: Flag): string => {
  if (text === '') throw new UsageError(`--${flag} is empty. Give it a value, or leave it out.`);
  return text;
};

const duration = (text: string, flag: Flag): number => {
  try {
    return milliseconds(text);
  } catch (error) {
    throw new UsageError(`--${flag}: ${(error as Error).message}`);
  }
};

const oneOf = <T extends string>(allowed: readonly T[], text: string, flag: Flag): T => {
  const found = allowed.find((one) => one === text);
  if (found !== undefined) return found;
  throw new UsageError(`--${flag}: ${JSON.stringify(text)} is not allowed. Use ${allowed.join(', ')}.`);
};

/** `info,memcached=debug` */
const readLevels = (text: string, controllers: readonly string[]): Pick<RunFlags, 'logLevel' | 'logLevels'> => {
  const given = text.split(',').filter((part) => part !== '');
  const [forAll, second] = given.filter((part) => !part.includes('='));
  if (forAll !== undefined && second !== undefined)
    throw new UsageError(`--log-level: there are two levels for all, "${forAll}" and "${second}". Give one of them.`);
  const own = given.flatMap((part) => {
    const [, name, level] = /^(.*)=(.*)$/s.exec(part) ?? [];
    if (name === undefined || level === undefined) return [];
    if (!controllers.includes(name))
      throw new UsageError(
        `--log-level: there is no controller ${JSON.stringify(name)}. There ${controllers.length === 1 ? 'is' : 'are'}: ${controllers.join(', ')}.`,
      );
    return [[name, oneOf(LOG_LEVELS, level, 'log-level')] as const];
  });
  return { logLevel: oneOf(LOG_LEVELS, forAll ?? 'info', 'log-level'), logLevels: Object.fromEntries(own) };
};

/** The flag that shares most pairs of letters. */
const suggest = (name: string): string => {
  const pairs = (text: string) =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2)));
  const wanted = pairs(name);
  const scored = Object.keys(FLAGS).map((flag) => {
    const own = pairs(flag);
    return { flag, score: (2 * [...wanted].filter((pair) => own.has(pair)).length) / (wanted.size + own.size || 1) };
  });
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score > 0.5 ? ` Did you mean "--${best.flag}"?` : '';
};
