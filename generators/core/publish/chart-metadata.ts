/** Chart.yaml as Helm understands it (pkg/chart/v2, Metadata): what it refuses, and the JSON that it puts beside the package. */
import { parse } from 'yaml';
import { Fault, fileProblem } from '../apply/fault.ts';
import { type JsonObject, type JsonValue, isObject, jsonText } from '../model/json.ts';
import { quote } from '../spec/near.ts';
import { isSemver } from '../spec/semver.ts';
import { LONGEST_TAG } from './reference.ts';

export interface ChartMetadata {
  readonly name: string;
  readonly version: string;
  /** In the order in which Helm writes it; nothing that is empty. */
  readonly fields: JsonObject;
}

/** The metadata of a chart that is to have this name. Throws a Fault on `shown` when Helm would not take it. */
export const readChartMetadata = (bytes: Uint8Array, shown: string, expected: string): ChartMetadata => {
  const refuse = (message: string, hint: string): Fault => new Fault(fileProblem(shown, message, hint));
  const chart = parseYaml(Buffer.from(bytes).toString());
  if (!isObject(chart)) throw refuse('is no YAML mapping.', MEND);
  const fields = helmFields(chart);
  const { apiVersion, name, version } = fields;
  if (apiVersion !== 'v2') throw refuse(`apiVersion: ${shownValue(chart['apiVersion'])} is not v2.`, MEND);
  if (name !== expected)
    throw refuse(
      `name: ${shownValue(chart['name'])} is not the name of the folder, which Helm asks for.`,
      `Use ${expected}.`,
    );
  if (typeof version !== 'string' || !isSemver(version))
    throw refuse(
      `version: ${shownValue(chart['version'])} is no SemVer, which Helm and Flux find charts by.`,
      'Set spec.version in operator.yaml to three numbers without v, e.g. 0.1.0, and run "k8s-operator update".',
    );
  if (version.length > LONGEST_TAG)
    throw refuse(
      `version: it has ${version.length} characters, and a tag at most ${LONGEST_TAG}.`,
      'Set a shorter spec.version in operator.yaml, and run "k8s-operator update".',
    );
  return { name, version, fields };
};

const MEND = 'Run "k8s-operator update --force", which writes it as operator.yaml says.';

const parseYaml = (text: string): unknown => {
  try {
    return parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
};

const shownValue = (value: JsonValue | undefined): string => (value === undefined ? 'nothing' : quote(String(value)));

/** What Go's type has, in its order. */
const helmFields = (chart: JsonObject): JsonObject => {
  const text = (key: string): JsonValue | undefined => cleanText(chart[key]);
  const exact = (key: string): JsonValue | undefined => asText(chart[key]);
  return withoutEmpty({
    name: text('name'),
    home: text('home'),
    sources: texts(chart['sources']),
    version: exact('version'),
    description: text('description'),
    keywords: texts(chart['keywords']),
    maintainers: objects(chart['maintainers'], (person) => ({
      name: cleanText(person['name']),
      email: cleanText(person['email']),
      url: cleanText(person['url']),
    })),
    icon: text('icon'),
    apiVersion: exact('apiVersion'),
    condition: text('condition'),
    tags: text('tags'),
    appVersion: text('appVersion'),
    deprecated: chart['deprecated'] === true ? true : undefined,
    annotations: annotations(chart['annotations']),
    kubeVersion: text('kubeVersion'),
    dependencies: objects(chart['dependencies'], (dependency) => ({
      name: cleanText(dependency['name']),
      version: cleanText(dependency['version']),
      // Helm writes it also when it is empty.
      repository: cleanText(dependency['repository']) ?? '',
      condition: cleanText(dependency['condition']),
      tags: dependency['tags'],
      enabled: dependency['enabled'] === true ? true : undefined,
      'import-values': dependency['import-values'],
      alias: cleanText(dependency['alias']),
    })),
    type: exact('type'),
  });
};

const asText = (value: JsonValue | undefined): string | undefined =>
  value === undefined || value === null || typeof value === 'object' ? undefined : String(value);

/** Helm makes one line of a text, and drops what cannot be seen. */
const cleanText = (value: JsonValue | undefined): string | undefined =>
  asText(value)
    ?.replaceAll(/\p{White_Space}/gu, ' ')
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '');

const texts = (value: JsonValue | undefined): readonly string[] | undefined =>
  Array.isArray(value) ? (value as readonly JsonValue[]).map((item) => cleanText(item) ?? '') : undefined;

const objects = (
  value: JsonValue | undefined,
  fields: (item: JsonObject) => JsonObject,
): readonly JsonObject[] | undefined =>
  Array.isArray(value)
    ? (value as readonly JsonValue[]).filter(isObject).map((item) => withoutUndefined(fields(item)))
    : undefined;

const annotations = (value: JsonValue | undefined): JsonObject | undefined =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .map(([key, item]) => [key, asText(item) ?? ''] as const)
          .toSorted(([a], [b]) => (a < b ? -1 : 1)),
      )
    : undefined;

const withoutEmpty = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));

const withoutUndefined = (fields: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).filter(([key, value]) => value !== undefined && (value !== '' || key === 'repository')),
  );

const isEmpty = (value: JsonValue | undefined): boolean =>
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0);

/** As Go's encoding/json writes it: five characters more are escaped than JavaScript does. */
export const goJson = (value: JsonValue): string =>
  jsonText(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  );
