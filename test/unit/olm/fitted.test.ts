import { describe, expect, test } from 'vitest';
import { clusterServiceVersion } from '../../../generators/core/emit/olm/csv.ts';
import type { Descriptor } from '../../../generators/core/emit/olm/descriptors.ts';
import { ROOM } from '../../../generators/core/emit/olm/fitted.ts';
import type { ApiVersion, JsonObject, Model } from '../../../generators/core/model/model.ts';
import { descriptorProblems } from '../../../generators/core/plan/descriptor-room.ts';
import { formatProblem } from '../../../generators/core/spec/problem.ts';
import { memcachedApi, memcachedModel, version } from './memcached-model.ts';

const object = (properties: JsonObject): JsonObject => ({ type: 'object', properties });
/** So many fields, each with so many in it, three levels deep, each with a description of so many characters. */
const fields = (most: number, length: number, deep = 3): JsonObject =>
  Object.fromEntries(
    Array.from({ length: most }, (_, i) => [
      `f${i}`,
      {
        ...(deep === 1 ? { type: 'string' } : object(fields(most, length, deep - 1))),
        description: 'x'.repeat(length),
      },
    ]),
  );
const model = (...specs: readonly JsonObject[]): Model =>
  memcachedModel({
    apis: specs.map((spec, i) => {
      const storage: ApiVersion = version({ spec });
      return memcachedApi({ kind: `Kind${i}`, storage, versions: [storage] });
    }),
  });
const csv = (made: Model) => clusterServiceVersion(made, made.delivery.olm!);
const described = (made: Model) =>
  (
    csv(made) as {
      readonly spec: {
        readonly customresourcedefinitions: {
          readonly owned: readonly { readonly specDescriptors: readonly Descriptor[] }[];
        };
      };
    }
  ).spec.customresourcedefinitions.owned.map(({ specDescriptors }) => specDescriptors);
const size = (made: Model): number => Buffer.byteLength(JSON.stringify(csv(made)));
const told = (made: Model) => descriptorProblems(made, 'operator.yaml').map(formatProblem);

describe('a ClusterServiceVersion', () => {
  test('has descriptors of all fields, hundreds of them', () => {
    const made = model(fields(9, 20));
    expect(described(made)[0]).toHaveLength(9 + 9 ** 2 + 9 ** 3);
    expect(told(made)).toEqual([]);
  });

  test('leaves to the definition the descriptions of nested fields where there is no room, of the largest kind alone', () => {
    const made = model(fields(9, 600), fields(4, 600));
    const [large, small] = described(made);
    expect(large).toHaveLength(9 + 9 ** 2 + 9 ** 3);
    expect(large!.filter(({ description }) => description !== undefined)).toHaveLength(9);
    expect(small!.every(({ description }) => description !== undefined)).toBe(true);
    expect(size(made)).toBeLessThanOrEqual(ROOM);
    expect(told(made)).toEqual([]);
  });

  test('has none of the deepest fields where there is no room even so, and that is told', () => {
    const made = model(fields(20, 1), fields(4, 1));
    const [large, small] = described(made);
    // No field is given away before the descriptions of all kinds are.
    expect(small!.filter(({ description }) => description !== undefined)).toHaveLength(4);
    expect([large!.length, small!.length]).toEqual([20 + 20 ** 2, 4 + 4 ** 2 + 4 ** 3]);
    expect(size(made)).toBeLessThanOrEqual(ROOM);
    expect(told(made)).toEqual([
      "operator.yaml  warning: spec.delivery.olm: a ClusterServiceVersion of 512 KiB has no room for descriptors of all fields: the deepest of Kind0 v1alpha1 (423 of 8423) have none. A console's form asks for those by what the definitions say of them, and its page of an object does not show them. This may stay so. Fewer fields, versions or kinds in one operator leave room for all.",
    ]);
  });

  test('has those of spec and status themselves in any case', () => {
    const made = model(fields(5000, 100, 1));
    expect(described(made)[0]).toHaveLength(5000);
  });

  test('says nothing of it where OLM is off', () => {
    const off = { ...model(fields(20, 1)), delivery: { registry: 'oci://ghcr.io/acme' } };
    expect(told(off)).toEqual([]);
  });
});
