/** The commands and their options: one table, from which parsing, help, completion and the yeoman options are made. */
import { SPEC_FILE } from '../apply/path.ts';
import { OLM_COMMANDS } from './olm-commands.ts';
import { type Command, COMMON, DRY_RUN, FORCE, HELP, JSON_OUTPUT, type Option, VERSION } from './options.ts';

export type { Argument, Command, CommandName, Option } from './options.ts';

const AGAINST: Option = {
  name: 'against',
  type: 'value',
  placeholder: 'REF|FILE|DIR',
  isPath: true,
  description: 'Also tell what breaks since a git ref, another spec, or CRDs (by the rules of crdify).',
};

const PLAIN_HTTP: Option = {
  name: 'plain-http',
  type: 'flag',
  description: 'Speak HTTP without encryption; also without it where spec.delivery.flux.insecure says so.',
};
const OVERWRITE: Option = {
  name: 'overwrite',
  type: 'flag',
  description: 'Replace what has other content under the same tag.',
};

const API_ARGUMENT = { name: 'GROUP/VERSION/KIND', description: 'The API, e.g. cache/v1alpha1/Memcached.' };

export const COMMANDS: readonly Command[] = [
  {
    name: 'new',
    description: 'Make a new operator in a folder of its own.',
    argument: {
      name: 'NAME',
      description: "The operator's name; also its folder, unless --output says another.",
      isOptional: true,
    },
    options: [
      {
        name: 'spec',
        type: 'value',
        placeholder: 'FILE',
        isPath: true,
        description: 'Begin with a copy of this operator.yaml.',
      },
      {
        name: 'domain',
        type: 'value',
        placeholder: 'DOMAIN',
        description: 'The domain of its API groups, e.g. example.com.',
      },
      {
        name: 'api',
        type: 'list',
        placeholder: API_ARGUMENT.name,
        description: 'An API that it owns; may be given several times.',
      },
      {
        name: 'image',
        type: 'value',
        placeholder: 'IMAGE',
        description: 'Its container image, e.g. ghcr.io/acme/memcached-operator.',
      },
      {
        name: 'output',
        type: 'value',
        short: 'o',
        placeholder: 'DIR',
        isPath: true,
        description: 'The folder to make it in.',
      },
      ...COMMON.map((option) =>
        option === FORCE
          ? { ...FORCE, description: 'Use a folder that is not empty, if no file in it is overwritten.' }
          : option,
      ),
    ],
    examples: [
      'new memcached-operator --domain example.com --api cache/v1alpha1/Memcached',
      'new --spec operator.yaml --output ./operator',
    ],
  },
  {
    name: 'api',
    description: 'Add an API to the operator in the current folder.',
    argument: API_ARGUMENT,
    options: COMMON,
    examples: ['api cache/v1alpha1/Memcached'],
  },
  {
    name: 'import',
    description: 'Make an operator.yaml of CustomResourceDefinitions, or add them to one.',
    argument: {
      name: 'FILE|DIR|-',
      description: 'CRDs in YAML or JSON: files, folders with all below them, - for stdin.',
      many: true,
      isPath: true,
    },
    options: [
      {
        name: 'output',
        type: 'value',
        short: 'o',
        placeholder: 'FILE',
        isPath: true,
        description: `The spec to write or to add to, or its folder; ./${SPEC_FILE} by default.`,
      },
      {
        name: 'name',
        type: 'value',
        placeholder: 'NAME',
        description: "A new operator's name; by default made from kinds and groups.",
      },
      {
        name: 'domain',
        type: 'value',
        placeholder: 'DOMAIN',
        description: "A new operator's domain; by default the one that most groups share.",
      },
      ...COMMON.map((option) =>
        option === FORCE
          ? { ...FORCE, description: 'Overwrite an output that is no spec, and generated files that were edited.' }
          : option,
      ),
    ],
    examples: [
      'import config/crd/bases',
      'import crds.yaml --output operator.yaml --domain example.com',
      'import - < crds.yaml',
    ],
  },
  {
    name: 'update',
    description: 'Bring the operator in the current folder in line with its operator.yaml.',
    options: COMMON,
    examples: ['update', 'update --dry-run --diff'],
  },
  {
    name: 'check',
    description:
      'Say whether the operator in the current folder is in line with its operator.yaml; exit 2 if not. Writes nothing.',
    options: [AGAINST, ...COMMON],
    examples: ['check', 'check --against main', 'check --against ../released/operator.yaml'],
  },
  {
    name: 'publish',
    description: 'Push the charts and deploy/flux of the operator in the current folder as OCI artifacts.',
    argument: {
      name: 'oci://REGISTRY',
      description: 'The registry and a path in it, e.g. oci://ghcr.io/acme; by default what spec.delivery says.',
      isOptional: true,
    },
    options: [
      { ...DRY_RUN, description: 'Show what would be pushed, with digests and sizes; needs no network.' },
      PLAIN_HTTP,
      OVERWRITE,
      JSON_OUTPUT,
      HELP,
      VERSION,
    ],
    examples: ['publish', 'publish --dry-run', 'publish oci://localhost:5000 --plain-http'],
  },
  ...OLM_COMMANDS,
  {
    name: 'completion',
    description: 'Print a completion script for a shell.',
    argument: { name: 'SHELL', description: 'bash, zsh or fish.', values: ['bash', 'zsh', 'fish'] },
    options: [HELP, VERSION],
    examples: ['completion bash > ~/.local/share/bash-completion/completions/k8s-operator'],
  },
];

/** Options that may stand before any command. */
export const GLOBAL_OPTIONS: readonly Option[] = [HELP, VERSION];

/** The command of that name. */
export const commandNamed = (name: string): Command | undefined => COMMANDS.find((command) => command.name === name);
