/** The first text of a spec from what was typed, and what is wrong with it in the words of the command line. */
import { fileProblem } from '../apply/fault.ts';
import { parseApiArgument } from '../spec/api-argument.ts';
import { type Loaded, loadSpec } from '../spec/load.ts';
import { newSpecText } from '../spec/new-spec.ts';
import type { Problem } from '../spec/problem.ts';
import { isDnsName } from '../spec/rules/dns.ts';
import { SPEC_FILE } from './draft.ts';

export interface Input {
  readonly name?: string | undefined;
  readonly domain?: string | undefined;
  readonly image?: string | undefined;
  /** GROUP/VERSION/KIND each; a spec has at least one. */
  readonly apis: readonly string[];
}

/** The domain that --yes takes: reserved for examples, so that it is nobody's. */
export const DEFAULT_DOMAIN = 'example.com';
export const EXAMPLE_API = 'cache/v1alpha1/Memcached';

export interface NewText {
  readonly text: string;
  /** Its problems, every one, in the words typed; a spec when there is no error. */
  readonly loaded: Pick<Loaded, 'spec' | 'problems'>;
}

/** The text of a complete input. */
export const newText = (input: Input): NewText => {
  const { name = '', domain = '', image, apis } = input;
  // A wrong domain is told as such, not as the fault of every group in it.
  const base = isDnsName(domain) ? domain : DEFAULT_DOMAIN;
  const parse = (argument: string) => ({ argument, parsed: parseApiArgument(argument, base) });
  const read = apis.map(parse);
  const wrong = read.flatMap(({ argument, parsed }) =>
    'message' in parsed ? [fileProblem(`--api ${argument}`, parsed.message, parsed.hint)] : [],
  );
  const right = read.filter(({ parsed }) => 'api' in parsed);
  // Without any right one, the rest of the input is judged with an example.
  const stand = right.length > 0 ? right : [parse(EXAMPLE_API)];
  const text = newSpecText({
    name,
    domain,
    ...(image !== undefined && { image }),
    apis: stand.flatMap(({ parsed }) => ('api' in parsed ? [parsed.api] : [])),
  });
  const { spec, problems } = loadSpec(text, SPEC_FILE);
  const standing = stand.map(({ argument }) => argument);
  const typed = problems.map((problem) => inWordsTyped(problem, standing));
  const loaded = { problems: [...withoutEchoes(typed, input), ...wrong] };
  return { text, loaded: spec === undefined || wrong.length > 0 ? loaded : { spec, ...loaded } };
};

/** The text is not on disk: a position in it would help nobody, the option that it came from does. */
const inWordsTyped = ({ path, message, hint, severity }: Problem, apis: readonly string[]): Problem => {
  const api = /^spec\.apis\[(\d+)\]/.exec(path)?.[1];
  const file = path.startsWith('metadata.name')
    ? 'NAME'
    : path.startsWith('spec.domain')
      ? '--domain'
      : path.startsWith('spec.image')
        ? '--image'
        : api === undefined
          ? SPEC_FILE
          : `--api ${apis[Number(api)]}`;
  return { file, path: file === SPEC_FILE ? path : '', message, ...(hint !== undefined && { hint }), severity };
};

/** All else is made of name, domain and APIs: what is wrong with those would be told again for each, at a place that nobody typed. */
const withoutEchoes = (problems: readonly Problem[], { image }: Input): readonly Problem[] => {
  const has = (file: string): boolean => problems.some((problem) => problem.file === file);
  const isEcho = ({ file }: Problem): boolean => {
    if (file === SPEC_FILE) return problems.some((problem) => problem.file !== SPEC_FILE);
    if (file === '--image') return image === undefined && (has('NAME') || has('--domain'));
    return file.startsWith('--api ') && has('--domain');
  };
  return problems.filter((problem) => !isEcho(problem));
};
