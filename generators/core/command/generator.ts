/**
 * The Yeoman generators: thin classes around the same requests as the command line. Yeoman's own file system, conflict prompts and
 * install task are not used: everything is decided before anything is written, by the same code as for the bin.
 */
import { spawnSync } from 'node:child_process';
import Generator from 'yeoman-generator';
import { readBytes } from '../apply/read.ts';
import { type Command, type CommandName, commandNamed } from './commands.ts';
import { catchInterruption } from './interruption.ts';
import { progressOn } from './progress.ts';
import { requestOf } from './request.ts';
import { runRequest } from './run-request.ts';
import { UsageError } from './usage.ts';
import { version } from './version.ts';
import { askThrough } from './yeoman-prompts.ts';
import { wordsOf } from './yeoman-words.ts';

type Arguments = ConstructorParameters<typeof Generator>;

/** What yo prints, and ends with as its exit code. */
class Failure extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message.trimEnd());
    this.code = code;
    // yo prints the message alone; yeoman's environment would print the stack, which says nothing to a user.
    this.stack = message.trimEnd();
  }
}

const inWords = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw error instanceof UsageError ? new Failure(64, `${error.message} ${error.hint}`) : error;
  }
};

/** The generator class of a command. */
export const generatorFor = (name: Exclude<CommandName, 'completion'>): typeof Generator => {
  const command = commandNamed(name) as Command;
  // Private fields make the class another type than its base.
  return class extends Generator {
    readonly #args: readonly string[];
    readonly #options: Readonly<Record<string, unknown>>;

    constructor(...[args, options, features]: Arguments) {
      // What yeoman would install and commit is nothing: this writes by itself.
      super(args, options, { ...features, customInstallTask: true } as Arguments[2]);
      this.#args = Array.isArray(args) ? args : [];
      this.#options = { ...(options as object) };
      this.description = command.description;
      declare(this, command);
    }

    /** The one task, in yeoman's first queue: nothing of yeoman's comes before it. */
    async initializing(): Promise<void> {
      const words = this.#words();
      if (words.flags.has('version')) {
        process.stdout.write(`${version}\n`);
        return;
      }
      const request = inWords(() => requestOf(command, words));
      const { code, out, err, install } = await runRequest(request, {
        cwd: this.destinationRoot(),
        version,
        stdin: () => readBytes(0, 'stdin'),
        ask: this.#ask(),
        interrupt: catchInterruption,
        progress: progressOn(process.stderr),
      });
      process.stdout.write(out);
      if (code !== 0) throw new Failure(code, err);
      process.stderr.write(err);
      if (install !== undefined && !request.skipInstall) installPackages(install);
    }

    #words() {
      return inWords(() => wordsOf(command, this.#args, this.#options));
    }

    #ask() {
      if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
      return askThrough({ prompt: (questions) => this.env.adapter.prompt(questions as never) });
    }
  } as unknown as typeof Generator;
};

/** Tells yeoman what its help shows; what it parses from that is not used. */
const declare = (generator: Generator, { argument, options }: Command): void => {
  if (argument !== undefined)
    generator.argument(argument.name, { type: String, required: false, description: argument.description });
  for (const { name, type, short, description } of options) {
    // A version that is shown is yeoman's own; one that is given is ours.
    if (name === 'help' || name === 'skip-install' || (name === 'version' && type === 'flag')) continue;
    generator.option(name, {
      type: type === 'flag' ? Boolean : String,
      description,
      ...(short !== undefined && { alias: short }),
    });
  }
};

/** As yo's users expect, after a package.json was written. The project is whole without it. */
const installPackages = (folder: string): void => {
  const { status, error } = spawnSync('npm', ['install'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    throw new Failure(
      1,
      `npm install failed${error === undefined ? '' : ` (${error.message})`}. The files are written; run it again in ${folder}.`,
    );
};
