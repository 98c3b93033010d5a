/** The command line of k8s-operator-dev. */
import { parseArgs } from 'node:util';
import { UsageError } from '../manager/flags.ts';

export interface DevOptions {
  /** The operator's main module. */
  readonly entry: string;
  /** Files or folders with CRDs. */
  readonly crds: readonly string[];
  /** Files or folders with objects to apply. */
  readonly samples: readonly string[];
  /** Of the API server; 0: any. */
  readonly port: number;
  /** End when the samples have settled. */
  readonly once: boolean;
  /** Print all of the operator's log, not warnings and errors only. */
  readonly verbose: boolean;
}

export const USAGE = `Usage: k8s-operator-dev [ENTRY] [options]

Runs an operator from its sources against an API server in memory; no cluster is needed. It restarts when a source changes.

  ENTRY             the operator's main module (default: src/main.ts)
  --crds PATH       CRDs to install, a file or folder; may be given again (default: config/crd)
  --samples PATH    objects to apply, a file or folder; may be given again (default: config/samples)
  --port PORT       of the API server (default: any that is free)
  --once            end when the samples have settled
  --verbose         print all of the operator's log, not warnings and errors only
  --help            this text
`;

/** undefined: help was asked for. Errors: `UsageError`. */
export function parseOptions(args: readonly string[]): DevOptions | undefined {
  const { values, positionals } = parse(args);
  if (values.help === true) return undefined;
  if (positionals.length > 1) throw new UsageError(`One entry is enough, got ${positionals.join(', ')}. See --help.`);
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port: ${JSON.stringify(values.port)} is no port. Use a number from 0 to 65535.`);
  }
  return {
    entry: positionals[0] ?? 'src/main.ts',
    crds: values.crds ?? ['config/crd'],
    samples: values.samples ?? ['config/samples'],
    port,
    once: values.once === true,
    verbose: values.verbose === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        crds: { type: 'string', multiple: true },
        samples: { type: 'string', multiple: true },
        port: { type: 'string' },
        once: { type: 'boolean' },
        verbose: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0] ?? ''}. See --help.`, { cause: error });
  }
}
