/**
 * Credentials from an exec plugin (client-go credential plugins, KEP-541).
 *
 * Expected flow: the plugin runs when credentials are first needed; what it gave is used until its expirationTimestamp, and then it runs again.
 * When the API server does not accept what it gave, it runs again at once, and after that no more than every 10 s.
 * Guarantees: one run at a time, whoever waits for it gets the same.
 * Caveats: a plugin that may not ask (no terminal, or interactiveMode Never) has a minute. What it started and left running is not waited for.
 * Errors: `FieldFault` at the plugin's place in the kubeconfig, with what it wrote to standard error.
 */
import { FieldFault } from '../document.ts';
import { type Credential, readAnswer } from './answer.ts';
import type { PluginConfig } from './config.ts';

/** Says who we are. */
export interface Authenticator {
  readonly read: () => Promise<Credential>;
  /** What it gave last was not accepted. */
  readonly expire: () => void;
}

export interface PluginContext {
  readonly config: PluginConfig;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
  /** For plugins that want to know of it: what a kubeconfig says of a cluster, in the terms of ExecCredential. */
  readonly cluster: () => Promise<Readonly<Record<string, unknown>>>;
}

const PATIENCE = 60_000;
const REFUSED_AGAIN = 10_000;
/** Milliseconds after its end in which its output arrives. */
const LINGER = 1_000;

/** Asks a plugin. */
export const createPlugin = ({ config, env, now, cluster }: PluginContext): Authenticator => {
  let kept: Credential | undefined;
  let refusedAt = -Infinity;
  return {
    expire: () => {
      const at = now();
      // Before it: the clock was set back.
      if (at >= refusedAt && at - refusedAt < REFUSED_AGAIN) return;
      refusedAt = at;
      kept = undefined;
    },
    read: async () => {
      if (kept !== undefined && now() < (kept.expires ?? Infinity)) return kept;
      const interactive = config.interactiveMode !== 'Never' && process.stdin.isTTY;
      if (config.interactiveMode === 'Always' && !interactive)
        throw new FieldFault(
          config.field,
          `The plugin ${config.command} wants a terminal (interactiveMode: Always), and there is none. Use credentials that need nobody.`,
        );
      const spec = { interactive, ...(config.provideClusterInfo ? { cluster: await cluster() } : {}) };
      const info = JSON.stringify({ kind: 'ExecCredential', apiVersion: config.apiVersion, spec });
      kept = readAnswer(await run(config, interactive, { ...env, ...config.env, KUBERNETES_EXEC_INFO: info }), config);
      return kept;
    },
  };
};

const run = async (config: PluginConfig, interactive: boolean, env: NodeJS.ProcessEnv): Promise<string> => {
  const { spawn } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    const { field, command, args, installHint } = config;
    const output: Buffer[] = [];
    const complaint: Buffer[] = [];
    const plugin = spawn(command, args, {
      env,
      stdio: [interactive ? 'inherit' : 'ignore', 'pipe', interactive ? 'inherit' : 'pipe'],
      windowsHide: true,
      ...(interactive ? {} : { timeout: PATIENCE, killSignal: 'SIGKILL' }),
    });
    plugin.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
    plugin.stderr?.on('data', (chunk: Buffer) => complaint.push(chunk));
    const fail = (what: string, cause?: unknown): void =>
      reject(new FieldFault(field, `The plugin ${command} ${what}`, { cause }));
    plugin.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT'
        ? fail(`is not there. ${installHint?.trim() ?? 'Install it, or give its path.'}`, error)
        : fail(`cannot be run: ${error.message}. Check its permissions.`, error),
    );
    let closing: NodeJS.Timeout | undefined;
    plugin.once('exit', () => {
      // What it started may go on and hold its output open: nobody waits for that, and it is not to hold up the end of this process either.
      closing = setTimeout(() => {
        plugin.stdout?.destroy();
        plugin.stderr?.destroy();
      }, LINGER);
    });
    plugin.once('close', (code, signal) => {
      clearTimeout(closing);
      if (signal === 'SIGKILL' && !interactive)
        return fail(`gave no answer within ${PATIENCE / 1000} s. Run it by hand.`);
      const said = Buffer.concat(complaint).toString().trim().slice(-1000);
      const because = said === '' ? ' and said nothing.' : `: ${said}`;
      if (code === 0) resolve(Buffer.concat(output).toString());
      else fail(`ended with ${signal ?? `exit code ${code}`}${because}`);
    });
  });
};
