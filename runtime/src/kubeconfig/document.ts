/**
 * One kubeconfig file as a tree whose every value knows where it is, so that what is wrong can be told as `file:line:column`.
 *
 * Caveats: js-yaml reads, as it takes 4 MB of memory where the package `yaml` takes 13. Text is read again to tell a place.
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

/** Reads a document; text without anything in it is an empty one, as to kubectl. Errors: `KubeConfigError` with the line where YAML ends to be YAML. */
export const parseDocument = async (document: Document): Promise<Field> => {
  // A pod has no kubeconfig, and does without the memory of its reader.
  const { loadAll, YAMLException } = await import('js-yaml');
  const unusable = (place: string, what: string, cause?: unknown): KubeConfigError =>
    new KubeConfigError(`${document.file}${place}  ${what} Mend it, or write it anew with "kubectl config".`, {
      cause,
    });
  try {
    const [value, ...more] = loadAll(document.text, { filename: document.file });
    if (more.length === 0) return { document, path: [], value: value ?? {} };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line = 0, column = 0 } = error.mark ?? {};
    throw unusable(`:${line + 1}:${column + 1}`, `This is no YAML: ${error.reason}.`, error);
  }
  throw unusable('', 'There are several YAML documents in it, where there should be one.');
};

/** The same error, with the place of its field in front. Anything else stays as it is. */
export const explain = async (error: unknown): Promise<unknown> => {
  if (!(error instanceof FieldFault)) return error;
  const { document, path } = error.field;
  const cause = error.cause ?? error;
  // What is no text of ours, as the folder of a ServiceAccount.
  if (document.text === '') return new KubeConfigError(`${document.file}  ${error.message}`, { cause });
  const { placeOf } = await import('./place.ts');
  const { line, column } = placeOf(document.text, path);
  return new KubeConfigError(`${document.file}:${line}:${column}  ${error.message}`, { cause });
};
