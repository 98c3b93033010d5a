/** The `exec` of a user: which plugin is asked for credentials, and how. */
import { type Field, FieldFault } from '../document.ts';
import { flag, get, list, required, text, texts } from '../field.ts';
import { checkTrusted, pathOf } from '../material.ts';

export interface PluginConfig {
  /** Where to tell what is wrong with it. */
  readonly field: Field;
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly installHint: string | undefined;
  readonly provideClusterInfo: boolean;
  readonly interactiveMode: 'Never' | 'IfAvailable' | 'Always';
}

const GROUP = 'client.authentication.k8s.io';
const VERSIONS = [`${GROUP}/v1`, `${GROUP}/v1beta1`];
const MODES = ['Never', 'IfAvailable', 'Always'] as const;

/** Errors: `FieldFault`. */
export const readPlugin = (field: Field): PluginConfig => {
  checkTrusted(field, 'to run a program');
  const place = get(field, 'apiVersion');
  const apiVersion = required(place, `Write ${VERSIONS[0]}, or what the plugin's documentation says.`);
  if (!VERSIONS.includes(apiVersion))
    throw new FieldFault(
      place,
      `"${apiVersion}" is not supported. Use ${VERSIONS.join(' or ')}, with a plugin of today.`,
    );
  const command = required(get(field, 'command'), 'It is the plugin to run.');
  return {
    field,
    apiVersion,
    // A name is looked up in $PATH.
    command: /[/\\]/.test(command) ? pathOf(field, command) : command,
    args: texts(get(field, 'args')),
    env: Object.fromEntries(
      list(get(field, 'env')).map((item) => [
        required(get(item, 'name'), 'It is the variable that the plugin gets.'),
        text(get(item, 'value')) ?? '',
      ]),
    ),
    installHint: text(get(field, 'installHint')),
    provideClusterInfo: flag(get(field, 'provideClusterInfo')),
    interactiveMode: modeOf(get(field, 'interactiveMode'), apiVersion),
  };
};

const modeOf = (field: Field, apiVersion: string): PluginConfig['interactiveMode'] => {
  if (text(field) === undefined && apiVersion === `${GROUP}/v1beta1`) return 'IfAvailable';
  const given = required(field, `${apiVersion} wants it: ${MODES.join(', ')}.`);
  const mode = MODES.find((mode) => mode === given);
  if (mode === undefined) throw new FieldFault(field, `"${given}" is not allowed. Use ${MODES.join(', ')}.`);
  return mode;
};
