/**
 * License expressions of SPDX (https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions): the text to what is wrong with
 * it. Identifiers and operators are asked for as SPDX prints them: SPDX 3 takes others, npm and what reads SPDX 2 do not.
 */
import { nearest, quote } from '../near.ts';
import { EXCEPTIONS, FORMER_EXCEPTIONS, FORMER_LICENSES, LICENSES, successors } from './identifiers.ts';
import { licenseHint } from './near.ts';
import { type Piece, piecesOf } from './pieces.ts';

export interface LicenseFault {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint: string;
}

/** Every fault of the names in it; where they are right, the first of how they are put together. */
export const licenseFaults = (text: string): readonly LicenseFault[] => {
  const pieces = piecesOf(text);
  const faults = pieces.flatMap((piece) => faultOf(piece) ?? []);
  if (faults.some(({ severity }) => severity === 'error')) return faults;
  const missing = missingIn(pieces);
  return missing === undefined
    ? faults
    : [
        ...faults,
        fault(`${quote(text)} is no license expression of SPDX: ${missing}.`, 'Write e.g. MIT OR Apache-2.0.'),
      ];
};

const fault = (message: string, hint: string, severity: LicenseFault['severity'] = 'error'): LicenseFault => ({
  severity,
  message,
  hint,
});

const faultOf = ({ kind, text }: Piece): LicenseFault | undefined => {
  if (kind === 'license') return licenseFault(text);
  if (kind === 'exception') return exceptionFault(text);
  if (kind !== 'operator' || text === text.toUpperCase()) return undefined;
  return fault(`the operator ${quote(text)} is not in capitals.`, `Use ${quote(text.toUpperCase())}.`);
};

const licenseFault = (term: string): LicenseFault | undefined => {
  const id = term.replace(/\+$/, '');
  if (LICENSES.includes(id) || LICENSE_REF.test(term)) return undefined;
  if (FORMER_LICENSES.includes(id)) return formerFault(term, id);
  if (EXCEPTIONS.includes(term) || FORMER_EXCEPTIONS.includes(term))
    return fault(
      `${quote(term)} is an exception, and no license.`,
      `Write it behind a license and WITH: GPL-2.0-or-later WITH ${term}.`,
    );
  return fault(`${quote(term)} is no license of SPDX.`, licenseHint(term));
};

const formerFault = (term: string, id: string): LicenseFault => {
  const now = successors(id).filter((successor) => term === id || successor.endsWith('-or-later'));
  const hint =
    now.length > 0 ? `Use ${now.map(quote).join(' or ')}.` : 'https://spdx.org/licenses says what to write instead.';
  return fault(`SPDX has given up ${quote(term)}.`, hint, 'warning');
};

const exceptionFault = (term: string): LicenseFault | undefined => {
  if (EXCEPTIONS.includes(term) || FORMER_EXCEPTIONS.includes(term) || EXCEPTION_REF.test(term)) return undefined;
  const near = nearest(term, EXCEPTIONS);
  const hint =
    near === undefined ? 'Use one of https://spdx.org/licenses/exceptions-index.html.' : `Did you mean ${quote(near)}?`;
  return fault(`${quote(term)} is no exception of SPDX.`, hint);
};

const LICENSE_REF = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/;
const EXCEPTION_REF = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?AdditionRef-[A-Za-z0-9.-]+$/;

/** What is missing where the pieces do not make an expression. Precedence does not matter to that. */
const missingIn = (pieces: readonly Piece[]): string | undefined => {
  let depth = 0;
  let before: Piece | undefined;
  for (const piece of pieces) {
    const { kind, text } = piece;
    const isBeginning = before === undefined || before.kind === 'open' || before.kind === 'operator';
    const begins = kind === 'license' || kind === 'exception' || kind === 'open';
    if (begins && !isBeginning) return `an operator is missing before ${quote(text)}`;
    if (!begins && isBeginning) return `${wanted(before)} is missing before ${quote(text)}`;
    if (kind === 'open' && isWith(before)) return `${wanted(before)} is missing before ${quote(text)}`;
    if (isWith(piece) && before?.kind !== 'license') return '"WITH" can only stand behind a single license';
    depth += kind === 'open' ? 1 : kind === 'close' ? -1 : 0;
    if (depth < 0) return 'a "(" is missing';
    before = piece;
  }
  if (before === undefined) return 'a license is missing';
  if (before.kind === 'open' || before.kind === 'operator') return `${wanted(before)} is missing at the end`;
  return depth > 0 ? 'a ")" is missing' : undefined;
};

const wanted = (before: Piece | undefined): string => (isWith(before) ? 'an exception' : 'a license');

const isWith = (piece: Piece | undefined): boolean => piece?.kind === 'operator' && piece.text === 'WITH';
