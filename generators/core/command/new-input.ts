/** What a new spec is made from: options first, then answers where there is somebody to ask, then defaults where --yes says so. */
import { basename, resolve } from 'node:path';
import { fileProblem } from '../apply/fault.ts';
import { loadSpec } from '../spec/load.ts';
import { parseApiArgument } from '../spec/api-argument.ts';
import { newSpecText } from '../spec/new-spec.ts';
import type { Problem } from '../spec/problem.ts';
import { type Drafted, SPEC_FILE } from './draft.ts';
import type { Io, Question } from './io.ts';
import type { Missing } from './outcome.ts';
import type { NewRequest } from './request.ts';

interface Input {
  readonly name?: string | undefined;
  readonly domain?: string | undefined;
  readonly image?: string | undefined;
  /** GROUP/VERSION/KIND each; a spec has at least one. */
  readonly apis: readonly string[];
}

/** The domain that --yes takes: reserved for examples, so that it is nobody's. */
const DEFAULT_DOMAIN = 'example.com';

/** A draft of a spec with the input that was given, asked for, or is missing. */
export const completeInput = async (request: NewRequest, io: Io): Promise<Drafted> => {
  const input = await complete(request, io);
  const missing = missingIn(input);
  if (missing.length > 0) return { outcome: { type: 'missing', request, missing } };
  const { text, problems } = textOf(input);
  if (text === undefined) return { outcome: { type: 'problems', request, problems } };
  const { spec, problems: found } = loadSpec(text, SPEC_FILE);
  const loaded = {
    ...(spec !== undefined && { spec }),
    problems: found.map((problem) => inWordsTyped(problem, input.apis)),
  };
  if (spec === undefined) return { outcome: { type: 'problems', request, problems: loaded.problems } };
  return { root: resolve(io.cwd, request.output ?? spec.metadata.name), text, loaded };
};

const missingIn = ({ name, domain, apis }: Input): readonly Missing[] => [
  ...(name === undefined ? [{ name: 'NAME', description: 'the name of the operator, e.g. memcached-operator' }] : []),
  ...(domain === undefined
    ? [{ name: '--domain DOMAIN', description: 'the domain of its API groups, e.g. example.com' }]
    : []),
  ...(apis.length === 0
    ? [{ name: '--api GROUP/VERSION/KIND', description: 'an API that it owns, e.g. cache/v1alpha1/Memcached' }]
    : []),
];

const complete = async ({ name, output, domain, image, apis, yes }: NewRequest, io: Io): Promise<Input> => {
  const given: Input = {
    name: name ?? (output === undefined ? undefined : basename(resolve(io.cwd, output))),
    domain,
    image,
    apis,
  };
  const missing = missingIn(given);
  if (missing.length === 0) return given;
  if (yes)
    return { ...given, domain: domain ?? DEFAULT_DOMAIN, apis: apis.length > 0 ? apis : defaultApis(given.name) };
  if (io.ask === undefined) return given;
  const keys = new Set(
    missing.map((one) => (one.name === 'NAME' ? 'name' : one.name.startsWith('--domain') ? 'domain' : 'api')),
  );
  const answers = await io.ask(
    questions(given).filter((question) => keys.has(question.name as 'name' | 'domain' | 'api')),
  );
  return {
    ...given,
    ...(answers['name'] !== undefined && { name: answers['name'] }),
    ...(answers['domain'] !== undefined && { domain: answers['domain'] }),
    ...(answers['api'] !== undefined && { apis: words(answers['api']) }),
  };
};

const words = (answer: string): readonly string[] => answer.split(/[\s,]+/).filter((word) => word !== '');

/** memcached-operator owns memcached/v1alpha1/Memcached; none for a name that gives no kind. */
const defaultApis = (name: string | undefined): readonly string[] => {
  const parts = (name ?? '').replace(/-operator$/, '').split('-');
  const kind = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
  return /^[A-Z][A-Za-z0-9]*$/.test(kind) ? [`${parts.join('')}/v1alpha1/${kind}`] : [];
};

const questions = (given: Input): readonly Question[] => {
  const input = (answers: Readonly<Record<string, string>>): Input => ({
    name: 'x',
    ...given,
    domain: answers['domain'] ?? given.domain ?? DEFAULT_DOMAIN,
    apis: ['cache/v1alpha1/Memcached'],
  });
  return [
    {
      name: 'name',
      message: "The operator's name:",
      default: 'memcached-operator',
      validate: (name, answers) => judge({ ...input(answers), name }),
    },
    {
      name: 'domain',
      message: 'The domain of its API groups:',
      default: DEFAULT_DOMAIN,
      validate: (domain, answers) => judge({ ...input(answers), domain }),
    },
    {
      name: 'api',
      message: 'The APIs that it owns (GROUP/VERSION/KIND):',
      default: (answers) => defaultApis(answers['name'] ?? given.name).join(' '),
      validate: (api, answers) => judge({ ...input(answers), name: 'x', apis: words(api) }),
    },
  ];
};

const judge = (input: Input): true | string => {
  if (input.apis.length === 0) return 'Give at least one, e.g. cache/v1alpha1/Memcached.';
  const { text, problems } = textOf(input);
  const [problem] = text === undefined ? problems : loadSpec(text, SPEC_FILE).problems;
  return problem === undefined ? true : [problem.message, problem.hint].filter(Boolean).join(' ');
};

const textOf = ({
  name = '',
  domain = '',
  image,
  apis,
}: Input): { readonly text?: string; readonly problems: readonly Problem[] } => {
  const parsed = apis.map((argument) => ({ argument, ...parseApiArgument(argument, domain) }));
  const problems = parsed.flatMap((one) =>
    'message' in one ? [fileProblem(`--api ${one.argument}`, one.message, one.hint)] : [],
  );
  if (problems.length > 0) return { problems };
  const text = newSpecText({
    name,
    domain,
    ...(image !== undefined && { image }),
    apis: parsed.flatMap((one) => ('api' in one ? [one.api] : [])),
  });
  return { text, problems };
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
