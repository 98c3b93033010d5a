#!/usr/bin/env node
/** The bin k8s-operator-dev: exit code 0 when it was ended, 1 for a fault, 64 for a mistake on the command line. */
import { dev } from './dev.ts';
import { UsageError } from '../manager/flags.ts';
import { parseOptions, USAGE } from './options.ts';

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === undefined) process.stdout.write(USAGE);
  else process.exitCode = await dev(options);
} catch (error) {
  process.stderr.write(`k8s-operator-dev: ${(error as Error).message}\n`);
  process.exitCode = error instanceof UsageError ? 64 : 1;
}
