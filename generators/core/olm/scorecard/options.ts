/** What a container is told: options in its command and arguments, and variables of its environment. */
import type { Path } from '../../spec/path.ts';
import type { Container } from './workload.ts';

export interface Option {
  /** As it is written: `--webhook-cert-path`, `TLS_CERT_FILE`. */
  readonly name: string;
  readonly value: string;
  /** From the container. */
  readonly path: Path;
}

/** Options with their values, `$(NAME)` replaced as kubelet does; one without a value is `true`. */
export const optionsOf = ({ command = [], args = [], env = [] }: Container): readonly Option[] => {
  const variables = new Map(
    env.flatMap(({ name = '', value }) => (value === undefined ? [] : [[name, value] as const])),
  );
  const expanded = (text: string): string =>
    text.replaceAll(/\$\$|\$\(([^)]*)\)/g, (all, name: string | undefined) =>
      name === undefined ? '$' : (variables.get(name) ?? all),
    );
  return [
    ...inWords(command.map(expanded), 'command'),
    ...inWords(args.map(expanded), 'args'),
    ...env.flatMap(({ name = '', value }, i) =>
      value === undefined ? [] : [{ name, value: expanded(value), path: ['env', i, 'value'] }],
    ),
  ];
};

const inWords = (words: readonly string[], list: string): readonly Option[] =>
  words.flatMap((word, i): readonly Option[] => {
    const [, name, value] = /^(--?[A-Za-z][\w.-]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (name === undefined) return [];
    if (value !== undefined) return [{ name, value, path: [list, i] }];
    const next = words[i + 1];
    return next === undefined || next.startsWith('-')
      ? [{ name, value: 'true', path: [list, i] }]
      : [{ name, value: next, path: [list, i + 1] }];
  });
