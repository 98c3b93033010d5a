/** Types of Kubernetes are put in order and printed once for all that refer to them: the text is as if each had its own. */
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { toYaml } from '../../../generators/core/emit/yaml.ts';
import { buildModel } from '../../../generators/core/model/build.ts';
import { crd } from '../../../generators/core/objects/crd.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';

const SPEC = `apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata: {name: x-operator}
spec:
  domain: example.com
  apis:
${['One', 'Two']
  .map(
    (kind) => `    - group: x
      kind: ${kind}
      versions:
        - name: v1
          schema:
            spec:
              type: object
              properties:
                shallow: {$ref: Container}
                same: {$ref: Container}
                described: {$ref: Container, description: Ours.}
                narrowed: {$ref: Container, properties: {name: {maxLength: 5}}}
                deep: {type: array, items: {type: object, additionalProperties: {$ref: Container}}}
                pod: {$ref: PodSpec}
`,
  )
  .join('')}`;

interface Root {
  readonly properties: {
    readonly spec: { readonly properties: Record<string, { readonly properties: Record<string, unknown> }> };
  };
}

test('at every depth, in every definition, with and without something beside the reference', () => {
  const { spec, problems } = loadSpec(SPEC, 'operator.yaml');
  expect(problems).toEqual([]);
  for (const api of buildModel(spec!).apis) {
    const definition = crd(api);
    const text = toYaml(definition);
    expect(text).toBe(toYaml(structuredClone(definition)));
    expect(parse(text)).toEqual(structuredClone(definition));
    const { properties } = (api.storage.schema as unknown as Root).properties.spec;
    expect(properties['narrowed']?.properties['name']).toEqual({ type: 'string', maxLength: 5 });
    expect(properties['shallow']?.properties['name']).toEqual({ type: 'string' });
  }
});
