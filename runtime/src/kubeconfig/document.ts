/**
 * One kubeconfig file as a tree whose every value knows where it is, so that what is wrong can be told as `file:line:column`.
 *
 * Caveats: js-yaml reads, as it costs a tenth of what the reader with places costs in memory; that is loaded only to tell a place.
 */
import { KubeConfigError } from './error.ts';

export interface Document {
  /** Absolute, or what the text is otherwise called by. */
  readonly file: string;
  readonly text: string;
  /** Whoever wrote it may have us run programs and read files. */
  readonly trusted: boolean;
}

/** A value of a document, and the keys that lead to it. */
export interface Field {
  readonly document: Document;
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Something is wrong with a field. `explain` puts its place in front. */
export class FieldFault extends KubeConfigError {
  readonly field: Field;

  constructor(field: Field, what: string, options?: ErrorOptions) {
    const where = field.path.reduce<string>(
      (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}.${key}`),
      '',
    );
    super(where === '' ? what : `${where.slice(1)}: ${what}`, options);
    this.field = field;
  }
}

/** Reads a document; empty text is an empty one. Errors: `KubeConfigError` with the line where YAML ends to be YAML. */
export const parseDocument = async (document: Document): Promise<Field> => {
  // A pod has no kubeconfig, and does without the 2 MB of its reader.
  const { load, YAMLException } = await import('js-yaml');
  try {
    return { document, path: [], value: load(document.text, { filename: document.file }) ?? {} };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line = 0, column = 0 } = error.mark ?? {};
    throw new KubeConfigError(
      `${document.file}:${line + 1}:${column + 1}  This is no YAML: ${error.reason}. Mend it, or write it anew with "kubectl config".`,
      { cause: error },
    );
  }
};

/** The same error, with the place of its field in front. Anything else stays as it is. */
export const explain = async (error: unknown): Promise<unknown> =>
  error instanceof FieldFault
    ? new KubeConfigError(`${await placeOf(error.field)}  ${error.message}`, { cause: error.cause ?? error })
    : error;

const placeOf = async ({ document: { file, text }, path }: Field): Promise<string> => {
  const { isNode, LineCounter, parseDocument } = await import('yaml');
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  // What is not there is told at what it is not in.
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (!isNode(node) || node.range === null || node.range === undefined) continue;
    const { line, col } = lineCounter.linePos(node.range[0]);
    return `${file}:${line}:${col}`;
  }
  return file;
};
