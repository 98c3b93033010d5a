/**
 * What there was before, to definitions: the text of an older spec, or CustomResourceDefinitions in YAML or JSON. An older spec need
 * not pass today's rules: each of its APIs is taken as it was probably meant, and what cannot be is told and left out. CRDs that the API
 * server would refuse were never there, and are errors.
 */
import { findDefinitions } from '../import/definition.ts';
import { type Input, type InputDocument, readInput } from '../import/document.ts';
import { buildModel } from '../model/build.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Problem } from '../spec/problem.ts';
import { recover } from '../spec/recover.ts';
import { API_VERSION, KIND, type Spec } from '../spec/spec.ts';
import { type Definition, definitionOfApi, listAt, readDefinition, textAt } from './definition.ts';
import { isObject } from './schema.ts';

export interface Before {
  /** Empty when there is an error among the problems. */
  readonly definitions: readonly Definition[];
  readonly problems: readonly Problem[];
}

/** The definitions of all inputs: of the spec that one of them is, else of the CRDs in them. */
export const readBefore = (inputs: readonly Input[]): Before => {
  const read = inputs.map(readInput);
  const documents = read.flatMap((one) => one.documents);
  const problems = read.flatMap((one) => one.problems).filter(({ severity }) => severity === 'error');
  if (problems.length > 0) return { definitions: [], problems };
  const spec = documents.find(({ value }) => value['kind'] === KIND);
  return spec === undefined ? fromCrds(documents) : fromSpec(spec);
};

const fromCrds = (documents: readonly InputDocument[]): Before => {
  const stored = new Map(
    documents.flatMap(({ value }) => objectsOf(value)).map((object) => [nameOf(object), object['status']]),
  );
  const found = findDefinitions(documents);
  const problems = found.problems.filter(({ severity }) => severity === 'error');
  if (problems.length > 0) return { definitions: [], problems };
  const definitions = found.definitions.map(({ name, crd: object }) =>
    readDefinition({ ...object, status: stored.get(name) }),
  );
  return { definitions, problems };
};

/** The objects themselves: what reads them for an import leaves out what a cluster says of its stored versions. */
const objectsOf = (object: JsonObject): readonly JsonObject[] =>
  textAt(object, 'kind').endsWith('List') ? listAt(object, 'items').filter(isObject).flatMap(objectsOf) : [object];
const nameOf = ({ metadata }: JsonObject): string => (isObject(metadata) ? textAt(metadata, 'name') : '');

const fromSpec = ({ value, source: { file } }: InputDocument): Before => {
  const spec = isObject(value['spec']) ? value['spec'] : {};
  const read = listAt(spec, 'apis').map((api, i) => definitionOf(api, textAt(spec, 'domain')) ?? leftOut(file, i, api));
  const [definitions, problems] = [
    read.flatMap((one) => ('severity' in one ? [] : [one])),
    read.flatMap((one) => ('severity' in one ? [one] : [])),
  ];
  return { definitions, problems };
};

const leftOut = (file: string, i: number, api: JsonValue): Problem => ({
  file,
  path: `spec.apis[${i}]`,
  message: `${isObject(api) ? textAt(api, 'kind') || 'this API' : 'this API'} is not compared: it cannot be read as an API any more.`,
  hint: 'Compare with its CustomResourceDefinition, which is in config/crd.',
  severity: 'warning',
});

/** One API alone, and nothing of it but what its CRD is made of: what else it has may be wrong by now. */
const definitionOf = (api: JsonValue, domain: string): Definition | undefined => {
  if (!isObject(api)) return undefined;
  const {
    children: _children,
    status: _status,
    sample: _sample,
    prune: _prune,
    cleanup: _cleanup,
    watches: _watches,
    permissions: _permissions,
    ...rest
  } = api;
  const spec = recover({
    apiVersion: API_VERSION,
    kind: KIND,
    metadata: { name: 'before' },
    spec: { domain: domain === '' ? 'example.com' : domain, apis: [rest] },
  });
  if (spec === undefined) return undefined;
  try {
    return definitionOfApi(buildModel(spec as unknown as Spec).apis[0]!);
  } catch {
    // It has a form, but no meaning: a reference to a type that is unknown by now, no version that is stored, …
    return undefined;
  }
};
