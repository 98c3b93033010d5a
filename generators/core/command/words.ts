/** The words of a command line to values, by the command's table. Everything that is not in the table is an error. */
import { nearest } from '../spec/near.ts';
import { type Command, type Option } from './commands.ts';
import { UsageError } from './usage.ts';

export interface Words {
  readonly positionals: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** Reads `--name value`, `--name=value`, `-n value`, and `--` before words that begin with a dash. Throws a UsageError. */
export const readWords = (words: readonly string[], options: readonly Option[], command: string): Words => {
  const positionals: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, readonly string[]>();
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') positionals.push(...rest.splice(0));
    else if (!word.startsWith('-') || word === '-') positionals.push(word);
    else {
      const { option, attached } = findOption(word, options, command);
      if (option.type === 'flag') addFlag(flags, option, attached);
      else addValue(values, option, attached ?? takeValue(rest));
    }
  }
  return { positionals, flags, values };
};

const findOption = (word: string, options: readonly Option[], command: string) => {
  const equals = word.indexOf('=');
  const written = equals === -1 ? word : word.slice(0, equals);
  const attached = equals === -1 ? undefined : word.slice(equals + 1);
  const option = options.find(({ name, short }) => written === `--${name}` || written === `-${short}`);
  if (option === undefined) throw unknownOption(written, options, command);
  return { option, attached };
};

/** The error for an option that the command does not have. */
export const unknownOption = (written: string, options: readonly Option[], command: string): UsageError => {
  const near = nearest(
    written.replace(/^-+/, ''),
    options.map(({ name }) => name),
  );
  const help = `See ${command} --help.`;
  return new UsageError(`Unknown option ${written}.`, near === undefined ? help : `Did you mean --${near}? ${help}`);
};

const addFlag = (flags: Set<string>, { name }: Option, attached: string | undefined): void => {
  if (attached !== undefined)
    throw new UsageError(`--${name} takes no value.`, `Write --${name} alone, or leave it out.`);
  flags.add(name);
};

/** The next word, unless it looks like an option: then the value was forgotten. */
const takeValue = (rest: string[]): string | undefined =>
  rest[0]?.startsWith('-') === true ? undefined : rest.shift();

const addValue = (
  values: Map<string, readonly string[]>,
  { name, type, placeholder }: Option,
  value: string | undefined,
): void => {
  if (value === undefined || value === '')
    throw new UsageError(`--${name} needs a value.`, `Write --${name} ${placeholder}.`);
  const known = values.get(name) ?? [];
  if (type === 'value' && known.length > 0) throw new UsageError(`--${name} is given twice.`, 'Leave one out.');
  values.set(name, [...known, value]);
};

/** The positional arguments of a command: none, one, or as many as there are. Throws a UsageError when there are more. */
export const takeArguments = ({ positionals }: Words, command: Command): readonly string[] => {
  const allowed = command.argument === undefined ? 0 : command.argument.many === true ? Infinity : 1;
  const extra = positionals[allowed];
  if (extra === undefined) return positionals;
  const takes = command.argument === undefined ? 'takes no argument' : `takes one ${command.argument.name}`;
  throw new UsageError(
    `Unexpected argument ${JSON.stringify(extra)}.`,
    `k8s-operator ${command.name} ${takes}. See k8s-operator ${command.name} --help.`,
  );
};
