/** One thing wrong with the user's input, said so that it can be mended: where, what, how. */
export interface Problem {
  readonly file: string;
  /** 1-based; absent when the problem is about the whole file. */
  readonly line?: number;
  /** 1-based, in UTF-16 code units, as editors count. */
  readonly column?: number;
  /** The place in the document, e.g. `spec.apis[0].versions[0].name`; empty for the whole document. */
  readonly path: string;
  /** What is wrong, one sentence with its full stop. */
  readonly message: string;
  /** What to do about it, one sentence; absent when the message says it already. */
  readonly hint?: string;
  readonly severity: 'error' | 'warning';
}

/** `file:line:col  path: what. how to fix`, the one form in which every problem reaches the user; a warning is called one. */
export const formatProblem = ({ file, line, column, path, message, hint, severity }: Problem): string => {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const words = [
    `${place} `,
    ...(severity === 'warning' ? ['warning:'] : []),
    ...(path === '' ? [] : [`${path}:`]),
    message,
    ...(hint === undefined ? [] : [hint]),
  ];
  return words.join(' ');
};
