/** The words and streams of the process around `main`. */
import { main } from './main.ts';
import { Fault, asFault, fileProblem } from '../apply/fault.ts';
import { readBytes } from '../apply/read.ts';
import { progressOn } from './progress.ts';
import { catchInterruption } from './interruption.ts';
import { version } from './version.ts';
import type { Io } from './io.ts';
import { asTyped } from './program.ts';

/** Runs this process's command line and sets its exit code. */
export const runProcess = async (): Promise<void> => {
  handleClosedStreams();
  try {
    const { code, out, err } = await main(process.argv.slice(2), ioOfProcess());
    process.exitCode = code;
    if (out !== '') process.stdout.write(out);
    if (err !== '') process.stderr.write(err);
  } catch (error) {
    process.exitCode = 1;
    const stack = error instanceof Error ? error.stack : String(error);
    process.stderr.write(`This is a bug in generator-k8s-operator ${version}; please report it.\n${stack}\n`);
  }
};

/**
 * What is said may reach nobody, but what was asked for is done, and the exit code is its own: nothing ends here before the work does.
 * A reader that has seen enough (`| head`) is no error. A report for which there is no room is one, when all else went well. Signals
 * have no listener: one would keep Ctrl-C waiting while this reads or works, which is nearly all the time. While files move they wait,
 * see apply/write.ts; while artifacts are pushed, see interruption.ts.
 */
const handleClosedStreams = (): void => {
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || process.exitCode === LOST) return;
    const fault = asFault(error, 'stdout');
    const words = fault instanceof Fault ? fault.problems.map(({ message }) => message).join(' ') : `${error.message}.`;
    const end = `Only the report is lost: the command has come to its end, with exit code ${process.exitCode ?? 0}.`;
    process.stderr.write(`stdout  ${words} ${end}\n`);
    process.exitCode ||= LOST;
  });
};

/** The exit code when all was done, and could not be told. */
const LOST = 1;

let tell: Io['progress'];

const ioOfProcess = (): Io => ({
  get cwd() {
    return currentFolder();
  },
  version,
  typed: (text) => asTyped(text, process.env),
  stdin: () => readBytes(0, 'stdin'),
  interrupt: catchInterruption,
  progress: (words) => {
    tell ??= progressOn(process.stderr);
    tell(words);
  },
  /** Looked up when it is needed: the standard streams take as long to load as the spec. */
  get ask() {
    return isTerminal() ? ask : undefined;
  },
});

const currentFolder = (): string => {
  try {
    return process.cwd();
  } catch {
    throw new Fault(fileProblem('.', 'the current folder is gone.', 'Go to another folder and run again.'));
  }
};

const isTerminal = (): boolean => process.stdin.isTTY && process.stdout.isTTY;

/** Loaded when there is something to ask. */
const ask: NonNullable<Io['ask']> = async (questions) => {
  const { askOnTerminal } = await import('./terminal.ts');
  return askOnTerminal(questions);
};
