/** Paths of a project: relative to its root, forward slashes, never out of it. */

/** Where the tool keeps what it must remember between runs. */
export const STATE = '.k8s-operator';
/** The user's one input, in the project's folder. */
export const SPEC_FILE = 'operator.yaml';
/** The JSON Schema of it, which its first line names for editors. */
export const SCHEMA_FILE = 'operator.schema.json';
export const LOCK = `${STATE}/lock.json`;
/** Staging area and mutual exclusion of one run. */
export const RUNNING = `${STATE}/.running`;

/** Where the last generated text of a merged file is kept. */
export const basePath = (path: string): string => `${STATE}/base/${path}`;

// Reserved names and characters of Windows are left out: a plan never has them, and a lock that has them names no file of a plan.
// oxlint-disable-next-line no-control-regex -- a control character in a path is what this refuses
const UNSAFE = /[\\:\u0000-\u001f\u007f]/;

/** True when a path stays inside the project, in normal form, and out of version control's own folder. */
export const isSafePath = (path: string): boolean => {
  if (path === '' || path.length > 1024 || UNSAFE.test(path)) return false;
  const segments = path.split('/');
  if (segments[0]?.toLowerCase() === '.git') return false;
  return segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
};

/** Its folders, outermost first: 'a/b/c' gives 'a', 'a/b'. */
export const foldersOf = (path: string): readonly string[] => {
  const segments = path.split('/').slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
};
