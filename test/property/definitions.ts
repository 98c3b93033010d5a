/** CustomResourceDefinitions that the API server accepts, around the schemas of `schemas.ts`; as the generator prints them: nothing empty. */
import * as fc from 'fast-check';
import type { JsonObject } from '../../generators/core/model/json.ts';
import { objectSchema } from './schemas.ts';
import { label, text } from './texts.ts';

export interface Definition extends JsonObject {
  readonly metadata: { readonly name: string } & JsonObject;
  readonly spec: {
    readonly group: string;
    readonly names: JsonObject;
    readonly versions: readonly JsonObject[];
  } & JsonObject;
}

export const DOMAIN = 'property.example.com';

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });

const defined = (fields: object): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const column = fc
  .record({
    name: fc.stringMatching(/^[A-Z][a-z]{1,8}$/),
    type: fc.constantFrom('string', 'integer', 'number', 'boolean', 'date'),
    jsonPath: fc.constantFrom(
      '.spec.color',
      '.metadata.creationTimestamp',
      ".status.conditions[?(@.type=='Ready')].status",
      '.status.conditions[?(@.type=="Ready")].reason',
      '.spec.a\\.b',
      '.spec.list[*]',
    ),
    description: maybe(text),
    format: fc.option(fc.constantFrom('int32', 'byte', 'date-time', 'password'), { nil: undefined, freq: 6 }),
    priority: maybe(fc.nat(2)),
  })
  .map(defined);

/** What may be asked of the name of an object. */
const metadata = fc.constantFrom(
  { type: 'object' },
  { type: 'object', properties: { name: { type: 'string', maxLength: 40, pattern: '^[a-z]+$' } } },
  { type: 'object', properties: { name: { type: 'string', 'x-kubernetes-validations': [{ rule: "self != 'x'" }] } } },
);

/** Rules of the whole object, whose old value is always known. */
const rootRule = fc.constantFrom<JsonObject>(
  { rule: 'self.metadata.name.size() < 60', message: 'too long', fieldPath: '.spec.color' },
  { rule: 'self.metadata.name == oldSelf.metadata.name', reason: 'FieldValueForbidden' },
  { rule: 'oldSelf.hasValue() || true', optionalOldSelf: true },
  { rule: 'self.kind == self.kind', fieldPath: '.spec', messageExpression: "'not ' + self.kind" },
);

/** The root with the field that may be selected, and which the columns show. */
const root = fc
  .record({
    metadata,
    rules: maybe(fc.uniqueArray(rootRule, { minLength: 1, maxLength: 2 })),
    spec: objectSchema,
    status: maybe(objectSchema),
    extra: fc.option(objectSchema, { nil: undefined, freq: 5 }),
    description: maybe(text),
    required: maybe(fc.constant(['spec'])),
  })
  .map(({ metadata: own, rules, spec, status, extra, description, required }) => {
    const color = { type: 'string', maxLength: 20 };
    const whole = defined({
      ...spec,
      default: undefined,
      nullable: undefined,
      oneOf: undefined,
      properties: { ...spec.properties, color },
    });
    return defined({
      description,
      type: 'object',
      properties: defined({
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: own,
        spec: whole,
        status,
        data: extra,
      }),
      required,
      'x-kubernetes-validations': rules,
    });
  });

