/** The whole of an operator's main: flags, kubeconfig, manager, signals, exit code. */
import type { Controller } from '../controller/controller.ts';
import { Unauthorized } from '../client/errors.ts';
import { ConnectionError } from '../transport/connection-error.ts';
import type { KubeConfig } from '../transport/credentials.ts';
import { jsonLogger, type Logger } from './log.ts';
import { createManager, type Manager } from './manager.ts';
import { parseFlags, type RunFlags, UsageError, usage } from './options.ts';

export interface RunOptions {
  /** The operator's name: its field manager, its lease, its events. */
  readonly name: string;
  readonly controllers: readonly Controller[];
  /** Default: $KUBECONFIG, ~/.kube/config, or the pod's ServiceAccount. */
  readonly kubeConfig?: KubeConfig;
  /** Default: the process's own. */
  readonly args?: readonly string[];
  readonly logger?: Logger;
  /** Reconciles at the same time in each controller; default 10. */
  readonly concurrency?: number;
}

/**
 * Runs an operator until SIGTERM or SIGINT. Sets the exit code: 0 stopped, 1 a fault (said in one line), 64 a mistake on the command line.
 * When the lease is lost the process ends at once.
 */
export const run = async (options: RunOptions): Promise<void> => {
  let flags: RunFlags;
  try {
    flags = parseFlags(options.args ?? process.argv.slice(2), process.env);
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
  const logger = options.logger ?? jsonLogger(flags.logLevel);
  const fail = (message: string): void => {
    process.stderr.write(`${options.name}: ${message}\n`);
    process.exitCode = 1;
  };

  let manager: Manager;
  try {
    const kubeConfig = options.kubeConfig ?? (await defaultKubeConfig());
    manager = createManager({
      name: options.name,
      controllers: options.controllers,
      kubeConfig,
      namespaces: flags.namespaces,
      leaderElection: flags.leaderElect,
      metricsBindAddress: flags.metricsBindAddress,
      healthProbeBindAddress: flags.healthProbeBindAddress,
      logger,
      ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
    });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }

  const uninstall = install(manager, logger);
  try {
    await manager.start();
    await manager.finished;
  } catch (error) {
    fail(explain(error));
    // What still runs may be somebody else's to do now, and must not keep the process alive.
    await manager.stop();
    process.exit(1);
  } finally {
    uninstall();
  }
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

/** Loaded only here: who passes a KubeConfig of their own does without. */
const defaultKubeConfig = async (): Promise<KubeConfig> => {
  const { KubeConfig } = await import('@kubernetes/client-node/dist/config.js');
  const config = new KubeConfig();
  try {
    config.loadFromDefault();
  } catch (error) {
    const where = process.env['KUBECONFIG'] ?? '~/.kube/config';
    throw new Error(`cannot read the kubeconfig ${where}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  return config as KubeConfig;
};
