/** What a new spec is made from: options first, then answers where there is somebody to ask, then defaults where --yes says so. */
import { basename, resolve } from 'node:path';
import { loadSpec } from '../spec/load.ts';
import { newSpecText, parseApiArgument } from '../spec/new.ts';
import type { Problem } from '../spec/problem.ts';
import { type Drafted, SPEC_FILE } from './draft.ts';
import type { Io, Question } from './io.ts';
import type { Missing } from './outcome.ts';
import type { NewRequest } from './request.ts';

interface Input {
  readonly name: string;
  readonly domain: string;
  readonly image?: string | undefined;
  readonly apis: readonly string[];
}

/** The domain that --yes takes: reserved for examples, so that it is nobody's. */
const DEFAULT_DOMAIN = 'example.com';

/** A draft of a spec with the input that was given, asked for, or is missing. */
export const completeInput = async (request: NewRequest, io: Io): Promise<Drafted> => {
  const input = await ask(request, io);
  const missing = MISSING.filter(({ key }) => input[key] === undefined);
  if (missing.length > 0) return { outcome: { type: 'missing', request, missing } };
  const { text, problems } = textOf(input as Input);
  if (text === undefined) return { outcome: { type: 'problems', request, problems } };
  const { apis, name } = input as Input;
  const translate = (problem: Problem): Problem => inWordsTyped(problem, apis);
  const { spec, problems: found } = loadSpec(text, SPEC_FILE);
  if (spec === undefined) return { outcome: { type: 'problems', request, problems: found.map(translate) } };
  return { root: resolve(io.cwd, request.output ?? name), text, file: SPEC_FILE, translate };
};

const MISSING: readonly (Missing & { readonly key: 'name' | 'domain' })[] = [
  { key: 'name', name: 'NAME', description: 'the name of the operator, e.g. memcached-operator' },
  { key: 'domain', name: '--domain DOMAIN', description: 'the domain of its API groups, e.g. example.com' },
];

const ask = async (
  { name, output, domain, image, apis, yes }: NewRequest,
  io: Io,
): Promise<Partial<Input> & Pick<Input, 'apis'>> => {
  const known = {
    name: name ?? (output === undefined ? undefined : basename(resolve(io.cwd, output))),
    domain: domain ?? (yes ? DEFAULT_DOMAIN : undefined),
  };
  const given = {
    ...(known.name !== undefined && { name: known.name }),
    ...(known.domain !== undefined && { domain: known.domain }),
    image,
    apis,
  };
  if (yes || io.ask === undefined || (known.name !== undefined && known.domain !== undefined)) return given;
  const answers = await io.ask(
    QUESTIONS.filter(({ name }) => (name === 'api' ? apis.length === 0 : known[name] === undefined)),
  );
  return {
    ...given,
    ...answers,
    apis: answers['api'] === undefined || answers['api'] === '' ? apis : answers['api'].split(/[\s,]+/),
  };
};

const questionOf = (
  name: 'name' | 'domain' | 'api',
  message: string,
  inputOf: (answer: string) => Partial<Input>,
  fallback?: string,
): Question & { readonly name: 'name' | 'domain' | 'api' } => ({
  name,
  message,
  ...(fallback !== undefined && { default: fallback }),
  validate: (answer) => {
    const input = { name: 'x', domain: DEFAULT_DOMAIN, apis: [], ...inputOf(answer.trim()) };
    const { text, problems } = textOf(input);
    const [problem] = text === undefined ? problems : loadSpec(text, SPEC_FILE).problems;
    return problem === undefined ? true : [problem.message, problem.hint].filter(Boolean).join(' ');
  },
});

const QUESTIONS = [
  questionOf('name', "The operator's name?", (name) => ({ name }), 'memcached-operator'),
  questionOf('domain', 'The domain of its API groups?', (domain) => ({ domain }), DEFAULT_DOMAIN),
  questionOf('api', 'Its first API (GROUP/VERSION/KIND; empty for none)?', (api) => ({
    apis: api === '' ? [] : api.split(/[\s,]+/),
  })),
];

const textOf = ({
  name,
  domain,
  image,
  apis,
}: Input): { readonly text?: string; readonly problems: readonly Problem[] } => {
  const parsed = apis.map((api) => parseApiArgument(api));
  const problems = parsed.flatMap((result) => ('problems' in result ? result.problems : []));
  if (problems.length > 0) return { problems };
  const text = newSpecText({
    name,
    domain,
    ...(image !== undefined && { image }),
    apis: parsed.flatMap((result) => ('api' in result ? [result.api] : [])),
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
