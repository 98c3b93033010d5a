import { describe, expect, test } from 'vitest';
import { coreSchema, coreTypeName, coreTypeNames } from '../../../generators/core/model/core-types.ts';
import { resolveSchema } from '../../../generators/core/model/resolve-schema.ts';
import { rootSchema } from '../../../generators/core/model/root-schema.ts';
import { referenceNames } from '../../../generators/core/spec/schema/core-type-names.ts';
import type { RootSchemaSpec, SchemaSpec } from '../../../generators/core/spec/spec.ts';
import { problemsOf } from '../spec/problems.ts';
import { inFile, type Row, SCHEMA, withField } from '../spec/rows.ts';

const at = (column: number, path: string) => `18:${column}  ${SCHEMA}.spec.properties.x${path}`;

describe('names of core types', () => {
  test.for([
    ['PodSpec', 'core/v1.PodSpec'],
    ['DeploymentSpec', 'apps/v1.DeploymentSpec'],
    ['JobTemplateSpec', 'batch/v1.JobTemplateSpec'],
    ['LabelSelector', 'meta/v1.LabelSelector'],
    ['Condition', 'meta/v1.Condition'],
    ['IngressSpec', 'networking/v1.IngressSpec'],
    ['VolumeSource', 'core/v1.VolumeSource'],
    ['PullPolicy', 'core/v1.PullPolicy'],
    // core/v1 before others, the newest stable version before older ones.
    ['TypedLocalObjectReference', 'core/v1.TypedLocalObjectReference'],
    ['HorizontalPodAutoscalerSpec', 'autoscaling/v2.HorizontalPodAutoscalerSpec'],
    ['DeviceRequest', 'resource/v1.DeviceRequest'],
    ['Subject', 'rbac/v1.Subject'],
    ['Quantity', 'Quantity'],
    ['Conditions', 'Conditions'],
    ['autoscaling/v1.HorizontalPodAutoscalerSpec', 'autoscaling/v1.HorizontalPodAutoscalerSpec'],
    // Of two groups, and neither is obvious.
    ['TokenRequest', undefined],
    ['JSONSchemaProps', undefined],
  ] as const)('%s is %s', ([name, whole]) => expect(coreTypeName(name)).toBe(whole));

  test('an editor is told the same names, the common ones first', () => {
    expect(referenceNames.toSorted()).toEqual(coreTypeNames.toSorted());
    expect(referenceNames.slice(0, 2)).toEqual(['Conditions', 'Condition']);
  });

  test('every name means a schema, without descriptions', () => {
    const schemas = coreTypeNames.map((name) => coreSchema(name));
    const typed = ['type', 'x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields'];
    expect(schemas.filter((schema) => !typed.some((keyword) => keyword in schema))).toEqual([]);
    const { description: _field, ...rest } = coreSchema('CustomResourceColumnDefinition')['properties'] as Record<
      string,
      unknown
    >;
    expect(JSON.stringify(rest)).not.toContain('"description"');
  });
});

describe('references are followed', () => {
  const quantity = coreSchema('Quantity');
  const condition = coreSchema('Condition');

  test.for<[name: string, schema: SchemaSpec, resolved: object]>([
    ['by themselves', { $ref: 'Quantity' }, quantity],
    [
      'with what stands beside them, which wins',
      { $ref: 'Conditions', description: 'Ours.', maxItems: 8, 'x-kubernetes-list-type': 'atomic', nullable: true },
      {
        ...coreSchema('Conditions'),
        description: 'Ours.',
        maxItems: 8,
        'x-kubernetes-list-type': 'atomic',
        nullable: true,
      },
    ],
    ['with a default', { $ref: 'Quantity', default: '1Gi' }, { ...quantity, default: '1Gi' }],
    ['in items', { type: 'array', items: { $ref: 'Condition' } }, { type: 'array', items: condition }],
    [
      'in additionalProperties',
      { type: 'object', additionalProperties: { $ref: 'Quantity' } },
      { type: 'object', additionalProperties: quantity },
    ],
    [
      'in properties, whatever their name',
      { type: 'object', properties: { $ref: { $ref: 'Quantity' }, properties: { $ref: 'Time' } } },
      { type: 'object', properties: { $ref: quantity, properties: { type: 'string', format: 'date-time' } } },
    ],
    [
      'not in data',
      { type: 'object', default: { $ref: 'Quantity' }, example: { $ref: 'Quantity' }, enum: [{ $ref: 'Quantity' }] },
      { type: 'object', default: { $ref: 'Quantity' }, example: { $ref: 'Quantity' }, enum: [{ $ref: 'Quantity' }] },
    ],
    [
      'with additions deep inside: what says no type of its own keeps the one that it has',
      {
        $ref: 'ContainerPort',
        properties: {
          containerPort: { minimum: 1, description: 'Ours.' },
          hostIP: { type: 'string', format: 'ipv4' },
          protocol: { $ref: 'Quantity' },
          more: { type: 'boolean' },
        },
      },
      {
        ...coreSchema('ContainerPort'),
        properties: {
          containerPort: { type: 'integer', format: 'int32', minimum: 1, description: 'Ours.' },
          hostIP: { type: 'string', format: 'ipv4' },
          hostPort: { type: 'integer', format: 'int32' },
          more: { type: 'boolean' },
          name: { type: 'string' },
          protocol: quantity,
        },
      },
    ],
    [
      'with additions to items and values',
      { $ref: 'Conditions', items: { properties: { type: { enum: ['Ready'] } } } },
      {
        ...coreSchema('Conditions'),
        items: {
          ...condition,
          properties: {
            ...(condition['properties'] as object),
            type: { ...(condition['properties'] as { type: object }).type, enum: ['Ready'] },
          },
        },
      },
    ],
    [
      'with rules of both, the own ones first',
      { $ref: 'scheduling/v1alpha2.WorkloadSpec', 'x-kubernetes-validations': [{ rule: 'true' }] },
      expect.objectContaining({
        'x-kubernetes-validations': [
          { rule: 'true' },
          {
            rule: '!has(oldSelf.controllerRef) || has(self.controllerRef)',
            message: 'field controllerRef is immutable once set',
          },
        ],
      }),
    ],
  ])('%s', ([, schema, resolved]) => expect(resolveSchema(schema)).toEqual(resolved));

  test.for<[name: string, root: RootSchemaSpec, field: string, resolved: object]>([
    [
      'as the spec',
      { required: [], spec: { $ref: 'JobSpec', description: 'Ours.' } },
      'spec',
      { ...coreSchema('JobSpec'), description: 'Ours.' },
    ],
    ['as the status', { status: { $ref: 'JobStatus' } }, 'status', coreSchema('JobStatus')],
    [
      'beside spec and status',
      { openAPIV3Schema: { type: 'object', properties: { data: { $ref: 'Quantity' } } } },
      'data',
      quantity,
    ],
  ])('%s', ([, root, field, resolved]) =>
    expect((rootSchema(root)['properties'] as Record<string, unknown>)[field]).toEqual(resolved),
  );
});

