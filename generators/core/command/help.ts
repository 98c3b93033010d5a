/** The help texts, from the table of commands. */
import { COMMANDS, type Command, GLOBAL_OPTIONS, type Option } from './commands.ts';

/** Help on the whole program. */
export const programHelp = (): string =>
  [
    'k8s-operator: one declarative spec, operator.yaml, becomes a complete Kubernetes operator in TypeScript.',
    '',
    'Usage:  k8s-operator COMMAND [OPTIONS]',
    '',
    ...columns(COMMANDS.map((command) => [usageOf(command), command.description])),
    '',
    ...columns(GLOBAL_OPTIONS.map((option) => [optionUsage(option), option.description])),
    '',
    'See "k8s-operator COMMAND --help" for the options of a command.',
    '',
  ].join('\n');

/** Help on one command. */
export const commandHelp = (command: Command): string =>
  [
    command.description,
    '',
    `Usage:  k8s-operator ${usageOf(command)} [OPTIONS]`,
    '',
    ...columns([
      ...(command.argument === undefined ? [] : [[command.argument.name, command.argument.description] as const]),
      ...command.options.map((option) => [optionUsage(option), option.description] as const),
    ]),
    '',
    'Examples:',
    ...command.examples.map((example) => `  k8s-operator ${example}`),
    '',
    'Exit codes: 0 done, 1 the input is wrong, 2 drift, conflict or breaking changes, 64 the command line is wrong, 130 interrupted.',
    '',
  ].join('\n');

const usageOf = ({ name, argument }: Command): string => {
  if (argument === undefined) return name;
  if (argument.isOptional === true) return `${name} [${argument.name}]`;
  return `${name} ${argument.name}${argument.many === true ? '…' : ''}`;
};

const optionUsage = ({ name, short, placeholder }: Option): string =>
  `${short === undefined ? '    ' : `-${short}, `}--${name}${placeholder === undefined ? '' : ` ${placeholder}`}`;

const columns = (rows: readonly (readonly [string, string])[]): readonly string[] => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
};
