/** YAML inside of a text of YAML: patches in a kustomization.yaml, values in a ConfigMap; with positions in the file around it. */
import type { JsonValue } from '../model/json.ts';
import { formatPath, type Path } from '../spec/path.ts';
import type { Problem } from '../spec/problem.ts';
import { offsetInScalar } from '../spec/scalar-position.ts';
import { placeOf, resolveAlias, type Source } from '../spec/source.ts';
import { type DeliveredDocument, documentsOf } from './tree.ts';

export interface Embedded {
  readonly documents: readonly DeliveredDocument[];
  readonly problems: readonly Problem[];
}

/** The documents of the text at a path of a document. `read` changes each as who reads it does: kustomize its patches. */
export const embeddedAt = (
  { source }: DeliveredDocument,
  path: Path,
  text: string,
  read: (inner: Source) => Source = (inner) => inner,
): Embedded => {
  const { node } = placeOf(source.document, path);
  const scalar = node === undefined ? undefined : resolveAlias(source.document, node);
  const place = (inner: Source): Source => ({
    file: source.file,
    text: inner.text,
    get document() {
      return inner.document;
    },
    get others() {
      return inner.others;
    },
    ...(inner.plain !== undefined && { plain: inner.plain }),
    position: (offset) => source.position(offsetInScalar(source.text, scalar, offset)),
  });
  const { documents, problems } = documentsOf(text, source.file, (inner) => place(read(inner)));
  return { documents, problems: problems.map((problem) => under(problem, path)) };
};

/** A problem of the inner text, said of its place in the outer one. */
export const under = (problem: Problem, path: Path): Problem => {
  if (path.length === 0) return problem;
  const outer = formatPath(path);
  const separator = problem.path === '' || problem.path.startsWith('[') ? '' : '.';
  return { ...problem, path: `${outer}${separator}${problem.path}` };
};

/** The value at a path of plain data. */
export const valueAt = (value: JsonValue | undefined, path: Path): JsonValue | undefined =>
  path.reduce<JsonValue | undefined>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, step)
        ? (inner as Readonly<Record<string | number, JsonValue>>)[step]
        : undefined,
    value,
  );
