/** Completion scripts for shells, from the table of commands: static text, so that completing starts no process. */
import { COMMANDS, type Command, GLOBAL_OPTIONS, type Option } from './commands.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

/** The script that a shell reads to complete `k8s-operator`. */
export const completionScript = (shell: Shell): string => ({ bash, zsh, fish })[shell]();

const namesOf = (options: readonly Option[]): string => options.map(({ name }) => `--${name}`).join(' ');
const commandNames = (): string => COMMANDS.map(({ name }) => name).join(' ');

/** As they are typed, long and short, of every command. */
const typed = (isWanted: (option: Option) => boolean): string =>
  [
    ...new Set(
      COMMANDS.flatMap(({ options }) => options.filter(isWanted)).flatMap(({ name, short }) =>
        short === undefined ? [`--${name}`] : [`--${name}`, `-${short}`],
      ),
    ),
  ].join('|');
const escaped = (text: string): string => text.replaceAll("'", String.raw`'\''`);

const bash = (): string => `# bash completion for k8s-operator
_k8s_operator() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  # "--spec=x" comes as three words.
  if [ "$current" = = ]; then current=
  elif [ "$previous" = = ]; then previous="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${commandNames()} help ${namesOf(GLOBAL_OPTIONS)}' -- "$current"))
    return
  fi
  case "$previous" in
    ${typed(({ isPath }) => isPath === true)}) compopt -o default 2>/dev/null; return ;;
    ${typed(({ type, isPath }) => type !== 'flag' && isPath !== true)}) return ;;
  esac
  case "\${COMP_WORDS[1]}" in
    help) COMPREPLY=($(compgen -W '${commandNames()}' -- "$current")) ;;
${COMMANDS.map((command) => `    ${command.name}) ${command.argument?.isPath === true ? '[[ "$current" == -* ]] || { compopt -o default 2>/dev/null; return; }; ' : ''}COMPREPLY=($(compgen -W '${[...(command.argument?.values ?? []), namesOf(command.options)].join(' ')}' -- "$current")) ;;`).join('\n')}
  esac
}
complete -F _k8s_operator k8s-operator
`;

const zshOption = ({ name, short, type, placeholder, isPath, description }: Option): string => {
  const text = escaped(description.replaceAll(/[[\]:]/g, ''));
  const value = type === 'flag' ? '' : `:${placeholder}:${isPath === true ? '_files' : ''}`;
  const equals = type === 'flag' ? '' : '=';
  if (short === undefined) return `'${type === 'list' ? '*' : ''}--${name}${equals}[${text}]${value}'`;
  return `'(-${short} --${name})'{-${short},--${name}${equals}}'[${text}]${value}'`;
};

const zsh = (): string => `#compdef k8s-operator
_k8s_operator() {
  local -a commands
  commands=(
${COMMANDS.map(({ name, description }) => `    '${name}:${escaped(description.replaceAll(':', ''))}'`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _arguments ${GLOBAL_OPTIONS.map(zshOption).join(' ')}
    return
  fi
  shift words
  (( CURRENT-- ))
  case "$words[1]" in
    help) _arguments '1:COMMAND:(${commandNames()})' ;;
${COMMANDS.map(zshCommand).join('\n')}
  esac
}
if [ "$funcstack[1]" = _k8s_operator ]; then
  _k8s_operator "$@"
else
  compdef _k8s_operator k8s-operator
fi
`;

const zshCommand = ({ name, argument, options }: Command): string => {
  const values = argument?.values === undefined ? '' : `(${argument.values.join(' ')})`;
  const actions = argument?.isPath === true ? '_files' : values;
  const first = argument === undefined ? [] : [`'${argument.many === true ? '*' : '1'}:${argument.name}:${actions}'`];
  return `    ${name}) _arguments ${[...first, ...options.map(zshOption)].join(' ')} ;;`;
};

const fish = (): string =>
  [
    '# fish completion for k8s-operator',
    'complete -c k8s-operator -f',
    `complete -c k8s-operator -n __fish_use_subcommand -a help -d 'Show help on a command.'`,
    `complete -c k8s-operator -n 'contains -- help (commandline -opc)[2]' -a '${commandNames()}'`,
    ...GLOBAL_OPTIONS.map((option) => `complete -c k8s-operator -n __fish_use_subcommand ${fishOption(option)}`),
    ...COMMANDS.map(
      ({ name, description }) =>
        `complete -c k8s-operator -n __fish_use_subcommand -a ${name} -d '${escaped(description)}'`,
    ),
    ...COMMANDS.flatMap(fishCommand),
    '',
  ].join('\n');

const fishCommand = ({ name, argument, options }: Command): readonly string[] => {
  const on = `complete -c k8s-operator -n 'contains -- ${name} (commandline -opc)[2]'`;
  return [
    ...(argument?.values === undefined ? [] : [`${on} -a '${argument.values.join(' ')}'`]),
    ...(argument?.isPath === true ? [`${on} -F`] : []),
    ...options.map((option) => `${on} ${fishOption(option)}`),
  ];
};

const fishOption = ({ name, short, type, isPath, description }: Option): string =>
  [
    `-l ${name}`,
    short === undefined ? '' : `-s ${short}`,
    type === 'flag' ? '' : isPath === true ? '-r -F' : '-x',
    `-d '${escaped(description)}'`,
  ]
    .filter(Boolean)
    .join(' ');
