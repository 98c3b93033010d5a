import { describe, expect, test } from 'vitest';
import { problemsOf } from './problems.ts';
import { inFile, inApi, SCHEMA, type Row } from './rows.ts';
import { changed, VALID } from './spec-text.ts';

describe('shape', () => {
  test.for<Row>([
    [
      'unknown field',
      changed(['maximum: 5', 'maximun: 5']),
      `17:51  ${SCHEMA}.spec.properties.size.maximun: unknown field. Did you mean "maximum"?`,
    ],
    [
      'unknown and required field',
      changed(['  domain:', '  domian:']),
      '6:3  spec.domian: unknown field. Did you mean "domain"?',
    ],
    [
      'missing field',
      changed(['  domain: example.com\n', '']),
      '5:1  spec: the field "domain" is missing. Add it: the domain of the API groups: example.com.',
    ],
    [
      'missing field of a list item',
      changed(['          kind: Deployment\n', '']),
      '25:9  spec.apis[0].children.deployment: the field "kind" is missing. Add it: its kind, e.g. Deployment.',
    ],
    [
      'wrong type',
      changed(['minimum: 1', 'minimum: "1"']),
      `17:48  ${SCHEMA}.spec.properties.size.minimum: "1" is not allowed here. Give a number.`,
    ],
    [
      'a field that is left empty',
      changed(
        ['minimum: 1, ', 'minimum: , description: , enum: , x-kubernetes-list-type: , '],
        ['kind: Memcached', 'kind: '],
      ),
      '10:13  spec.apis[0].kind: an empty value is not allowed here. Give a string.',
      `17:48  ${SCHEMA}.spec.properties.size.minimum: an empty value is not allowed here. Give a number, or remove "minimum".`,
      `17:63  ${SCHEMA}.spec.properties.size.description: an empty value is not allowed here. Give a string, or remove "description".`,
      `17:71  ${SCHEMA}.spec.properties.size.enum: an empty value is not allowed here. Give a list, or remove "enum".`,
      `17:97  ${SCHEMA}.spec.properties.size.x-kubernetes-list-type: an empty value is not allowed. Use "atomic", "set" or "map", or remove "x-kubernetes-list-type".`,
    ],
    [
      'text that YAML takes for a number',
      changed(['group: cache', 'group: 1.0']),
      '9:14  spec.apis[0].group: 1 is not allowed here. Give a string (quoted, if YAML takes it for something else).',
    ],
    [
      'enum',
      inApi('scope: Namespace'),
      '24:14  spec.apis[0].scope: "Namespace" is not allowed. Use "Namespaced" or "Cluster".',
    ],
    [
      'empty list',
      `${VALID.slice(0, VALID.indexOf('  apis'))}  apis: []\n`,
      '8:9  spec.apis: the list is empty. Give at least one item.',
    ],
    [
      'pattern',
      changed(['  image:', '  delivery: {helm: {}, flux: {chartUrl: "https://x"}}\n  image:']),
      '7:41  spec.delivery.flux.chartUrl: "https://x" is no address in a registry: it must start with oci://.',
    ],
    [
      'bound',
      changed(['  image:', '  manager: {metricsPort: 80}\n  image:']),
      '7:26  spec.manager.metricsPort: 80 is too small. Use at least 1024.',
    ],
    [
      'several at once, by position',
      changed(['maximum: 5', 'maximun: 5'], ['domain: example.com', 'domian: example.com']),
      '6:3  spec.domian: unknown field. Did you mean "domain"?',
      `17:51  ${SCHEMA}.spec.properties.size.maximun: unknown field. Did you mean "maximum"?`,
    ],
    [
      'with what the rules say of the rest',
      changed(
        ['maximum: 5', 'maximun: 5'],
        ['minimum: 1', 'minimum: "1"'],
        ['children:', 'childern:'],
        ['kind: Memcached', 'kind: memcached'],
      ),
      'warning: 10:13  spec.apis[0].kind: "memcached" does not look like a kind: those are in PascalCase. Use Memcached.',
      `17:48  ${SCHEMA}.spec.properties.size.minimum: "1" is not allowed here. Give a number.`,
      `17:53  ${SCHEMA}.spec.properties.size.maximun: unknown field. Did you mean "maximum"?`,
      '24:7  spec.apis[0].childern: unknown field. Did you mean "children"?',
    ],
  ])('%s', ([, text, ...problems]) => expect(problemsOf(text)).toEqual(inFile(problems)));
});

describe('names of the operator', () => {
  const name = (text: string): string => changed(['name: memcached-operator', `name: ${text}`]);
  test.for<Row>([
    [
      'capitals',
      name('Memcached_Operator'),
      '4:9  metadata.name: "Memcached_Operator" is no name of an operator. Use lower-case letters, digits and dashes, beginning with a letter: memcached-operator.',
    ],
    [
      'a path',
      name('../x'),
      '4:9  metadata.name: "../x" is no name of an operator. Use lower-case letters, digits and dashes, beginning with a letter: memcached-operator.',
    ],
    [
      'too long',
      name('a'.repeat(41)),
      `4:9  metadata.name: "${'a'.repeat(41)}" has 41 characters, at most 40 are allowed. Names of Services and labels made from it end at 63.`,
    ],
    [
      'a device of Windows',
      name('con'),
      '4:9  metadata.name: "con" cannot be the name of a folder. Windows keeps it for a device. Use another one.',
    ],
    [
      'domain',
      changed(['domain: example.com', 'domain: ../etc']),
      '6:11  spec.domain: "../etc" is no domain. Use lower-case labels with dots between them: example.com.',
    ],
    [
      'image',
      changed(['acme/mem', 'Acme/mem']),
      '7:10  spec.image: "ghcr.io/Acme/memcached-operator" is no image. Use registry/repository or registry/repository:tag, in lower case: ghcr.io/acme/memcached-operator.',
    ],
    [
      'version',
      changed(['  image:', '  version: v1\n  image:']),
      '7:12  spec.version: "v1" is no version. Use SemVer without v: 0.1.0.',
    ],
    [
      'ports',
      changed(['  image:', '  manager: {metricsPort: 8081}\n  image:']),
      '7:26  spec.manager.metricsPort: metrics and health cannot share port 8081. Give one of them another port.',
    ],
    [
      'quantity',
      changed(['  image:', '  manager: {resources: {limits: {memory: much}}}\n  image:']),
      '7:42  spec.manager.resources.limits.memory: "much" is no quantity. Use e.g. 100m, 0.5, 128Mi.',
    ],
    [
      'replicas without election',
      changed(['  image:', '  manager: {replicas: 2, leaderElection: false}\n  image:']),
      'warning: 7:42  spec.manager.leaderElection: 2 replicas without leader election all work on the same objects. Switch it or sharding on, or use one replica.',
    ],
    [
      'sharding without election',
      changed(['  image:', '  manager: {replicas: 2, sharding: true, leaderElection: false}\n  image:']),
    ],
    [
      'sharding and election',
      changed(['  image:', '  manager: {sharding: true, leaderElection: true}\n  image:']),
      '7:23  spec.manager.sharding: sharding lets all replicas work, leaderElection one of them. Remove one of the two.',
    ],
  ])('%s', ([, text, ...problems]) => expect(problemsOf(text)).toEqual(inFile(problems)));
});
