/** The JSON Schema of one API of the operator: a kind, its versions, its children and status. */
import { controllerFields } from './children.ts';
import { conversionField } from './conversion.ts';
import { anything, choice, type Field, list, map, name, object, text, texts } from './field.ts';
import { versionField } from './version.ts';
import { SCOPES } from './words.ts';

const sample = object(
  'An example object, in config/samples and the API reference. By default derived from the schema.',
  {
    metadata: {
      type: 'object',
      description: 'Its metadata. By default the name is the kind in lower case and -sample.',
    },
    spec: {
      type: 'object',
      description: 'Its spec. By default the required fields and those with an example or a default.',
    },
  },
);

/** The definition of an entry of `spec.apis`. */
export const apiDefinition: Field = {
  title: 'API',
  ...object(
    'One kind that the operator defines and controls.',
    {
      'group!': name(
        'The API group: one label to which the domain is added (cache), or the whole group (cache.example.com).',
        { examples: ['cache', 'cache.example.com'] },
      ),
      'kind!': name('The kind, in PascalCase and singular: Memcached.', { examples: ['Memcached'] }),
      plural: text('The name in URLs. By default the English plural of the kind in lower case.', {
        examples: ['memcacheds'],
      }),
      singular: text('The name of one, for kubectl. By default the kind in lower case.', { examples: ['memcached'] }),
      listKind: text('The kind of a list. By default the kind and List.', { examples: ['MemcachedList'] }),
      shortNames: texts('Short names for kubectl. By default none.', { examples: [['mc']] }),
      categories: texts('Groups of kinds that kubectl gets together. By default none.', { examples: [['all']] }),
      scope: choice('Whether objects live in a namespace.', SCOPES, { default: 'Namespaced' }),
      labels: map('Labels of the CustomResourceDefinition.', text('The value of the label.'), {
        examples: [{ 'app.kubernetes.io/part-of': 'acme' }],
      }),
      annotations: map('Annotations of the CustomResourceDefinition.', text('The value of the annotation.'), {
        examples: [{ 'api-approved.kubernetes.io': 'https://example.com/pull/1' }],
      }),
      'versions!': list('The versions of the kind.', versionField, { minItems: 1 }),
      conversion: conversionField,
      preserveUnknownFields: anything('Only false is allowed, which is also the default; for CRDs that write it out.', {
        const: false,
      }),
      sample,
      ...controllerFields,
    },
    {
      defaultSnippets: [
        {
          label: 'API',
          description: 'A kind with spec, status and conditions.',
          body: {
            group: '${1:cache}',
            kind: '${2:Memcached}',
            versions: [
              {
                name: '${3:v1alpha1}',
                schema: {
                  description: '$4',
                  spec: { type: 'object', properties: { '${5:size}': { description: '$6', type: '${7:integer}' } } },
                  status: { type: 'object', properties: { conditions: { $ref: 'Conditions' } } },
                },
              },
            ],
          },
        },
      ],
    },
  ),
};
