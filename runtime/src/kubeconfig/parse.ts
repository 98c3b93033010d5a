/**
 * A kubeconfig that is no file of ours: the content of a Secret that names another cluster.
 *
 * Guarantees: nothing is run and no file is read, unless the text is `trusted`: whoever may write such a Secret must not get a shell by an exec
 * plugin, nor our own token by a `tokenFile`.
 */
import { resolve } from 'node:path';
import { explain, parseDocument } from './document.ts';
import { fromDocuments } from './from-documents.ts';
import type { LoadedKubeConfig } from './kube-config.ts';

export interface ParseKubeConfigOptions {
  /** The context to use. Default: current-context. */
  readonly context?: string;
  /** Exec plugins and files are allowed; relative paths are relative to the current folder. Default: false */
  readonly trusted?: boolean;
  /** What errors call the text. Default: kubeconfig */
  readonly name?: string;
  /** For the proxy and exec plugins. Default: the process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. Default: the machine's clock. */
  readonly now?: () => number;
}

/** The KubeConfig of a text. Errors: `KubeConfigError` with line and column. */
export const parseKubeConfig = async (
  text: string,
  options: ParseKubeConfigOptions = {},
): Promise<LoadedKubeConfig> => {
  const { context, trusted = false, name = 'kubeconfig', env = process.env, now = Date.now } = options;
  const file = trusted ? resolve(name) : name;
  try {
    return fromDocuments([await parseDocument({ file, text, trusted })], context, env, now);
  } catch (error) {
    throw await explain(error);
  }
};
