/** The command line: words in, text and an exit code out. Stages are loaded when a command needs them. */
import { COMMANDS, type Command, GLOBAL_OPTIONS, commandNamed } from './commands.ts';
import { suggest } from '../spec/near.ts';
import type { Io } from './io.ts';
import type { Result } from './run-request.ts';
import { requestOf } from './request.ts';
import { UsageError } from './usage.ts';
import { type Words, readWords, takeArguments, unknownOption } from './words.ts';

/** Runs one command line. Throws only for a bug. `words` are those after the program's name. */
export const main = async (words: readonly string[], io: Io): Promise<Result> => {
  try {
    return await dispatch(words, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return usageReport(error, words.includes('--json'), io);
  }
};

const usageReport = ({ message, hint }: UsageError, json: boolean, io: Io): Result => {
  const document = { outcome: 'usage', exitCode: 64, written: false, problems: [{ message, hint }] };
  return {
    code: 64,
    out: json ? `${JSON.stringify(document, undefined, 2)}\n` : '',
    err: json ? '' : typed(`${message} ${hint}\n`, io),
  };
};

const dispatch = async (words: readonly string[], io: Io): Promise<Result> => {
  const [first, ...rest] = words;
  if (first === undefined || first.startsWith('-')) return withoutCommand(words, io);
  if (first === 'help') return help(rest[0], io);
  const command = commandNamed(first);
  if (command === undefined) throw unknownCommand(first);
  const read = readWords(rest, command.options, `k8s-operator ${command.name}`);
  if (read.flags.has('help')) return help(command.name, io);
  if (read.flags.has('version')) return printed(`${io.version}\n`);
  return command.name === 'completion' ? completion(command, read) : runCommand(command, read, io);
};

const withoutCommand = async (words: readonly string[], io: Io): Promise<Result> => {
  const option = words[0]?.split('=')[0];
  const everywhere = COMMANDS.flatMap(({ options }) => options);
  if (
    option !== undefined &&
    !GLOBAL_OPTIONS.some(({ name, short }) => option === `--${name}` || option === `-${short}`)
  ) {
    if (everywhere.some(({ name, short }) => option === `--${name}` || option === `-${short}`))
      throw new UsageError(
        `${option} stands before a command.`,
        'Write the command first, e.g. k8s-operator new --help.',
      );
    throw unknownOption(option, [...GLOBAL_OPTIONS, ...everywhere], 'k8s-operator');
  }
  const { flags, positionals } = readWords(words, GLOBAL_OPTIONS, 'k8s-operator');
  if (flags.has('version')) return printed(`${io.version}\n`);
  return help(positionals[0], io);
};

const unknownCommand = (word: string): UsageError =>
  new UsageError(
    `Unknown command ${JSON.stringify(word)}.`,
    suggest(
      word,
      COMMANDS.map(({ name }) => name),
      'Commands',
    ) ?? '',
  );

const help = async (name: string | undefined, io: Io): Promise<Result> => {
  const { commandHelp, programHelp } = await import('./help.ts');
  if (name === undefined) return printed(typed(programHelp(), io));
  const command = commandNamed(name);
  if (command === undefined) throw unknownCommand(name);
  return printed(typed(commandHelp(command), io));
};

const completion = async (command: Command, words: Words): Promise<Result> => {
  const [shell] = takeArguments(words, command);
  const { completionScript } = await import('./completion.ts');
  if (shell === 'bash' || shell === 'zsh' || shell === 'fish') return printed(completionScript(shell));
  throw new UsageError(
    shell === undefined ? 'Which shell?' : `There is no completion for ${JSON.stringify(shell)}.`,
    'Use bash, zsh or fish.',
  );
};

const runCommand = async (command: Command, words: Words, io: Io): Promise<Result> => {
  const request = requestOf(command, words);
  const { runRequest } = await import('./run-request.ts');
  const { out, err, ...rest } = await runRequest(request, io);
  // What else is on stdout is a document, a diff, or paths: the user's own words.
  return { ...rest, out: out.replace(/^Next: .*$/m, (line) => typed(line, io)), err: typed(err, io) };
};

const typed = (text: string, io: Io): string => io.typed?.(text) ?? text;

const printed = (out: string): Result => ({ code: 0, out, err: '' });
