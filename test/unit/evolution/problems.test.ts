/** Two specs, the second an edit of the first: what is told, where, and how bad it is. */
import { describe, expect, test } from 'vitest';
import { type Edit, edits, put, SPEC, told } from './specs.ts';

const CASES: readonly (readonly [string, Edit, readonly string[]])[] = [
  ['nothing', (text) => text, []],
  ['comments and order', edits((text) => `# a comment\n${text}`, put('[red, green]', '[green, red]')), []],
  ['a new field', put('color: {type: string}', 'color: {type: string}\n                more: {type: string}'), []],
  [
    'a new API',
    (text) => `${text}    - {group: shop, kind: Other, versions: [{name: v1, schema: {spec: {type: object}}}]}\n`,
    [],
  ],
  [
    'a limit',
    put('maximum: 10', 'maximum: 5'),
    [
      'error operator.yaml:21:19  spec.apis[0].versions[1].schema.spec.properties.size.maximum: breaks Order v1: the maximum was 10 and is 5 (maximum).',
    ],
  ],
  [
    'a limit that is new',
    put('color: {type: string}', 'color: {type: string, maxLength: 9}'),
    [
      'error operator.yaml:22:39  spec.apis[0].versions[1].schema.spec.properties.color.maxLength: breaks Order v1: the maxLength 9 is new (maxLength).',
    ],
  ],
  [
    'a field gone',
    put(
      '                parts:\n                  type: object\n                  additionalProperties:\n                    type: object\n                    properties:\n                      name: {type: string, maxLength: 10}\n',
      '',
    ),
    [
      'error operator.yaml:18:15  spec.apis[0].versions[1].schema.spec.properties.parts: breaks Order v1: the field .spec.parts is gone with the one field in it (existingFieldRemoval).',
    ],
  ],
  [
    'an enum in a whole schema',
    put('[red, green]', '[red]'),
    [
      'error operator.yaml:48:43  spec.apis[1].versions[0].schema.openAPIV3Schema.properties.spec.properties.color.enum: breaks Item v1: "green" is not allowed any more (enum).',
    ],
  ],
  [
    'another core type',
    put('$ref: ResourceRequirements', '$ref: LocalObjectReference'),
    [
      'error operator.yaml:23:17  spec.apis[0].versions[1].schema.spec.properties.resources.properties.claims: breaks Order v1: the field .spec.resources.claims is gone with the 2 fields in it (existingFieldRemoval).',
      'error operator.yaml:23:17  spec.apis[0].versions[1].schema.spec.properties.resources.properties.limits: breaks Order v1: the field .spec.resources.limits is gone (existingFieldRemoval).',
      'error operator.yaml:23:17  spec.apis[0].versions[1].schema.spec.properties.resources.properties.requests: breaks Order v1: the field .spec.resources.requests is gone (existingFieldRemoval).',
      'error operator.yaml:23:17  spec.apis[0].versions[1].schema.spec.properties.resources.x-kubernetes-map-type: breaks Order v1: the x-kubernetes-map-type "atomic" is new (unhandled).',
    ],
  ],
  [
    'a core type in words',
    put('$ref: ResourceRequirements', '$ref: ResourceRequirements\n                  description: New.'),
    [
      'warning operator.yaml:25:19  spec.apis[0].versions[1].schema.spec.properties.resources.description: Order v1: the description "New." is new (description).',
    ],
  ],
  [
    'a shorthand',
    put('color: {type: string}', 'color: {type: string, immutable: true}'),
    [
      'error operator.yaml:22:17  spec.apis[0].versions[1].schema.spec.properties.color.x-kubernetes-validations[0]: breaks Order v1: the CEL rule "self == oldSelf" is new (unhandled).',
      'error operator.yaml:32:19  spec.apis[0].versions[1].schema.spec.x-kubernetes-validations[0]: breaks Order v1: the CEL rule "!has(oldSelf.color) || has(self.color)" is new (unhandled).',
    ],
  ],
  [
    'a first required field',
    put(
      'schema: {spec: {type: object}}',
      'schema: {spec: {type: object, required: [size], properties: {size: {type: integer}}}}',
    ),
    [
      'error operator.yaml:12:11  spec.apis[0].versions[0].schema.required: breaks Order v1alpha1: "spec" is required now (required).',
      'error operator.yaml:12:20  spec.apis[0].versions[0].schema.spec.default: breaks Order v1alpha1: the default {} is gone (default).',
      'error operator.yaml:12:41  spec.apis[0].versions[0].schema.spec.required: breaks Order v1alpha1: "size" is required now (required).',
      'error operator.yaml:21:19  spec.apis[0].versions[1].schema.spec.properties.size.maximum: breaks Order from v1alpha1 to v1: the maximum 10 is new (maximum).',
    ],
  ],
  [
    'a CEL rule',
    put('- rule: self.size > 1', '- rule: self.size > 1\n                - rule: self.size < 9'),
    [
      'error operator.yaml:33:19  spec.apis[0].versions[1].schema.spec.x-kubernetes-validations[1]: breaks Order v1: the CEL rule "self.size < 9" is new (unhandled).',
    ],
  ],
  [
    "a CEL rule's message",
    put('- rule: self.size > 1', '- {rule: self.size > 1, message: more}'),
    [
      'warning operator.yaml:31:15  spec.apis[0].versions[1].schema.spec.x-kubernetes-validations: Order v1: the CEL rule "self.size > 1" has another message (unhandled).',
    ],
  ],
  [
    'more in the values of a map',
    put('name: {type: string, maxLength: 10}', 'name: {type: string, maxLength: 11}'),
    [
      'warning operator.yaml:27:19  spec.apis[0].versions[1].schema.spec.properties.parts.additionalProperties: Order v1: more is allowed in the values of the map (unhandled).',
    ],
  ],
  [
    'less in the values of a map',
    put('name: {type: string, maxLength: 10}', 'name: {type: string, maxLength: 9}'),
    [
      'error operator.yaml:30:44  spec.apis[0].versions[1].schema.spec.properties.parts.additionalProperties.properties.name.maxLength: breaks Order v1: the maxLength was 10 and is 9 (maxLength).',
    ],
  ],
  [
    'a scope',
    put('kind: Item', 'kind: Item\n      scope: Cluster'),
    ['error operator.yaml:39:7  spec.apis[1].scope: breaks Item: the scope was Namespaced and is Cluster (scope).'],
  ],
  [
    'a plural',
    put('kind: Item', 'kind: Item\n      plural: itemz'),
    [
      'error operator.yaml:37:7  spec.apis[1]: breaks Item: the API items.shop.example.com is gone: itemz.shop.example.com is another one (apiRemoval).',
    ],
  ],
  [
    'a group',
    put('- group: shop\n      kind: Item', '- group: store\n      kind: Item'),
    [
      'error operator.yaml:37:7  spec.apis[1]: breaks Item: the API items.shop.example.com is gone: items.store.example.com is another one (apiRemoval).',
    ],
  ],
  [
    'a kind',
    put('kind: Item', 'kind: Thing\n      plural: items'),
    ['error operator.yaml:38:7  spec.apis[1].kind: breaks Item: the kind was Item and is Thing (kind).'],
  ],
  [
    'an API gone',
    (text) => text.slice(0, text.indexOf('    - group: shop\n      kind: Item')),
    ['error operator.yaml:6:3  spec.apis: breaks Item: the API items.shop.example.com is gone (apiRemoval).'],
  ],
  [
    'a version gone',
    put('        - name: v1alpha1\n          schema: {spec: {type: object}}\n', ''),
    ['error operator.yaml:10:7  spec.apis[0].versions: breaks Order v1alpha1: the version is gone (versionRemoval).'],
  ],
  [
    'the stored version gone',
    put('kind: Item\n      versions:\n        - name: v1', 'kind: Item\n      versions:\n        - name: v2'),
    [
      'error operator.yaml:39:7  spec.apis[1].versions: breaks Item: "v1" is gone, and objects are stored in it (storedVersionRemoval).',
    ],
  ],
  [
    'a version served no more',
    put('- name: v1alpha1', '- name: v1alpha1\n          served: false'),
    [
      'error operator.yaml:12:11  spec.apis[0].versions[0].served: breaks Order v1alpha1: the version is served no more (versionUnserved).',
    ],
  ],
  [
    'another stored version',
    edits(put('          storage: true\n', ''), put('- name: v1alpha1', '- name: v1alpha1\n          storage: true')),
    [
      'warning operator.yaml:12:11  spec.apis[0].versions[0].storage: Order v1alpha1: objects were stored as v1 and are stored as v1alpha1 (storageVersion).',
    ],
  ],
  [
    'a short name',
    put('[od]', '[os]'),
    ['warning operator.yaml:9:7  spec.apis[0].shortNames: Order: the short name "od" is gone (shortNames).'],
  ],
  [
    'the status subresource',
    put('          subresources:', '          subresources:\n            status: false'),
    [
      'error operator.yaml:35:13  spec.apis[0].versions[1].subresources.status: breaks Order v1: the status subresource is gone (statusSubresource).',
    ],
  ],
  [
    'the scale subresource',
    put('            scale: {specReplicasPath: .spec.size, statusReplicasPath: .status.size}', '            {}'),
    [
      'error operator.yaml:34:11  spec.apis[0].versions[1].subresources.status: breaks Order v1: the status subresource is gone (statusSubresource).',
      'error operator.yaml:34:11  spec.apis[0].versions[1].subresources.scale: breaks Order v1: the scale subresource is gone (scaleSubresource).',
    ],
  ],
  [
    'a selectable field',
    put('          selectableFields: [{jsonPath: .spec.color}]\n', ''),
    [
      'error operator.yaml:13:11  spec.apis[0].versions[1].selectableFields: breaks Order v1: ".spec.color" cannot be selected by any more (selectableFields).',
    ],
  ],
];

describe('between two specs', () => {
  test.each(CASES)('%s', (_title, edit, expected) => {
    expect(told(SPEC, edit(SPEC))).toEqual(expected);
  });
});
