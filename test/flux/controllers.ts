/**
 * The real helm-, kustomize- and notification-controller, outside of the cluster and with one user's rights: their own roles are not
 * tried, `serviceAccountName` is.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../runtime/src/testing/environment/free-port.ts';
import { type Daemon, startDaemon } from './daemon.ts';
import { type FluxProgram, fluxProgram } from './programs.ts';

export interface ControllersOptions {
  /** That of a test environment. */
  readonly folder: string;
  /** Of a user who may do everything, as Flux may in a cluster. */
  readonly kubeConfigPath: string;
  /** As in clusters that several teams share: no references across namespaces, and no rights without a ServiceAccount. */
  readonly lockdown?: boolean;
}

export interface FluxControllers {
  /** Where Receivers are: their `status.webhookPath` is below it. */
  readonly receiverUrl: string;
  /** What they printed, by name. */
  readonly logs: () => Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

const LOCKDOWN = ['--no-cross-namespace-refs', '--default-service-account=default'];
/** Their defaults are for clusters that many share: half a minute until a dependency is looked at again. */
const PROMPT = ['--requeue-dependency=1s', '--interval-jitter-percentage=0', '--concurrent=8'];

/** Starts all three; resolves when they are ready. A port that somebody else took meanwhile is none of theirs: they are started again. */
export const startFluxControllers = async (options: ControllersOptions, attempts = 3): Promise<FluxControllers> => {
  try {
    return await start(options);
  } catch (error) {
    if (attempts === 1 || !/address already in use/.test((error as Error).message)) throw error;
    return startFluxControllers(options, attempts - 1);
  }
};

const start = async (options: ControllersOptions): Promise<FluxControllers> => {
  const { folder, kubeConfigPath, lockdown = false } = options;
  const running: Daemon[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(running.splice(0).map((daemon) => daemon.stop()));
  };
  const startOne = async (name: FluxProgram, flags: readonly string[]): Promise<void> => {
    const [metrics, health] = [await freePort(), await freePort()];
    const scratch = join(folder, `${name}-files`);
    await mkdir(scratch, { recursive: true });
    const daemon = await startDaemon({
      folder,
      name,
      command: await fluxProgram(name),
      args: [`--metrics-addr=127.0.0.1:${metrics}`, `--health-addr=127.0.0.1:${health}`, ...flags],
      env: { KUBECONFIG: kubeConfigPath, RUNTIME_NAMESPACE: 'flux-system', TMPDIR: scratch, HOME: scratch },
      ready: `http://127.0.0.1:${health}/readyz`,
    });
    running.push(daemon);
  };
  try {
    const [events, receiver] = [await freePort(), await freePort()];
    const deliver = [`--events-addr=http://127.0.0.1:${events}/`, ...PROMPT, ...(lockdown ? LOCKDOWN : [])];
    const starts = await Promise.allSettled([
      startOne('notification-controller', [
        `--events-addr=127.0.0.1:${events}`,
        `--receiverAddr=127.0.0.1:${receiver}`,
        ...(lockdown ? LOCKDOWN.slice(0, 1) : []),
      ]),
      startOne('helm-controller', deliver),
      startOne('kustomize-controller', [...deliver, ...(lockdown ? ['--no-remote-bases=true'] : [])]),
    ]);
    const failed = starts.find((started) => started.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    const logs = (): Readonly<Record<string, string>> =>
      Object.fromEntries(running.map(({ name, log }) => [name, log()]));
    return { receiverUrl: `http://127.0.0.1:${receiver}`, logs, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
