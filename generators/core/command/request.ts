/** What the user asks for, wherever it was asked: command line, yo, or a test. */
import { type Repository, parseAddress } from '../publish/reference.ts';
import type { Command } from './commands.ts';
import { UsageError } from './usage.ts';
import { type Words, takeArguments } from './words.ts';

export interface RequestOptions {
  readonly dryRun: boolean;
  readonly diff: boolean;
  readonly force: boolean;
  readonly yes: boolean;
  readonly skipInstall: boolean;
  readonly json: boolean;
}

export interface NewRequest extends RequestOptions {
  readonly command: 'new';
  readonly name?: string | undefined;
  readonly spec?: string | undefined;
  readonly domain?: string | undefined;
  readonly image?: string | undefined;
  readonly output?: string | undefined;
  readonly apis: readonly string[];
}

export interface ApiRequest extends RequestOptions {
  readonly command: 'api';
  /** GROUP/VERSION/KIND */
  readonly api?: string | undefined;
}

export interface ImportRequest extends RequestOptions {
  readonly command: 'import';
  /** Paths of files and folders, '-' for stdin. */
  readonly files: readonly string[];
  readonly output?: string | undefined;
  readonly name?: string | undefined;
  readonly domain?: string | undefined;
}

export interface UpdateRequest extends RequestOptions {
  readonly command: 'update';
}

export interface CheckRequest extends RequestOptions {
  readonly command: 'check';
  /** A git ref, or the path of a spec, of CRDs, or of a folder: what was there before. */
  readonly against?: string | undefined;
}

export interface PublishRequest extends RequestOptions {
  readonly command: 'publish';
  /** Where to, instead of what the spec says. */
  readonly registry?: Repository | undefined;
  readonly plainHttp: boolean;
  /** Other content under a tag is replaced. */
  readonly overwrite: boolean;
}

export interface BundleRequest extends RequestOptions {
  readonly command: 'bundle';
  /** What is released; that of the spec when absent. */
  readonly version?: string | undefined;
  readonly channels: readonly string[];
  readonly defaultChannel?: string | undefined;
  readonly replaces?: string | undefined;
  readonly skips: readonly string[];
  readonly skipRange?: string | undefined;
  readonly createdAt?: string | undefined;
}

export interface CatalogRequest extends RequestOptions {
  readonly command: 'catalog';
}

/** `bundle --check` and `scorecard`: a bundle is judged as it lies there. */
export interface JudgeRequest extends RequestOptions {
  readonly command: 'bundle --check' | 'scorecard';
  /** The bundle's, as the user would name it. */
  readonly folder: string;
  readonly format: 'text' | 'json' | 'xunit';
}

export type ProjectRequest =
  | NewRequest
  | ApiRequest
  | ImportRequest
  | UpdateRequest
  | CheckRequest
  | PublishRequest
  | BundleRequest
  | CatalogRequest;

export type Request = ProjectRequest | JudgeRequest;

/** The request that a command's words make. Throws a UsageError when they contradict each other. */
export const requestOf = (command: Command, words: Words): Request => {
  const [argument, ...others] = takeArguments(words, command);
  const flag = (name: string): boolean => words.flags.has(name);
  const options = {
    dryRun: flag('dry-run'),
    diff: flag('diff'),
    force: flag('force'),
    yes: flag('yes'),
    skipInstall: flag('skip-install'),
    json: flag('json'),
  };
  if (command.name === 'new') return newRequest(argument, words, options);
  if (command.name === 'import')
    return importRequest(argument === undefined ? [] : [argument, ...others], words, options);
  if (command.name === 'api') return { command: 'api', api: argument, ...options };
  if (command.name === 'check') return { command: 'check', against: words.values.get('against')?.[0], ...options };
  if (command.name === 'publish') return publishRequest(argument, words, options);
  if (command.name === 'bundle')
    return flag('check') ? bundleCheckRequest(argument, words, options) : bundleRequest(argument, words, options);
  if (command.name === 'catalog') return { command: 'catalog', ...options };
  if (command.name === 'scorecard') return scorecardRequest(argument, words, options);
  return { command: 'update', ...options };
};

