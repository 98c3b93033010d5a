/** `.sourceignore`, by the rules of .gitignore, and what Flux leaves out of every artifact (pkg/sourceignore). */
import ignore, { type Ignore } from 'ignore';
import type { Ignores } from './helm-ignore.ts';

/** What `flux push artifact` leaves out unless it is told otherwise. */
const DEFAULTS = ['.git/', '.gitignore', '.gitmodules', '.gitattributes']
  .concat(['*.jpg', '*.jpeg', '*.gif', '*.png', '*.wmv', '*.flv'])
  .concat(['*.tar.gz', '*.zip']);

/** The name of such a file; there may be one in every folder, about what is below it. */
export const SOURCE_IGNORE = '.sourceignore';

/** `files` has the text of each by its folder: '' for the root, 'instances/base'. A deeper one has the last word. */
export const sourceIgnore = (files: ReadonlyMap<string, string>): Ignores => {
  const rules = new Map([...files].map(([folder, text]) => [folder, rulesOf(text)] as const));
  const defaults = rulesOf(DEFAULTS.join('\n'));
  return (path, isFolder) => {
    const asked = (set: Ignore, folder: string): boolean | undefined => {
      const relative = folder === '' ? path : path.slice(folder.length + 1);
      const { ignored, unignored } = set.test(isFolder ? `${relative}/` : relative);
      return ignored ? true : unignored ? false : undefined;
    };
    let verdict = asked(defaults, '') ?? false;
    for (const folder of foldersAbove(path)) {
      const set = rules.get(folder);
      if (set !== undefined) verdict = asked(set, folder) ?? verdict;
    }
    return verdict;
  };
};

const rulesOf = (text: string): Ignore => ignore({ ignorecase: false }).add(text);

/** '' and each folder of the path, the outermost first. */
const foldersAbove = (path: string): readonly string[] => {
  const segments = path.split('/').slice(0, -1);
  return ['', ...segments.map((_, index) => segments.slice(0, index + 1).join('/'))];
};
