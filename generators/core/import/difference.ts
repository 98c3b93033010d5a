/** Where the CRDs of two APIs differ: of the one that a spec has, and of one that is imported. */
import { buildModel } from '../model/build.ts';
import type { JsonValue } from '../model/json.ts';
import { crd } from '../objects/crd.ts';
import type { Path } from '../spec/path.ts';
import type { ApiSpec, Spec } from '../spec/spec.ts';

/** The first path at which they differ; undefined when they are the same but for the order of keys. */
export const differenceOf = (spec: Spec, present: ApiSpec, imported: ApiSpec): Path | undefined =>
  firstDifference(crdOf(spec, present), crdOf(spec, imported), []);

/** Only what the CRD is made of; children may refer to other APIs, which are not there. */
const crdOf = (spec: Spec, api: ApiSpec): JsonValue => {
  const { children: _, status: __, watches: ___, ...own } = api;
  return crd(buildModel({ ...spec, spec: { domain: spec.spec.domain, apis: [own] } }).apis[0]!);
};

const firstDifference = (a: JsonValue | undefined, b: JsonValue | undefined, path: Path): Path | undefined => {
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

const at = (value: object, step: string | number): JsonValue | undefined =>
  Object.hasOwn(value, step) ? (value as Record<string | number, JsonValue>)[step] : undefined;
