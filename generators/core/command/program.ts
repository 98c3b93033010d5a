/** What this program is typed as. It is called k8s-operator where it is installed; who comes by npx has nothing of that name. */
import { COMMANDS } from './commands.ts';

/** By npx of the package, not of a bin: no package is called k8s-operator, and whoever made one would be run. */
const BY_NPX = 'npx generator-k8s-operator';

const NAMED = new RegExp(
  String.raw`(?<![\w/.:-])k8s-operator (?=(?:${COMMANDS.map(({ name }) => name).join('|')}|COMMAND)\b)`,
  'g',
);

/** Lines to type, in words that work where they are read: npm says in the environment that npx has begun this. */
export const asTyped = (text: string, env: NodeJS.ProcessEnv): string =>
  env['npm_lifecycle_event'] === 'npx' ? text.replace(NAMED, `${BY_NPX} `) : text;
