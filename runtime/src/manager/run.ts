/** The whole of an operator's main: flags, kubeconfig, manager, signals, exit code. */
import { Unauthorized } from '../client/errors.ts';
import { KubeConfigError, UnknownContext } from '../kubeconfig/error.ts';
import { loadKubeConfig } from '../kubeconfig/load.ts';
import { ConnectionError } from '../transport/connection-error.ts';
import type { KubeConfig } from '../transport/credentials.ts';
import type { ShardingSettings } from '../sharding/sharding.ts';
import { systemClock } from '../clock.ts';
import { jsonLogger, type Logger } from './log.ts';
import { createManager } from './manager.ts';
import type { Manager } from './manager-interface.ts';
import { releaseMemoryWhenQuiet } from './memory.ts';
import type { LeaderElectionSettings, ManagerOptions, MetricsSettings } from './manager-options.ts';
import { parseFlags, type RunFlags, UsageError, usage } from './flags.ts';

export interface RunOptions extends Pick<
  ManagerOptions,
  'name' | 'controllers' | 'cache' | 'concurrency' | 'tracer' | 'gracePeriod'
> {
  /** `--kubeconfig` and `--context` go before. Default: $KUBECONFIG, ~/.kube/config, or the pod's ServiceAccount. */
  readonly kubeConfig?: KubeConfig;
  /** How the leader is elected if `--leader-elect` is given; flags go before. */
  readonly leaderElection?: LeaderElectionSettings;
  /** How objects are shared if `--sharding` is given; flags go before. */
  readonly sharding?: ShardingSettings;
  /** How metrics are served; flags go before. */
  readonly metrics?: MetricsSettings;
  /** Default: the process's own. */
  readonly args?: readonly string[];
  /** Default: JSON lines on standard output, from the level that `--log-level` says. */
  readonly logger?: Logger;
  /** Called before the manager starts: to add runnables and checks. Errors: said in one line, exit code 1. */
  readonly setup?: (manager: Manager) => void | Promise<void>;
}

/** How long something may keep the process alive when all of the manager has ended. */
const LINGER = 1_000;

/**
 * Runs an operator until SIGTERM or SIGINT. Sets the exit code: 0 stopped, 1 a fault (said in one line), 64 a mistake on the command line.
 * When the lease is lost the process ends at once; a second signal ends it too.
 *
 * Memory: start Node with `--max-semi-space-size=1` (as the generated Dockerfile does) where memory is short, with 16, its default, where
 * thousands of objects change each second; `--max-old-space-size` at three quarters of the container's limit makes the garbage collector work
 * before the kernel kills.
 */
export const run = async (options: RunOptions): Promise<void> => {
  let flags: RunFlags;
  try {
    const names = options.controllers.map(({ name }) => name);
    flags = parseFlags(options.args ?? process.argv.slice(2), process.env, names);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 64;
    return;
  }
  if (flags.help) {
    process.stdout.write(usage(options.name));
    return;
  }
  const logger = options.logger ?? jsonLogger(flags.logLevel, flags.logLevels);
  const fail = (message: string): void => {
    process.stderr.write(`${options.name}: ${message}\n`);
    process.exitCode = 1;
  };

  let manager: Manager;
  try {
    manager = createManager(await managerOptions(options, flags, logger));
    await options.setup?.(manager);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }

  const uninstall = install(manager, logger);
  const stopReleasing = releaseMemoryWhenQuiet(systemClock);
  try {
    await manager.start();
    await manager.finished;
    leave(logger);
  } catch (error) {
    fail(explain(error));
    // What still runs may be somebody else's to do now, and must not keep the process alive.
    await manager.stop();
    process.exit(1);
  } finally {
    stopReleasing();
    uninstall();
  }
};

/** What the flags say goes before what the code says. */
const managerOptions = async (
  { args: _args, setup: _setup, ...options }: RunOptions,
  flags: RunFlags,
  logger: Logger,
): Promise<ManagerOptions> => ({
  ...options,
  kubeConfig: await kubeConfigOf(options, flags),
  namespaces: flags.namespaces,
  leaderElection: flags.leaderElect && { ...options.leaderElection, ...flags.leaderElection },
  sharding: flags.sharding && { ...options.sharding, ...flags.shards },
  metricsBindAddress: flags.metricsBindAddress,
  metrics: { ...options.metrics, ...flags.metrics },
  healthProbeBindAddress: flags.healthProbeBindAddress,
  preflight: flags.preflight,
  logger,
});

const kubeConfigOf = async (options: RunOptions, { kubeConfig: flags }: RunFlags): Promise<KubeConfig> => {
  const given = Object.keys(flags).length > 0;
  if (!given && options.kubeConfig !== undefined) return options.kubeConfig;
  try {
    return await loadKubeConfig(flags);
  } catch (error) {
    if (!(error instanceof KubeConfigError) || !given) throw error;
    const flag = error instanceof UnknownContext || flags.path === undefined ? '--context' : '--kubeconfig';
    throw new KubeConfigError(`${flag}: ${error.message}`, { cause: error });
  }
};

/** Whoever was asked to stop, stops: a connection that reconcile forgot must not wait for the kubelet's patience to end. */
const leave = (logger: Logger): void => {
  setTimeout(() => {
    logger.warn('Everything has stopped, but something keeps the process alive; ending it.', {
      resources: process.getActiveResourcesInfo(),
    });
    process.exit();
  }, LINGER).unref();
};

const explain = (error: unknown): string => {
  if (error instanceof ConnectionError)
    return `cannot reach the cluster. ${error.message}. Check the kubeconfig's current context ("kubectl config current-context") and that the cluster runs.`;
  if (error instanceof Unauthorized)
    return `the cluster does not accept our credentials. ${error.message}. Check the user of the kubeconfig's current context.`;
  return error instanceof Error ? error.message : String(error);
};

/** Signals stop the manager, a second one the process; stray errors are logged and end nothing. */
const install = (manager: Manager, logger: Logger): (() => void) => {
  let asked = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (asked) process.exit(1);
    asked = true;
    logger.info(`${signal}: stopping.`);
    void manager.stop();
  };
  const onStray = (error: unknown): void =>
    logger.error('An error was caught by nobody. Await every promise in reconcile.', { error });
  process
    .on('SIGTERM', onSignal)
    .on('SIGINT', onSignal)
    .on('unhandledRejection', onStray)
    .on('uncaughtException', onStray);
  return () => {
    process
      .off('SIGTERM', onSignal)
      .off('SIGINT', onSignal)
      .off('unhandledRejection', onStray)
      .off('uncaughtException', onStray);
  };
};
