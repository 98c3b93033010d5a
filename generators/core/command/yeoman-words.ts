/** What yo made of a command line, back to words. yo's parser knows no types: it lets a flag swallow the next word, and passes what nobody declared. */
import type { Command, Option } from './commands.ts';
import { UsageError } from './usage.ts';
import { type Words, readWords, unknownOption } from './words.ts';

/** Options of yo and of every generator, which are not ours to judge. */
const OF_YEOMAN: ReadonlySet<string> = new Set(
  [
    'help',
    'skip-cache',
    'skip-local-cache',
    'skip-install',
    'force-install',
    'ask-answered',
    'skip-check-env',
    'skip-parse-options',
  ].concat(
    [
      'ignore-version-check',
      'local-config-only',
      'local-only',
      'debug',
      'insight',
      'node-package-manager',
      'experimental',
    ],
    [
      'namespace',
      'resolved',
      'description',
      'destination-root',
      'forward-error-to-environment',
      'unique-by',
      'environment-version',
    ],
  ),
);

/** The words of a command, from the arguments and options that yeoman hands to a generator. Throws a UsageError. */
export const wordsOf = (
  command: Command,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Words => {
  const given = Object.entries(options)
    .filter(([, value]) => isTyped(value))
    .map(([name, value]) => [dashed(name), value] as const);
  const optionNamed = (name: string): Option | undefined =>
    command.options.find((option) => option.name === name || option.short === name);
  const unknown = given.find(([name]) => optionNamed(name) === undefined && !OF_YEOMAN.has(name));
  if (unknown !== undefined)
    throw unknownOption(`${unknown[0].length === 1 ? '-' : '--'}${unknown[0]}`, command.options, yoCommand(command));
  const known = new Map(
    given.flatMap(([name, value]) =>
      optionNamed(name) === undefined ? [] : [[optionNamed(name) as Option, value] as const],
    ),
  );
  const words = [...known].flatMap(([option, value]) => wordsOfOption(option, value, command));
  return readWords([...words, '--', ...args.map(String)], command.options, yoCommand(command));
};

const isTyped = (value: unknown): boolean =>
  ['boolean', 'string', 'number'].includes(typeof value) ||
  (Array.isArray(value) && value.every((item) => typeof item !== 'object'));

/** yo hands over each name twice, as `dryRun` and as `dry-run`. */
const dashed = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const wordsOfOption = ({ name, type }: Option, value: unknown, command: Command): readonly string[] => {
  const values = [value].flat();
  if (type !== 'flag') return values.map((one) => (one === true ? `--${name}` : `--${name}=${String(one)}`));
  const swallowed = values.find((one) => typeof one !== 'boolean');
  if (swallowed !== undefined) {
    throw new UsageError(
      `--${name} takes no value, but yo gave it ${JSON.stringify(swallowed)}.`,
      `Put it last: ${yoCommand(command)} ${String(swallowed)} --${name}.`,
    );
  }
  return values.at(-1) === true ? [`--${name}`] : [];
};

const yoCommand = ({ name }: Command): string => (name === 'new' ? 'yo k8s-operator' : `yo k8s-operator:${name}`);
