/** Completion scripts for shells, from the table of commands: static text, so that completing starts no process. */
import { COMMANDS, type Command, type Option } from './commands.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

/** The script that a shell reads to complete `k8s-operator`. */
export const completionScript = (shell: Shell): string => ({ bash, zsh, fish })[shell]();

const namesOf = ({ options }: Command): string => options.map(({ name }) => `--${name}`).join(' ');
const pathOptions = (): readonly string[] => [
  ...new Set(
    COMMANDS.flatMap(({ options }) => options.filter(({ isPath }) => isPath === true).map(({ name }) => `--${name}`)),
  ),
];
const escaped = (text: string): string => text.replaceAll("'", String.raw`'\''`);

const bash = (): string => `# bash completion for k8s-operator
_k8s_operator() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  case "$previous" in
    ${pathOptions().join('|')}) compopt -o default 2>/dev/null; return ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${COMMANDS.map(({ name }) => name).join(' ')} --help --version' -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${COMMANDS.map((command) => `    ${command.name}) COMPREPLY=($(compgen -W '${[...(command.argument?.values ?? []), namesOf(command)].join(' ')}' -- "$current")) ;;`).join('\n')}
  esac
}
complete -F _k8s_operator k8s-operator
`;

const zshOption = ({ name, type, placeholder, isPath, description }: Option): string => {
  const text = escaped(description.replaceAll(/[[\]:]/g, ''));
  const value = type === 'flag' ? '' : `:${placeholder}:${isPath === true ? '_files' : ''}`;
  return `'${type === 'list' ? '*' : ''}--${name}[${text}]${value}'`;
};

const zsh = (): string => `#compdef k8s-operator
_k8s_operator() {
  local -a commands
  commands=(
${COMMANDS.map(({ name, description }) => `    '${name}:${escaped(description.replaceAll(':', ''))}'`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "$words[2]" in
${COMMANDS.map(zshCommand).join('\n')}
  esac
}
if [ "$funcstack[1]" = _k8s_operator ]; then
  _k8s_operator "$@"
else
  compdef _k8s_operator k8s-operator
fi
`;

const zshCommand = (command: Command): string => {
  const values =
    command.argument?.values === undefined
      ? ''
      : `'2:${command.argument.name}:(${command.argument.values.join(' ')})' `;
  return `    ${command.name}) _arguments ${values}${command.options.map(zshOption).join(' ')} ;;`;
};

const fish = (): string =>
  [
    '# fish completion for k8s-operator',
    'complete -c k8s-operator -f',
    ...COMMANDS.map(
      ({ name, description }) =>
        `complete -c k8s-operator -n __fish_use_subcommand -a ${name} -d '${escaped(description)}'`,
    ),
    ...COMMANDS.flatMap(fishCommand),
    '',
  ].join('\n');

const fishCommand = ({ name, argument, options }: Command): readonly string[] => {
  const on = `complete -c k8s-operator -n '__fish_seen_subcommand_from ${name}'`;
  return [
    ...(argument?.values === undefined ? [] : [`${on} -a '${argument.values.join(' ')}'`]),
    ...options.map(({ name, short, type, isPath, description }) =>
      [
        on,
        `-l ${name}`,
        short === undefined ? '' : `-s ${short}`,
        type === 'flag' ? '' : isPath === true ? '-r -F' : '-x',
        `-d '${escaped(description)}'`,
      ]
        .filter(Boolean)
        .join(' '),
    ),
  ];
};
