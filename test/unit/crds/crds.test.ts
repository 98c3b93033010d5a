/**
 * Specs written by hand for CustomResourceDefinitions that controller-gen made from real Go types: what a spec gives must be equal to
 * what Go gave, in structure and in the descriptions that are the author's own.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { toYaml } from '../../../generators/core/emit/yaml.ts';
import { buildModel } from '../../../generators/core/model/build.ts';
import { coreSchema } from '../../../generators/core/model/core-types.ts';
import type { JsonObject, JsonValue } from '../../../generators/core/model/json.ts';
import { crd, crdFileName } from '../../../generators/core/objects/crd.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { comparable, structureOf } from '../../judges/structure.ts';

const HERE = import.meta.dirname;
const CASES = join(HERE, '../../../../shared/cases/crds');
const specs = globSync('*.yaml', { cwd: HERE }).toSorted();

const generated = (file: string) => {
  const { spec, problems } = loadSpec(readFileSync(join(HERE, file)), file);
  expect(problems).toEqual([]);
  const [api] = buildModel(spec!).apis;
  return { file: crdFileName(api!), crd: crd(api!) };
};

describe('a spec written by hand', () => {
  test.for(specs)('gives the file %s', (file) => expect(generated(file).file).toBe(file));

  test.for(specs.filter((file) => !file.startsWith('keda')))('gives all of %s (vitest -u writes it)', async (file) => {
    await expect(toYaml(generated(file).crd)).toMatchFileSnapshot(join('expected', file));
  });

  test('takes a whole JobSpec in, and its metadata is that of a template', () => {
    const schema = at(generated('keda.sh_scaledjobs.yaml').crd, 'spec', 'versions', '0', 'schema', 'openAPIV3Schema');
    const job = at(schema, 'properties', 'spec', 'properties', 'jobTargetRef');
    const core = coreSchema('JobSpec');
    const template = ['properties', 'template', 'properties'];
    expect(at(job, 'required')).toEqual(core['required']);
    expect(at(job, ...template, 'metadata')).toEqual(coreSchema('EmbeddedObjectMeta'));
    const containers = [...template, 'spec', 'properties', 'containers'];
    expect(at(job, ...containers)).toEqual(at(core, ...containers));
  });
});

const at = (value: JsonValue, ...path: readonly string[]): JsonValue =>
  path.reduce<JsonValue>((inner, key) => (inner as JsonObject)[key]!, value);

/** The definition without the version of controller-gen, and without the descriptions that Kubernetes' own types have. */
const owned = (definition: JsonObject): JsonValue => {
  const { annotations: _version, ...metadata } = definition['metadata'] as JsonObject;
  return comparable(withoutCore({ ...definition, metadata }));
};

/** Where a property has a core type, the descriptions inside are not the author's. */
const withoutCore = (value: JsonValue, key?: string): JsonValue => {
  if (Array.isArray(value)) return value.map((item: JsonValue) => withoutCore(item));
  if (typeof value !== 'object' || value === null) return value;
  const { description } = value as JsonObject;
  const isCore =
    key === 'jobTargetRef' || (key === 'conditions' && JSON.stringify(value).includes('lastTransitionTime'));
  if (isCore) return { ...(structureOf(value) as JsonObject), ...(description !== undefined && { description }) };
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutCore(item as JsonValue, name)]));
};

/** The case was made for Kubernetes 1.35, whose PodSpec had another field for what is scheduled together. */
const sameRelease = (definition: JsonObject): JsonObject =>
  JSON.parse(
    JSON.stringify(definition, (_key, value: Record<string, unknown>) => {
      if (value?.['nodeSelector'] === undefined || value['containers'] === undefined) return value;
      const { workloadRef: _35, schedulingGroup: _36, ...rest } = value;
      return rest;
    }),
  ) as JsonObject;

const present = existsSync(CASES);

describe.skipIf(!present)(`equals what controller-gen made of Go types${present ? '' : ' (NOT RUN: no cases)'}`, () => {
  test.for(specs)('%s', (file) => {
    const theirs = parse(readFileSync(join(CASES, basename(file)), 'utf8')) as JsonObject;
    expect(owned(sameRelease(generated(file).crd))).toEqual(owned(sameRelease(theirs)));
  });
});