const importRequest = (files: readonly string[], { values }: Words, options: RequestOptions): ImportRequest => {
  const value = (option: string): string | undefined => values.get(option)?.[0];
  if (files.filter((file) => file === '-').length > 1)
    throw new UsageError('"-" is given twice.', 'There is one stdin: leave one out.');
  return {
    command: 'import',
    files,
    output: value('output'),
    name: value('name'),
    domain: value('domain'),
    ...options,
  };
};

const publishRequest = (address: string | undefined, { flags }: Words, options: RequestOptions): PublishRequest => {
  const registry = address === undefined ? undefined : parseAddress(address);
  if (registry !== undefined && 'message' in registry) throw new UsageError(registry.message, registry.hint);
  return {
    command: 'publish',
    registry,
    plainHttp: flags.has('plain-http'),
    overwrite: flags.has('overwrite'),
    ...options,
  };
};

const RELEASE_OPTIONS = ['version', 'channels', 'default-channel', 'replaces', 'skips', 'skip-range', 'created-at'];

const bundleRequest = (folder: string | undefined, { values }: Words, options: RequestOptions): BundleRequest => {
  if (folder !== undefined)
    throw new UsageError(
      `Unexpected argument ${JSON.stringify(folder)}.`,
      'A folder is for "k8s-operator bundle --check"; a release is made of the operator in the current folder.',
    );
  const value = (option: string): string | undefined => values.get(option)?.[0];
  const words = (option: string): readonly string[] =>
    (values.get(option) ?? []).flatMap((list) => list.split(',')).map((word) => word.trim());
  return {
    command: 'bundle',
    version: value('version'),
    channels: words('channels'),
    defaultChannel: value('default-channel'),
    replaces: value('replaces'),
    skips: words('skips'),
    skipRange: value('skip-range'),
    createdAt: value('created-at'),
    ...options,
  };
};

const bundleCheckRequest = (folder: string | undefined, { values }: Words, options: RequestOptions): JudgeRequest => {
  const clash = RELEASE_OPTIONS.find((option) => values.has(option));
  if (clash !== undefined)
    throw new UsageError(
      `--${clash} cannot be used with --check.`,
      'Leave it out: a bundle is judged as it lies there.',
    );
  return { command: 'bundle --check', folder: folder ?? 'bundle', format: options.json ? 'json' : 'text', ...options };
};

const FORMATS = ['text', 'json', 'xunit'] as const;

const scorecardRequest = (folder: string | undefined, { values }: Words, options: RequestOptions): JudgeRequest => {
  const [given] = values.get('output') ?? [];
  const format = given === undefined ? (options.json ? 'json' : 'text') : FORMATS.find((known) => known === given);
  if (format === undefined)
    throw new UsageError(`--output ${JSON.stringify(given)} is no format.`, `Use ${FORMATS.join(', ')}.`);
  if (options.json && format !== 'json')
    throw new UsageError(`--json and --output ${format} contradict each other.`, 'Leave one out.');
  return { command: 'scorecard', folder: folder ?? 'bundle', ...options, json: format === 'json', format };
};

const newRequest = (name: string | undefined, { values }: Words, options: RequestOptions): NewRequest => {
  const value = (option: string): string | undefined => values.get(option)?.[0];
  const spec = value('spec');
  const clash = spec === undefined ? undefined : ['domain', 'api', 'image'].find((option) => values.has(option));
  if (clash !== undefined) throw new UsageError(`--${clash} cannot be used with --spec.`, `Write it into ${spec}.`);
  const [domain, image, output] = [value('domain'), value('image'), value('output')];
  return { command: 'new', name, spec, domain, image, output, apis: values.get('api') ?? [], ...options };
};
