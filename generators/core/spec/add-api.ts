/** Adds an API to the text of a spec. What was there stays as it was, to the character, where the list is in block style. */
import { isSeq, parseDocument, type YAMLSeq } from 'yaml';
import { fullGroup } from '../model/names.ts';
import type { ApiArgument } from './api-argument.ts';
import { endOfLastItem } from './edit-in-place.ts';
import { loadSpec } from './load.ts';
import { quote } from './near.ts';
import { apiText, indentText } from './new-spec.ts';
import type { Problem } from './problem.ts';
import { createReport } from './report.ts';
import { placeOf, type Source } from './source.ts';
import type { Spec } from './spec.ts';
import { dialect } from './yaml-dialect.ts';

/** The new text with no error among the problems, or the old text and why it was refused. */
export const addApiText = (
  text: string,
  file: string,
  api: ApiArgument,
): { readonly text: string; readonly problems: readonly Problem[] } => {
  const { spec, source, problems } = loadSpec(text, file);
  if (spec === undefined || source === undefined) return { text, problems };
  const refusal = refuseExisting(spec, source, api);
  if (refusal.length > 0) return { text, problems: refusal };
  const added = insert(source, api);
  const result = loadSpec(added, file);
  return result.spec === undefined ? { text, problems: result.problems } : { text: added, problems: result.problems };
};

const refuseExisting = (
  { spec: { apis, domain } }: Spec,
  source: Source,
  { group, version, kind }: ApiArgument,
): Problem[] => {
  const report = createReport(source);
  const i = apis.findIndex(
    (other) => other.kind === kind && fullGroup(other.group, domain) === fullGroup(group, domain),
  );
  if (i === -1) return [];
  const known = apis[i]!.versions.some(({ name }) => name === version);
  report.error(
    ['spec', 'apis', i, 'kind'],
    `${quote(kind)} is already there in ${fullGroup(group, domain)}${known ? '' : `, without the version ${quote(version)}`}.`,
    known
      ? 'Change it in the spec.'
      : `Add the version to spec.apis[${i}].versions, with "storage: true" in one of them.`,
  );
  return report.problems();
};

const insert = (source: Source, api: ApiArgument): string => {
  const { node } = placeOf(source.document, ['spec', 'apis']);
  if (!isSeq(node) || node.flow === true || !node.range) return insertIntoFlow(source.text, api);
  const newline = source.text.includes('\r\n') ? '\r\n' : '\n';
  const column = source.position(node.range[0]).column - 1;
  const at = endOfLastItem(source.text, node, column);
  const before = source.text.slice(0, at);
  const entry = indentText(apiText(api), column).replaceAll('\n', newline);
  return `${before}${before.endsWith('\n') ? '' : newline}${entry}${source.text.slice(at)}`;
};

/** A list in flow style is printed anew in block style; comments stay. */
const insertIntoFlow = (text: string, api: ApiArgument): string => {
  const document = parseDocument(text, dialect);
  const list = document.getIn(['spec', 'apis'], true) as YAMLSeq;
  list.flow = false;
  list.add((parseDocument(apiText(api)).contents as YAMLSeq).items[0]);
  return document.toString({ lineWidth: 0 });
};
