/** What a command is, and the options that several share. */

export type CommandName =
  | 'new'
  | 'api'
  | 'import'
  | 'update'
  | 'check'
  | 'publish'
  | 'bundle'
  | 'catalog'
  | 'scorecard'
  | 'completion';

export interface Command {
  readonly name: CommandName;
  readonly description: string;
  readonly argument?: Argument;
  readonly options: readonly Option[];
  readonly examples: readonly string[];
}

export interface Option {
  readonly name: string;
  readonly type: 'flag' | 'value' | 'list';
  /** What stands for the value in help: 'FILE'. */
  readonly placeholder?: string;
  readonly short?: string;
  readonly description: string;
  /** Completed as a path. */
  readonly isPath?: true;
}

export interface Argument {
  readonly name: string;
  readonly description: string;
  /** What it may be. */
  readonly values?: readonly string[];
  /** May be left out. */
  readonly isOptional?: true;
  /** May be given several times. */
  readonly many?: true;
  /** Completed as a path. */
  readonly isPath?: true;
}

export const DRY_RUN: Option = {
  name: 'dry-run',
  type: 'flag',
  description: 'Show what would be written, and write nothing.',
};
export const DIFF: Option = { name: 'diff', type: 'flag', description: 'Show the changes line by line.' };
export const FORCE: Option = {
  name: 'force',
  type: 'flag',
  description: 'Overwrite generated files that were edited by hand.',
};
export const YES: Option = { name: 'yes', type: 'flag', short: 'y', description: 'Take the defaults; never ask.' };
export const SKIP_INSTALL: Option = {
  name: 'skip-install',
  type: 'flag',
  description: 'Do not run npm install afterwards (only yo runs it; the command line never does).',
};
export const JSON_OUTPUT: Option = {
  name: 'json',
  type: 'flag',
  description: 'Print one JSON document instead of text.',
};
export const HELP: Option = { name: 'help', type: 'flag', short: 'h', description: 'Show this help.' };
export const VERSION: Option = { name: 'version', type: 'flag', short: 'v', description: 'Show the version.' };

export const COMMON = [DRY_RUN, DIFF, FORCE, YES, SKIP_INSTALL, JSON_OUTPUT, HELP, VERSION];
