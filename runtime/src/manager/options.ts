/** The command line and the environment of an operator process. */
import { parseAddress } from './address.ts';
import { LOG_LEVELS, type LogLevel } from './log.ts';

export interface RunFlags {
  readonly leaderElect: boolean;
  readonly metricsBindAddress: string;
  readonly healthProbeBindAddress: string;
  /** Empty: all. */
  readonly namespaces: readonly string[];
  readonly logLevel: LogLevel;
  readonly help: boolean;
}

/** A mistake on the command line: said without a stack trace. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const FLAGS = {
  'leader-elect': { value: false, help: 'Reconcile only while holding the Lease, so that several replicas can run.' },
  'metrics-bind-address': { value: true, help: 'Where /metrics is served; "0": nowhere. Default: :8080' },
  'health-probe-bind-address': {
    value: true,
    help: 'Where /healthz and /readyz are served; "0": nowhere. Default: :8081',
  },
  namespace: { value: true, help: 'Namespaces to watch, separated by commas. Default: $WATCH_NAMESPACE, or all.' },
  'log-level': { value: true, help: `${LOG_LEVELS.join(', ')}. Default: $LOG_LEVEL, or info` },
  help: { value: false, help: 'This text.' },
} as const;

type Flag = keyof typeof FLAGS;

/** Reads the flags. Errors: `UsageError` that names the flag and the way out. */
export const parseFlags = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): RunFlags => {
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
  const namespaces = (given.get('namespace') ?? environment['WATCH_NAMESPACE'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const invalid = namespaces.find((name) => !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name));
  if (invalid !== undefined) throw new UsageError(`${JSON.stringify(invalid)} is no name of a namespace.`);
  return {
    leaderElect: given.get('leader-elect') === 'true',
    metricsBindAddress: address('metrics-bind-address', given.get('metrics-bind-address') ?? ':8080'),
    healthProbeBindAddress: address('health-probe-bind-address', given.get('health-probe-bind-address') ?? ':8081'),
    namespaces: [...new Set(namespaces)],
    logLevel: level(given.get('log-level') ?? environment['LOG_LEVEL'] ?? 'info'),
    help: given.get('help') === 'true',
  };
};

/** What `--help` prints. */
export const usage = (name: string): string => {
  const lines = Object.entries(FLAGS).map(
    ([flag, { value, help }]) => `  ${`--${flag}${value ? ' VALUE' : ''}`.padEnd(36)}${help}`,
  );
  return [`${name}: a Kubernetes operator`, '', ...lines, ''].join('\n');
};

const isFlag = (name: string): name is Flag => Object.hasOwn(FLAGS, name);

const address = (flag: Flag, text: string): string => {
  try {
    parseAddress(text);
    return text;
  } catch (error) {
    throw new UsageError(`--${flag}: ${(error as Error).message}`);
  }
};

const level = (text: string): LogLevel => {
  const found = LOG_LEVELS.find((one) => one === text);
  if (found === undefined)
    throw new UsageError(`--log-level: ${JSON.stringify(text)} is not allowed. Use ${LOG_LEVELS.join(', ')}.`);
  return found;
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
