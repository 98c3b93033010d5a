/** The bin `k8s-operator`: words, streams and signals of the process around `main`. */
import { version } from './core/command/version.ts';
import { main } from './core/command/main.ts';

// While files move this waits for the end of it (see apply/write.ts), so that the tree is whole whenever it runs.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.on(signal, () => process.exit(code));

// A reader that has seen enough (`| head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? process.exitCode : 1));
}

const isTerminal = process.stdin.isTTY && process.stdout.isTTY;

const ask = async (questions: Parameters<typeof import('./core/command/terminal.ts').askOnTerminal>[0]) => {
  const { askOnTerminal } = await import('./core/command/terminal.ts');
  return askOnTerminal(questions);
};

try {
  const { code, out, err } = await main(process.argv.slice(2), {
    cwd: process.cwd(),
    version,
    ask: isTerminal ? ask : undefined,
  });
  process.exitCode = code;
  process.stdout.write(out);
  process.stderr.write(err);
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(
    `This is a bug in generator-k8s-operator ${version}; please report it.\n${error instanceof Error ? error.stack : String(error)}\n`,
  );
}