const version = fc
  .record({
    openAPIV3Schema: root,
    deprecated: fc.option(maybe(fc.constantFrom('gone soon', 'use "v2": it is better')), { nil: null, freq: 4 }),
    status: fc.boolean(),
    scale: fc.option(fc.constantFrom({}, { labelSelectorPath: '.status.selector' }), { nil: undefined, freq: 5 }),
    columns: maybe(fc.uniqueArray(column, { minLength: 1, maxLength: 4, selector: ({ name }) => name })),
    selectable: fc.option(fc.constant([{ jsonPath: '.spec.color' }]), { nil: undefined, freq: 5 }),
    served: fc.nat(5).map((share) => share > 0),
  })
  .map(({ openAPIV3Schema, deprecated, status, scale, columns, selectable, served }) => {
    const subresources = defined({
      status: status ? {} : undefined,
      scale: scale && { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas', ...scale },
    });
    return defined({
      served,
      deprecated: deprecated === null ? undefined : true,
      deprecationWarning: deprecated ?? undefined,
      schema: { openAPIV3Schema },
      subresources: Object.keys(subresources).length > 0 ? subresources : undefined,
      additionalPrinterColumns: columns,
      selectableFields: selectable,
    });
  });

const names = fc
  .record({
    kind: fc.stringMatching(/^[A-Z][a-z]{2,8}([A-Z][a-z]{2,5})?[0-9]?$/),
    plural: fc.stringMatching(/^[a-z]{3,10}s$/),
    singular: fc.option(label, { nil: undefined, freq: 3 }),
    listing: fc.constantFrom('List', 'List', 'List', 'Listing'),
    shortNames: maybe(fc.uniqueArray(label, { minLength: 1, maxLength: 3 })),
    categories: maybe(fc.uniqueArray(label, { minLength: 1, maxLength: 3 })),
  })
  .map(({ kind, plural, singular = kind.toLowerCase(), listing, shortNames, categories }) =>
    defined({
      kind,
      listKind: `${kind}${listing}`,
      plural,
      singular,
      shortNames: shortNames?.filter((name) => name !== plural && name !== singular),
      categories,
    }),
  )
  .filter(({ shortNames }) => shortNames === undefined || (shortNames as readonly string[]).length > 0);

/** Several versions with one list of selectable fields and different schemas are refused; so only the stored one has it. */
const inPlace = (name: string, { selectableFields, ...one }: JsonObject, storage: boolean, count: number): JsonObject =>
  defined({ name, ...one, storage, selectableFields: storage || count === 1 ? selectableFields : undefined });

const VERSIONS = ['v1', 'v1beta1', 'v1alpha1', 'v2', 'v10', 'v1alpha2'];

const conversion = fc.constantFrom<JsonObject>(
  { strategy: 'None' },
  {
    strategy: 'Webhook',
    webhook: { clientConfig: { url: 'https://example.com/convert' }, conversionReviewVersions: ['v1', 'v1beta1'] },
  },
  {
    strategy: 'Webhook',
    webhook: {
      clientConfig: { service: { name: 'webhook', namespace: 'default', path: '/convert', port: 8443 } },
      conversionReviewVersions: ['v1'],
    },
  },
);

/** A CustomResourceDefinition. */
export const definition: fc.Arbitrary<Definition> = fc
  .record({
    names,
    group: label,
    scope: fc.constantFrom('Namespaced', 'Cluster'),
    versions: fc.uniqueArray(fc.tuple(fc.constantFrom(...VERSIONS), version), {
      minLength: 1,
      maxLength: 3,
      selector: ([name]) => name,
    }),
    stored: fc.nat(2),
    labels: maybe(
      fc.dictionary(
        fc.constantFrom('app', 'app.kubernetes.io/part-of', 'example.com/tier'),
        fc.constantFrom('on', '1', 'a-b', ''),
        { minKeys: 1, noNullPrototype: true },
      ),
    ),
    annotations: maybe(
      fc.dictionary(fc.constantFrom('example.com/note', 'controller-gen.kubebuilder.io/version'), text, {
        minKeys: 1,
        noNullPrototype: true,
      }),
    ),
    conversion: maybe(conversion),
    preserveUnknownFields: fc.option(fc.constant(false), { nil: undefined, freq: 4 }),
  })
  .map(({ names: own, group, scope, versions, stored, labels, annotations, preserveUnknownFields, ...rest }) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: defined({
      name: `${String(own['plural'])}.${group}.${DOMAIN}`,
      labels,
      annotations,
    }) as Definition['metadata'],
    spec: defined({
      group: `${group}.${DOMAIN}`,
      names: own,
      scope,
      versions: versions.map(([name, one], i) => inPlace(name, one, i === stored % versions.length, versions.length)),
      conversion: rest.conversion,
      preserveUnknownFields,
    }) as Definition['spec'],
  }));
