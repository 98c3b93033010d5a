/** The commands about OLM, and their options. */
import { type Command, COMMON, FORCE, HELP, JSON_OUTPUT, VERSION } from './options.ts';

const REPLACE = { ...FORCE, description: 'Overwrite generated files that were edited, and replace what was released.' };

export const OLM_COMMANDS: readonly Command[] = [
  {
    name: 'bundle',
    description: 'Release the operator in the current folder to OLM: its bundle, and its place in the upgrade graph.',
    argument: {
      name: 'DIR',
      description: 'With --check: the folder of the bundle, ./bundle by default.',
      isOptional: true,
      isPath: true,
    },
    options: [
      {
        name: 'version',
        type: 'value',
        placeholder: 'VERSION',
        description: 'What is released; the spec gets this version. By default the one that it has.',
      },
      {
        name: 'channels',
        type: 'list',
        placeholder: 'CHANNEL,…',
        description: 'The channels of the catalog that it is in. By default those of the spec or of the last release.',
      },
      {
        name: 'default-channel',
        type: 'value',
        placeholder: 'CHANNEL',
        description: 'The channel of those who name none.',
      },
      {
        name: 'replaces',
        type: 'value',
        placeholder: 'VERSION',
        description: 'The release that is upgraded to it. By default the highest of its channel that it does not skip.',
      },
      {
        name: 'skips',
        type: 'list',
        placeholder: 'VERSION,…',
        description: 'Releases that are upgraded past: bad ones.',
      },
      {
        name: 'skip-range',
        type: 'value',
        placeholder: 'RANGE',
        description: "Versions that may be upgraded to it at once, e.g. '>=0.1.0 <0.2.0'.",
      },
      {
        name: 'created-at',
        type: 'value',
        placeholder: 'TIME',
        description: 'When it was made, by RFC 3339. By default $SOURCE_DATE_EPOCH, or it is not said.',
      },
      {
        name: 'check',
        type: 'flag',
        description: 'Judge a bundle by the rules of OLM; exit 2 if it has errors. Writes nothing.',
      },
      ...COMMON.filter((option) => option !== VERSION).map((option) => (option === FORCE ? REPLACE : option)),
    ],
    examples: [
      'bundle --version 0.1.0 --channels stable',
      'bundle --version 0.2.0 --channels candidate,stable --default-channel stable',
      'bundle --check',
      'bundle --check ../another/bundle',
    ],
  },
  {
    name: 'catalog',
    description: 'Write the file-based catalog of all releases of the operator in the current folder.',
    options: COMMON,
    examples: ['catalog', 'catalog --dry-run --diff'],
  },
  {
    name: 'scorecard',
    description: "Run Operator SDK's scorecard tests and checks of consistency on a bundle, without a cluster.",
    argument: {
      name: 'DIR',
      description: 'The folder of the bundle, ./bundle by default.',
      isOptional: true,
      isPath: true,
    },
    options: [
      {
        name: 'output',
        type: 'value',
        short: 'o',
        placeholder: 'FORMAT',
        description: 'text, json or xunit.',
      },
      JSON_OUTPUT,
      HELP,
      VERSION,
    ],
    examples: ['scorecard', 'scorecard --output xunit > scorecard.xml'],
  },
];
