/** What a new spec is made from: options first, then answers where there is somebody to ask, then defaults where --yes says so. */
import { basename, resolve } from 'node:path';
import { Fault, fileProblem } from '../apply/fault.ts';
import type { Drafted } from './draft.ts';
import type { Io, Question } from './io.ts';
import { DEFAULT_DOMAIN, EXAMPLE_API, type Input, newText } from './new-text.ts';
import type { Missing } from './outcome.ts';
import type { NewRequest } from './request.ts';

/** A draft of a spec with the input that was given, asked for, or is missing. */
export const completeInput = async (request: NewRequest, io: Io): Promise<Drafted> => {
  const input = await complete(request, io);
  const missing = missingIn(input);
  if (missing.length > 0) return { outcome: { type: 'missing', request, missing } };
  const { text, loaded } = newText(input);
  if (loaded.spec === undefined) return { outcome: { type: 'problems', request, problems: loaded.problems } };
  return { root: resolve(io.cwd, request.output ?? loaded.spec.metadata.name), text, loaded };
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
  refuseFolder(name);
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
  refuseWrong(given);
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

/** Each is judged beside the answers before it, and beside what stands for those that are still to come. */
const questions = (given: Input): readonly Question[] => {
  const input = (answers: Readonly<Record<string, string>>): Input => ({
    name: answers['name'] ?? given.name ?? 'x',
    image: given.image,
    domain: answers['domain'] ?? given.domain ?? DEFAULT_DOMAIN,
    apis: [EXAMPLE_API],
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
      validate: (api, answers) => judge({ ...input(answers), apis: words(api) }),
    },
  ];
};

const judge = (input: Input): true | string => {
  if (input.apis.length === 0) return 'Give at least one, e.g. cache/v1alpha1/Memcached.';
  const problem = newText(input).loaded.problems.find(({ severity }) => severity === 'error');
  return problem === undefined ? true : [problem.message, problem.hint].filter(Boolean).join(' ');
};

/** What was typed is judged before anything is asked: no answer could mend it. */
const refuseWrong = ({ name = 'x', domain = DEFAULT_DOMAIN, image, apis }: Input): void => {
  const { spec, problems } = newText({ name, domain, image, apis: apis.length > 0 ? apis : [EXAMPLE_API] }).loaded;
  if (spec === undefined) throw new Fault(...problems);
};

/** `new .` and `new some/where` mean a folder. */
const refuseFolder = (name: string | undefined): void => {
  if (name === undefined || !/[/\\]|^\.+$/.test(name)) return;
  throw new Fault(
    fileProblem('NAME', `${JSON.stringify(name)} is a folder, not a name.`, `Run "k8s-operator new --output ${name}".`),
  );
};
