/** Examples of the operator's kinds (operator-framework/api csv.go, validateExamplesAnnotations). */
import { isObject, type JsonValue } from '../../../model/json.ts';
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import type { ApiDescription } from '../csv.ts';
import type { Findings } from '../findings.ts';
import { formatGvk, type Gvk, groupOfCrd, gvkOf } from '../gvk.ts';
import type { JudgedCsv } from '../judged.ts';

const ALM = 'alm-examples';
const OLM = 'olm.examples';

/** Each example is of a kind that the bundle provides, and each of its kinds has one. */
export const checkExamples = (csv: JudgedCsv, findings: Findings): void => {
  const { document, annotations } = csv;
  const key = annotations[ALM] !== undefined ? ALM : OLM;
  const text = annotations[key];
  const path: Path = ['metadata', 'annotations', key];
  if (text === undefined) {
    const at: Path = Object.keys(annotations).length === 0 ? ['metadata'] : ['metadata', 'annotations'];
    return findings.warning(
      document,
      at,
      'there are no examples of what the operator manages.',
      `Add the annotation ${ALM}, a JSON list with one object of each kind.`,
      'key',
    );
  }
  if (key === ALM && annotations[OLM] !== undefined)
    findings.warning(
      document,
      ['metadata', 'annotations', OLM],
      `${ALM} is there too, and is the one that is read.`,
      'Remove this one.',
      'key',
    );
  const examples = readExamples(text);
  if ('message' in examples) return findings.error(document, path, examples.message, examples.hint);
  const provided = providedApis(csv, findings);
  const shown = new Map(examples.gvks.map((gvk) => [formatGvk(gvk), gvk]));
  for (const [name] of shown)
    if (!provided.has(name))
      findings.error(
        document,
        path,
        `there is an example of ${name}, which is none of the kinds that the operator provides.`,
        provided.size === 0 ? 'Remove it.' : `It provides ${[...provided.keys()].join('; ')}.`,
      );
  for (const [name, at] of provided)
    if (!shown.has(name))
      findings.warning(document, at, `${name} has no example.`, `Add one to the annotation ${ALM}.`);
  return undefined;
};

/** What the operator provides, and where it says so. */
const providedApis = ({ document, spec }: JudgedCsv, findings: Findings): ReadonlyMap<string, Path> => {
  const provided = new Map<string, Path>();
  const add = ({ version = '', kind = '' }: ApiDescription, group: string, at: Path): void => {
    const name = formatGvk({ group, version, kind });
    if (!provided.has(name)) provided.set(name, at);
  };
  for (const [i, owned] of (spec.customresourcedefinitions?.owned ?? []).entries()) {
    const at: Path = ['spec', 'customresourcedefinitions', 'owned', i];
    const group = groupOfCrd(owned.name ?? '');
    if (group === undefined)
      findings.error(
        document,
        [...at, 'name'],
        `${quote(owned.name ?? '')} is no name of a CustomResourceDefinition.`,
        'Use PLURAL.GROUP: memcacheds.cache.example.com.',
      );
    else add(owned, group, at);
  }
  for (const [i, owned] of (spec.apiservicedefinitions?.owned ?? []).entries())
    add(owned, owned.group ?? '', ['spec', 'apiservicedefinitions', 'owned', i]);
  return provided;
};

type Examples = { readonly gvks: readonly Gvk[] } | { readonly message: string; readonly hint: string };

const readExamples = (text: string): Examples => {
  if (text === '') return { gvks: [] };
  let examples: JsonValue;
  try {
    examples = JSON.parse(text) as JsonValue;
  } catch (error) {
    return noJson(text, (error as SyntaxError).message);
  }
  if (examples === null) return { gvks: [] };
  if (!Array.isArray(examples)) return { message: 'the examples must be a list.', hint: 'Put them into [ and ].' };
  const odd = examples.findIndex((example) => !isObject(example) || gvkOf(example).kind === '');
  if (odd >= 0) return { message: `example ${odd + 1} does not say what it is.`, hint: 'Give it apiVersion and kind.' };
  // The list is read as YAML, and go-yaml knows neither halves of characters nor an escaped slash.
  if (/(?<!\\)(?:\\\\)*\\(?:u[dD][89a-fA-F]|\/)/.test(text))
    return {
      message: 'OLM cannot read an escaped slash, nor a character that is written as two \\u escapes.',
      hint: 'Write the characters themselves.',
    };
  return { gvks: (examples as readonly Readonly<Record<string, JsonValue>>[]).map(gvkOf) };
};

/** V8 tells where it is wrong, unless that is the end. */
const noJson = (text: string, error: string): Examples => {
  const at = Number(/at position (\d+)/.exec(error)?.[1] ?? text.length);
  const before = text.slice(0, at).split('\n');
  return {
    message: `this is no JSON from line ${before.length}, column ${before.at(-1)!.length + 1} of the text on.`,
    hint: 'Write a list of objects: [{"apiVersion": …, "kind": …}].',
  };
};
