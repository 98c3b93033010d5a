/** CustomResourceDefinitions that differ from a plain one in one thing, and what kube-apiserver says of each. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { JsonObject, JsonValue } from '../../../../generators/core/model/json.ts';
import { createReport } from '../../../../generators/core/spec/report.ts';
import { parseSource } from '../../../../generators/core/spec/source.ts';
import { readValue } from '../../../../generators/core/spec/value.ts';
import type { Verdict } from './ask.ts';

/** What differs: a field of spec, the root schema, something of the version, the versions, names, the rest of the definition. */
interface Difference {
  readonly field?: JsonObject;
  readonly root?: JsonObject;
  readonly version?: JsonObject;
  readonly versions?: readonly JsonObject[];
  readonly names?: JsonObject;
  readonly crd?: JsonObject;
  readonly metadata?: JsonObject;
}

export interface Case {
  readonly name: string;
  readonly definition: JsonObject;
}

export interface Recording {
  readonly kubernetes: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

const folder = new URL('cases/', import.meta.url);
const recording = new URL('recorded.json', import.meta.url);

/** Every case, as the files have them; its name begins with the file's. */
export const readCases = (): Case[] =>
  readdirSync(folder)
    .sort()
    .flatMap((file) =>
      Object.entries(readYaml(readFileSync(new URL(file, folder), 'utf8')) as JsonObject).map(([name, difference]) => ({
        name: `${file.replace('.yaml', '')}: ${name}`,
        definition: definitionOf(difference as Difference),
      })),
    );

/** What was recorded; empty when nothing was yet. */
export const readRecording = (): Recording =>
  existsSync(recording) ? (JSON.parse(readFileSync(recording, 'utf8')) as Recording) : { kubernetes: '', verdicts: {} };

/** Where it is kept. */
export const recordingFile = recording;

/** YAML as the API server reads it. */
export const readYaml = (text: string): JsonValue => {
  const source = parseSource(text, 'case');
  return readValue(source.document, createReport(source));
};

const text: JsonObject = { type: 'string' };

const SPEC: JsonObject = {
  type: 'object',
  properties: {
    text,
    size: { type: 'integer' },
    number: { type: 'number' },
    flag: { type: 'boolean' },
    'with-dash': text,
    object: { type: 'object', properties: { text } },
    list: { type: 'array', items: { type: 'integer' } },
    map: { type: 'object', additionalProperties: text },
    open: { type: 'object', additionalProperties: true },
    either: { 'x-kubernetes-int-or-string': true },
    any: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    ...Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`a${i + 1}`, text])),
  },
};

const STATUS: JsonObject = {
  type: 'object',
  properties: { size: { type: 'integer' }, selector: text },
};

const ROOT: JsonObject = {
  type: 'object',
  properties: { apiVersion: text, kind: text, metadata: { type: 'object' }, spec: SPEC, status: STATUS },
};

const withField = (field: JsonObject): JsonObject => ({
  ...ROOT,
  properties: { ...(ROOT.properties as JsonObject), spec: { type: 'object', properties: { x: field } } },
});

/** The plain definition with the difference. */
const definitionOf = ({ field, root, version, versions, names, crd, metadata }: Difference): JsonObject => {
  const schema = { openAPIV3Schema: root ?? (field === undefined ? ROOT : withField(field)) };
  const spec: JsonObject = {
    group: 'verdicts.example.com',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets', ...names },
    versions: (versions ?? [{ name: 'v1', served: true, storage: true, ...version }]).map((one) =>
      Object.assign({ schema }, one),
    ),
    ...crd,
  };
  const { plural } = spec.names as { readonly plural: string };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${String(spec.group)}`, ...metadata },
    spec,
  };
};
