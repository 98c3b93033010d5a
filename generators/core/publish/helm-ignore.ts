/**
 * `.helmignore` by the rules of Helm (pkg/ignore), which are not those of git: the first rule that matches decides, `**` is refused, and
 * a rule with `!` leaves out everything that does not match it.
 */
import { goPattern } from './go-match.ts';

/** Whether a path, relative to the chart, is left out of the package. */
export type Ignores = (path: string, isFolder: boolean) => boolean;

interface Rule {
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  readonly matches: (path: string) => boolean;
}

/** What Helm leaves out of every chart. */
const DEFAULTS = ['templates/.?*'];

/** The rules of a text, or the line that is no rule. */
export const helmIgnore = (text: string): Ignores | { readonly wrong: string } => {
  const lines = text.split('\n').map((line) => line.trim());
  const rules: Rule[] = [];
  for (const line of [...lines, ...DEFAULTS]) {
    if (line === '' || line.startsWith('#')) continue;
    const rule = parseRule(line);
    if (rule === undefined) return { wrong: line };
    rules.push(rule);
  }
  return (path, isFolder) => isIgnored(rules, path, isFolder);
};

const isIgnored = (rules: readonly Rule[], path: string, isFolder: boolean): boolean => {
  for (const { negated, foldersOnly, matches } of rules) {
    const applies = !foldersOnly || isFolder;
    if (negated) {
      if (!applies || !matches(path)) return true;
    } else if (applies && matches(path)) return true;
  }
  return false;
};

const parseRule = (line: string): Rule | undefined => {
  if (line.includes('**') || goPattern(line) === undefined) return undefined;
  const negated = line.startsWith('!');
  const positive = negated ? line.slice(1) : line;
  const foldersOnly = positive.endsWith('/');
  const rule = foldersOnly ? positive.slice(0, -1) : positive;
  const pattern = goPattern(rule.startsWith('/') ? rule.slice(1) : rule);
  if (pattern === undefined) return undefined;
  const isOfPath = rule.includes('/');
  return {
    negated,
    foldersOnly,
    matches: (path) => pattern.test(isOfPath ? path : path.slice(path.lastIndexOf('/') + 1)),
  };
};
