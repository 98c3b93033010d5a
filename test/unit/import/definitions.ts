/** CRDs to import, written by hand for the tests, and what comes of them. */
import { type Document, parseAllDocuments } from 'yaml';
import { importDefinitions, type ImportInput, type ImportResult } from '../../../generators/core/import/import.ts';
import { readOldLineBreaks } from '../../../generators/core/import/line-breaks.ts';
import { buildModel } from '../../../generators/core/model/build.ts';
import { managedYaml } from '../../../generators/core/emit/yaml.ts';
import { crd } from '../../../generators/core/objects/crd.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { newSpecText } from '../../../generators/core/spec/new-spec.ts';
import { formatProblem } from '../../../generators/core/spec/problem.ts';
import { dialect } from '../../../generators/core/spec/yaml-dialect.ts';

/** Lines with a common indentation, without it. */
const outdent = (text: string): string => {
  const lines = text.replace(/^\n/, '').split('\n');
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)![0].length));
  return lines.map((line) => line.slice(indent)).join('\n');
};

interface Parts {
  readonly metadata?: string;
  readonly names?: string;
  readonly spec?: string;
  /** Fields of the only version, beside its schema. */
  readonly version?: string;
  /** Below openAPIV3Schema. */
  readonly root?: string;
  /** Properties of the root's spec. */
  readonly properties?: string;
  /** All versions, instead of the one. */
  readonly versions?: string;
}

const at = (indent: number, text: string | undefined): string =>
  text === undefined
    ? ''
    : outdent(text)
        .trimEnd()
        .replace(/^(?=.)/gm, ' '.repeat(indent))
        .concat('\n');

/** The CRD of Things, with parts replaced or added: every part is YAML that begins in the first column. */
export const thing = ({ metadata, names, spec, version, root, properties, versions }: Parts = {}): string =>
  `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: things.web.example.com
${at(2, metadata)}spec:
  group: web.example.com
  names:
    kind: Thing
    listKind: ThingList
    plural: things
    singular: thing
${at(4, names)}  scope: Namespaced
${at(2, spec)}  versions:
${at(4, versions) || `    - name: v1\n      served: true\n      storage: true\n${at(6, version)}      schema:\n        openAPIV3Schema:\n${at(10, root ?? `type: object\nproperties:\n  spec:\n    type: object\n${properties === undefined ? '' : `    properties:\n${at(6, properties)}`}`)}`}`;

/** What importing the texts as files f1.yaml, f2.yaml … gives. */
export const importTexts = (texts: readonly string[], rest: Partial<ImportInput> = {}): ImportResult =>
  importDefinitions({
    inputs: texts.map((text, i) => ({ name: `f${i + 1}.yaml`, bytes: Buffer.from(text) })),
    file: 'operator.yaml',
    ...rest,
  });

/** A spec that is there already, of kind Cart. */
export const EXISTING = newSpecText({
  name: 'shop',
  domain: 'example.com',
  apis: [{ group: 'shop', version: 'v1', kind: 'Cart' }],
});

/** What importing the texts into a spec gives. */
export const importInto = (text: string, ...crds: readonly string[]): ImportResult =>
  importTexts(crds, { existing: { text, loaded: loadSpec(text, 'operator.yaml') } });

/** The spec's text; throws with the problems when there is none. */
export const specOf = (...texts: readonly string[]): string => {
  const { text, loaded } = importTexts(texts);
  if (text === undefined) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return text;
};

/** Problems as the user reads them. */
export const problemsOf = (texts: readonly string[], rest?: Partial<ImportInput>): string[] =>
  importTexts(texts, rest).loaded.problems.map(formatProblem);

/** Problems of a text that gives no spec; throws when it gives one. */
export const refused = (text: string): string[] => {
  if (importTexts([text]).text !== undefined) throw new Error('It was not refused.');
  return problemsOf([text]);
};

/** The CRDs that a spec makes, as a reader of the generated YAML sees them. */
export const definitionsOf = (specText: string): unknown[] =>
  buildModel(loadSpec(specText, 'operator.yaml').spec!).apis.flatMap((api) => read(managedYaml(crd(api))));

/** YAML as the API server reads it. */
export const read = (text: string): unknown[] =>
  [parseAllDocuments(text, dialect)].flat().map((document) => {
    readOldLineBreaks(document as Document.Parsed, text);
    return (document as Document.Parsed).toJS() as unknown;
  });
