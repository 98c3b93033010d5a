import { changed, VALID } from './spec-text.ts';

/** A spec and the problems that it has; `operator.yaml:` is understood. */
export type Row = readonly [name: string, text: string, ...problems: string[]];

/** The problems of a row as the user reads them. */
export const inFile = (problems: readonly string[]): string[] =>
  problems.map((problem) => problem.replace(/^(warning: )?/, '$1operator.yaml:'));

/** The valid spec with another field in place of `image`, at 18:17. */
export const withField = (field: string): string => changed(['image: {type: string, default: memcached}', field]);

/** The valid spec with an API of the same group before its own. */
export const withApi = (kind: string, rest = ''): string =>
  VALID.replace(
    '  apis:\n',
    `  apis:\n    - {group: cache, kind: ${kind}, ${rest}versions: [{name: v1, schema: {spec: {type: object}}}]}\n`,
  );

/** The valid spec with a field of its API more, at line 24. */
export const inApi = (line: string): string => changed(['      children:', `      ${line}\n      children:`]);

export const SCHEMA = 'spec.apis[0].versions[0].schema';
