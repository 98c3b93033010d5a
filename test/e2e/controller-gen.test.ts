/** Core types and shorthands against the real controller-gen: Go types that embed every one of them, rendered, and compared. */
import { describe, expect, test } from 'vitest';
import { coreSchema, coreTypeName, coreTypeNames } from '../../generators/core/model/core-types.ts';
import type { JsonObject } from '../../generators/core/model/json.ts';
import { rootSchema } from '../../generators/core/model/root-schema.ts';
import type { SchemaSpec } from '../../generators/core/spec/spec.ts';
import { ifAvailable } from '../judges/availability.ts';
import { controllerGen, controllerGenMarkers } from '../judges/controller-gen.ts';
import { goFile, goKinds, kindInGo, WITH_OBJECT_META } from '../judges/core-types-in-go.ts';
import { judge } from '../judges/judges.ts';
import { MARKERS } from '../judges/markers.ts';
import { structureOf } from '../judges/structure.ts';

const available = (await ifAvailable(() => judge('controller-gen'))) !== undefined;

const BARE = 'maxDescLen=0';
const files = goKinds.map(goFile);
const rendered = available
  ? await controllerGen(Object.fromEntries(files), [BARE, 'allowDangerousTypes=true'])
  : new Map<string, JsonObject>();

const schemaOf = (crd: JsonObject | undefined): JsonObject =>
  (crd as { spec: { versions: { schema: { openAPIV3Schema: JsonObject } }[] } }).spec.versions[0]!.schema
    .openAPIV3Schema;

const specOf = (crd: JsonObject | undefined): JsonObject => (schemaOf(crd)['properties'] as { spec: JsonObject }).spec;

describe.runIf(available)('controller-gen renders as the generator does', () => {
  test.for(goKinds)('core types: $kind', ({ kind, fields }) => {
    const theirs = specOf(rendered.get(kind))['properties'] as Record<string, JsonObject>;
    const ours = Object.fromEntries(fields.map((name) => [name, coreSchema(name)]));
    expect(structureOf({ properties: ours })).toEqual(structureOf({ properties: theirs }));
  });

  test('every core type was asked about, but for those that controller-gen fails on', () => {
    const asked = new Set(goKinds.flatMap(({ fields }) => fields));
    const others = new Set(coreTypeNames.map((name) => coreTypeName(name)!).filter((name) => !asked.has(name)));
    expect([...others].toSorted()).toEqual([
      WITH_OBJECT_META,
      'admissionregistration/v1beta1.ValidatingWebhook',
      'admissionregistration/v1beta1.ValidatingWebhookConfiguration',
      'admissionregistration/v1beta1.ValidatingWebhookConfigurationList',
    ]);
    expect(asked.size).toBeGreaterThan(1000);
  });

  test('metadata inside of a type, with generateEmbeddedObjectMeta', async () => {
    const text = kindInGo('Meta', '', '\tMetadata metav1.ObjectMeta `json:"metadata,omitempty"`');
    const crds = await controllerGen({ 'api/meta/types.go': text }, [BARE, 'generateEmbeddedObjectMeta=true']);
    expect(structureOf(specOf(crds.get('Meta')))).toEqual(
      structureOf({ type: 'object', properties: { metadata: coreSchema('EmbeddedObjectMeta') } }),
    );
  });

  test('has the markers that docs/from-kubebuilder.md translates', async () => {
    const names = await Promise.all(
      ['crd', 'rbac:roleName=any', 'webhook', 'object', 'applyconfiguration'].map(controllerGenMarkers),
    );
    expect([...new Set(names.flat())].toSorted()).toEqual([...MARKERS].toSorted());
  });

  test('immutable, atMostOneOf, exactlyOneOf, atLeastOneOf', async () => {
    const crds = await controllerGen({ 'api/short/types.go': SHORT }, [BARE]);
    expect(structureOf(rootSchema({ openAPIV3Schema: SHORT_SPEC }))).toEqual(structureOf(schemaOf(crds.get('Short'))));
  });
});

const SHORT = `// +groupName=judge.example.com
// +versionName=v1
package short

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// +kubebuilder:object:root=true
type Short struct {
	metav1.TypeMeta   \`json:",inline"\`
	metav1.ObjectMeta \`json:"metadata,omitempty"\`
	// +k8s:immutable
	// +optional
	Spec ShortSpec \`json:"spec,omitempty"\`
}

// +kubebuilder:validation:AtLeastOneOf=a;d
// +kubebuilder:validation:ExactlyOneOf=b;c
// +kubebuilder:validation:ExactlyOneOf=a;d
// +kubebuilder:validation:AtMostOneOf=a;b;c
// +kubebuilder:validation:XValidation:rule="has(self.a)",message="first"
// +kubebuilder:validation:XValidation:rule="has(self.b)"
type ShortSpec struct {
	// +k8s:immutable
	A string \`json:"a,omitempty"\`
	// +k8s:immutable
	B *Inner \`json:"b,omitempty"\`
	C string \`json:"c,omitempty"\`
	D string \`json:"d,omitempty"\`
	// +k8s:immutable
	Size string \`json:"size"\`
}

// +kubebuilder:validation:XValidation:rule="self.x != ''"
type Inner struct {
	// +k8s:immutable
	X string \`json:"x,omitempty"\`
}
`;

const STRING = { type: 'string' } as const;

const SHORT_SPEC: SchemaSpec = {
  type: 'object',
  properties: {
    apiVersion: STRING,
    kind: STRING,
    metadata: { type: 'object' },
    spec: {
      type: 'object',
      immutable: true,
      required: ['size'],
      properties: {
        a: { type: 'string', immutable: true },
        b: {
          type: 'object',
          immutable: true,
          properties: { x: { type: 'string', immutable: true } },
          'x-kubernetes-validations': [{ rule: "self.x != ''" }],
        },
        c: STRING,
        d: STRING,
        size: { type: 'string', immutable: true },
      },
      'x-kubernetes-validations': [{ rule: 'has(self.a)', message: 'first' }, { rule: 'has(self.b)' }],
      atLeastOneOf: ['a', 'd'],
      exactlyOneOf: [
        ['b', 'c'],
        ['a', 'd'],
      ],
      atMostOneOf: ['a', 'b', 'c'],
    },
  },
};
