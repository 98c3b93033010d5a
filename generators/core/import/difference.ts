/** Where the CRDs of two APIs differ: of the one that a spec has, and of one that is imported. */
import { buildModel } from '../model/build.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { crd } from '../objects/crd.ts';
import type { Path } from '../spec/path.ts';
import type { ApiSpec, Spec } from '../spec/spec.ts';

/** The first path at which they differ; undefined when they are the same to the API server: but for the order of keys, and what it fills in. */
export const differenceOf = (spec: Spec, present: ApiSpec, imported: ApiSpec): Path | undefined =>
  firstDifference(crdOf(spec, present), crdOf(spec, imported), []);

/** Only what the CRD is made of; children may refer to other APIs, which are not there. */
const crdOf = (spec: Spec, api: ApiSpec): JsonValue => {
  const { children: _, status: __, watches: ___, ...own } = api;
  return crd(buildModel({ ...spec, spec: { domain: spec.spec.domain, apis: [own] } }).apis[0]!);
};

const firstDifference = (a: JsonValue | undefined, b: JsonValue | undefined, path: Path): Path | undefined => {
  if (isSameToServer(a, b, path)) return undefined;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b ? undefined : path;
  if (Array.isArray(a) !== Array.isArray(b)) return path;
  const steps = Array.isArray(a)
    ? Array.from({ length: Math.max(a.length, (b as readonly JsonValue[]).length) }, (_, i) => i)
    : [...new Set([...Object.keys(b), ...Object.keys(a)])];
  for (const step of steps) {
    const found = firstDifference(at(a, step), at(b, step), [...path, step]);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** What a server fills in where nothing is written, and what it leaves out where that is all that is written. */
const isSameToServer = (a: JsonValue | undefined, b: JsonValue | undefined, path: Path): boolean => {
  if ((a === undefined) === (b === undefined)) return false;
  const [value, key] = [a ?? b, String(path.at(-1))];
  if (path.join('.') === 'spec.conversion') return isNone(value as JsonObject);
  if (path.some((step) => DATA.has(String(step)))) return false;
  return FILLED_IN.has(key) && FILLED_IN.get(key) === value;
};

const isNone = (conversion: JsonObject): boolean =>
  conversion['strategy'] === 'None' && Object.keys(conversion).length === 1;

/** Below these stands what users wrote, or a field that is called like this. */
const DATA: ReadonlySet<string> = new Set(['default', 'example', 'enum']);

const FILLED_IN: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ['exclusiveMinimum', false],
  ['exclusiveMaximum', false],
  ['uniqueItems', false],
  ['nullable', false],
  ['x-kubernetes-embedded-resource', false],
  ['x-kubernetes-int-or-string', false],
  ['preserveUnknownFields', false],
  ['deprecated', false],
  ['description', ''],
  ['title', ''],
  ['format', ''],
  ['priority', 0],
  ['port', 443],
]);

const at = (value: object, step: string | number): JsonValue | undefined =>
  Object.hasOwn(value, step) ? (value as Record<string | number, JsonValue>)[step] : undefined;