describe('references that mean nothing', () => {
  const none = (name: string) => `${at(27, '.$ref')}: ${JSON.stringify(name)} is no type that can be referred to.`;
  test.for<Row>([
    [
      'a near miss',
      withField('x: {$ref: PodTemplatSpec}'),
      `${none('PodTemplatSpec')} Did you mean "PodTemplateSpec"?`,
    ],
    ['as Go has it', withField('x: {$ref: corev1.PodSpec}'), `${none('corev1.PodSpec')} Did you mean "PodSpec"?`],
    [
      'with the API group',
      withField('x: {$ref: networking.k8s.io/v1.IngressSpec}'),
      `${none('networking.k8s.io/v1.IngressSpec')} Did you mean "IngressSpec"?`,
    ],
    [
      'as OpenAPI has it',
      withField('x: {$ref: "#/definitions/io.k8s.api.storage.v1.TokenRequest"}'),
      `${none('#/definitions/io.k8s.api.storage.v1.TokenRequest')} Did you mean "storage/v1.TokenRequest"?`,
    ],
    [
      'of two groups',
      withField('x: {$ref: TokenRequest}'),
      `${none('TokenRequest')} Use "authentication/v1.TokenRequest" or "storage/v1.TokenRequest" or "storage/v1beta1.TokenRequest".`,
    ],
    [
      'a schema of the spec',
      withField('x: {$ref: "#/definitions/mine"}'),
      `${none('#/definitions/mine')} Only types of Kubernetes can be referred to; repeat a schema of your own by a YAML anchor.`,
    ],
    [
      'a type that contains itself',
      withField('x: {$ref: JSONSchemaProps}'),
      `${at(27, '.$ref')}: "JSONSchemaProps" contains itself, which the schema of a CustomResourceDefinition cannot. Use "type: object" with "x-kubernetes-preserve-unknown-fields: true".`,
    ],
  ])('%s', ([, text, ...problems]) => expect(problemsOf(text)).toEqual(inFile(problems)));

  test.for(['allOf', 'anyOf', 'oneOf'])('inside %s', (keyword) => {
    expect(problemsOf(withField(`x: {type: string, ${keyword}: [{$ref: PullPolicy}]}`))).toEqual(
      inFile([
        `${at(44, `.${keyword}[0].$ref`)}: a type of Kubernetes cannot be referred to inside allOf, anyOf, oneOf and not. Write out what is validated of it.`,
      ]),
    );
  });
});

describe('additions to a type are no schemas of their own', () => {
  test.for<Row>([
    ['sound', withField('x: {$ref: ContainerPort, properties: {containerPort: {minimum: 1, default: 80}}}')],
    [
      'a default that its place does not take',
      withField('x: {$ref: ContainerPort, properties: {containerPort: {default: http}}}'),
      `${at(80, '.properties.containerPort.default')}: the default does not fit its own schema: "http" is not allowed: it must be of type integer. Change or remove it: it must be valid as it is written, before defaults inside of it are filled in.`,
    ],
    [
      'a field that the type does not have needs a type',
      withField('x: {$ref: ContainerPort, properties: {port: {minimum: 1}}}'),
      `${at(55, '.properties.port')}: the schema has no type. Add "type: integer".`,
    ],
  ])('%s', ([, text, ...problems]) => expect(problemsOf(text)).toEqual(inFile(problems)));
});
