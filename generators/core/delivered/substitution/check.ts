/** Texts that Flux substitutes in what it applies: each against the field that it is, with the variables of each environment. */
import { isObject } from '../../model/json.ts';
import type { Model } from '../../model/model.ts';
import { enumeration } from '../../spec/enumeration.ts';
import type { Path } from '../../spec/path.ts';
import type { Problem } from '../../spec/problem.ts';
import { createReport } from '../../spec/report.ts';
import { placeOf } from '../../spec/source.ts';
import { isScalar } from 'yaml';
import { under } from '../embedded.ts';
import type { DeliveredDocument, DeliveredTree } from '../tree.ts';
import { isSubstituted } from './envsubst.ts';
import { type Field, fieldsOf } from './fields.ts';
import { isMarked } from './generators.ts';
import { type Substitution, substitutionsOf } from './kustomizations.ts';
import { type Piece, piecesOf } from './reach.ts';
import { type Verdict, verdictOn } from './verdict.ts';

/** What substitution would break. A problem of several environments is told once. */
export const substitutionProblems = (tree: DeliveredTree, model: Model): readonly Problem[] => {
  const told = new Map<string, Told>();
  for (const substitution of substitutionsOf(tree, model))
    for (const { piece, field, verdict } of verdictsOf(substitution, tree, model)) {
      const { file } = piece.document.source;
      const key = JSON.stringify([file, piece.within, field.path, field.isKey, verdict.message(''), verdict.hint]);
      const names = told.get(key)?.names ?? new Set<string>();
      told.set(key, { piece, field, verdict, names: names.add(substitution.name) });
    }
  return [...told.values()].flatMap(problemsOf);
};

interface Judgement {
  readonly piece: Piece;
  readonly field: Field;
  readonly verdict: Verdict;
}

interface Told extends Judgement {
  readonly names: Set<string>;
}

const verdictsOf = (substitution: Substitution, tree: DeliveredTree, model: Model): readonly Judgement[] => {
  const pieces = piecesOf(substitution.folder, tree);
  const left = new Set(pieces.filter(isLeftAlone).map(objectKey));
  return pieces
    .filter((piece) => piece.form === 'kustomization' || !left.has(objectKey(piece)))
    .flatMap((piece) =>
      fieldsOf(piece, model)
        .filter(({ text }) => isSubstituted(text))
        .flatMap((field) => {
          const isQuoted = () => isQuotedAt(piece.document, field.path);
          const verdict = verdictOn({ ...field, isQuoted }, substitution);
          return verdict === undefined ? [] : [{ piece, field, verdict }];
        }),
    );
};

/** The user has said so by an annotation or label, in the object or in a patch of it. */
const isLeftAlone = ({ document: { value }, form }: Piece): boolean => {
  const metadata = form === 'object' && isObject(value) && isObject(value.metadata) ? value.metadata : {};
  return isMarked(metadata);
};

const objectKey = ({ object: { kind, name } }: Piece): string => `${kind ?? ''}/${name ?? ''}`;

const isQuotedAt = ({ source }: DeliveredDocument, path: Path): boolean => {
  const { node } = placeOf(source.document, path);
  return isScalar(node) && (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE');
};

const problemsOf = ({ piece, field, verdict, names }: Told): readonly Problem[] => {
  const report = createReport(piece.document.source);
  const words = verdict.message(`in ${enumeration([...names])}`);
  const place = piece.form === 'text' ? (verdict.offset ?? field.text.indexOf('${')) : field.isKey ? 'key' : 'value';
  report[verdict.severity](field.path, words, verdict.hint, place);
  return report.problems().map((problem) => (piece.within.length === 0 ? problem : under(problem, piece.within)));
};
