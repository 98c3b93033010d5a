/** The JSON Schema of operator.yaml. `operator.schema.json` at the root is this, for editors, as is that of a generated project. */
import { API_VERSION, KIND } from '../spec.ts';
import { apiDefinition } from './api.ts';
import { deliveryField } from './delivery.ts';
import { anything, choice, type Field, list, name, object, text } from './field.ts';
import { schemaDefinition } from './json-schema.ts';
import { managerField } from './manager.ts';
import { SCOPES } from './words.ts';

const foreignKind = object('A kind that somebody else defines.', {
  'apiVersion!': name('Its group and version.', { examples: ['monitoring.coreos.com/v1'] }),
  'kind!': name('Its name in PascalCase.', { examples: ['Prometheus'] }),
  plural: text('Its name in URLs and permissions. By default the English plural of the kind in lower case.', {
    examples: ['prometheuses'],
  }),
  scope: choice('Whether its objects live in a namespace.', SCOPES, { default: 'Namespaced' }),
});

const spec = object('What the operator is: its domain, its kinds, how it runs, how it is delivered.', {
  displayName: name('The name for people. By default derived from metadata.name: Memcached Operator.', {
    examples: ['Memcached Operator'],
  }),
  description: text(
    'One or two sentences on what it does; in README, chart and bundle. By default it lists the kinds.',
    {
      examples: ['Runs Memcached servers.'],
    },
  ),
  'domain!': name('The domain of the API groups: example.com.', { examples: ['example.com'] }),
  version: text(
    'The version of the operator, SemVer without v; that of the chart, the bundle and, by default, the image.',
    {
      default: '0.1.0',
    },
  ),
  image: text(
    'The container image, without digest; the version is its tag unless it has one. By default registry.<domain>/<name>.',
    { examples: ['ghcr.io/acme/memcached-operator'] },
  ),
  namespace: text('Where it is installed. By default its name and -system.', {
    examples: ['memcached-operator-system'],
  }),
  license: name(
    'The license of the operator, a license expression of SPDX; in chart, image and package.json. Terms of your own are LicenseRef- and a name: LicenseRef-Proprietary.',
    { maxLength: 1000, examples: ['Apache-2.0', 'MIT OR Apache-2.0'] },
  ),
  'apis!': list('The kinds that the operator defines.', { $ref: '#/$defs/api' }, { minItems: 1 }),
  kinds: list('Kinds of others that children and watches name: what cannot be guessed of them.', foreignKind),
  manager: managerField,
  delivery: deliveryField,
});

/** JSON Schema, draft 2020-12, with what editors know beyond it. */
export const operatorSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://raw.githubusercontent.com/generator-k8s-operator/generator-k8s-operator/main/operator.schema.json',
  title: 'Operator',
  ...object('A Kubernetes operator: the APIs that it defines, what it makes of them, how it is delivered.', {
    'apiVersion!': anything(`The version of this format: always ${API_VERSION}.`, { const: API_VERSION }),
    'kind!': anything('Always Operator.', { const: KIND }),
    'metadata!': object('What the operator is called.', {
      'name!': name(
        'The name of the operator, a DNS label of at most 40 characters: memcached-operator. Every name in the cluster begins with it.',
        { examples: ['memcached-operator'] },
      ),
    }),
    'spec!': spec,
  }),
  $defs: { api: apiDefinition, schema: schemaDefinition } as Readonly<Record<string, Field>>,
};
