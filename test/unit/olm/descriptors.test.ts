import { describe, expect, test } from 'vitest';
import {
  type Described,
  type Descriptor,
  specDescriptors,
  statusDescriptors,
} from '../../../generators/core/emit/olm/descriptors.ts';
import { displayNameOf } from '../../../generators/core/emit/olm/display-name.ts';
import { coreSchema } from '../../../generators/core/model/core-types.ts';
import type { JsonObject } from '../../../generators/core/model/model.ts';
import { version } from '../models.ts';

const UI = 'urn:alm:descriptor:com.tectonic.ui:';
const KUBERNETES = 'urn:alm:descriptor:io.kubernetes:';
const all = (described: readonly Described[]): readonly Descriptor[] => described.map(({ descriptor }) => descriptor);
const hints = (described: readonly Described[]) =>
  all(described).map((descriptor) => [descriptor.path].concat(descriptor['x-descriptors'] ?? []));
const list = (items: JsonObject): JsonObject => ({ type: 'array', items });
const object = (properties: JsonObject): JsonObject => ({ type: 'object', properties });
const text = { type: 'string' };

describe('the descriptors of spec', () => {
  test.each<[string, JsonObject, readonly (readonly string[])[]]>([
    ['a boolean is a switch', { on: { type: 'boolean' } }, [['on', `${UI}booleanSwitch`]]],
    ['a number', { port: { type: 'integer' } }, [['port', `${UI}number`]]],
    ['what scale sets is a count of pods', { size: { type: 'integer' } }, [['size', `${UI}podCount`]]],
    ['text', { host: text }, [['host', `${UI}text`]]],
    ['a password', { token: { type: 'string', format: 'password' } }, [['token', `${UI}password`]]],
    ['an enumeration', { mode: { type: 'string', enum: ['a', 'b'] } }, [['mode', `${UI}select:a`, `${UI}select:b`]]],
    ['an enumeration with nothing to choose', { mode: { type: 'string', enum: [''] } }, [['mode', `${UI}text`]]],
    ['an integer or a string', { port: { 'x-kubernetes-int-or-string': true } }, [['port', `${UI}text`]]],
    ['replicas', { web: object({ replicas: { type: 'integer' } }) }, [['web'], ['web.replicas', `${UI}podCount`]]],
    ['a reference', { tlsSecretName: text }, [['tlsSecretName', `${KUBERNETES}Secret`]]],
    ['a service account', { serviceAccountName: text }, [['serviceAccountName', `${KUBERNETES}ServiceAccount`]]],
    [
      'a reference that is an object',
      { auth: object({ secretKeyRef: object({ name: text, key: text }) }) },
      [
        ['auth'],
        ['auth.secretKeyRef'],
        ['auth.secretKeyRef.name', `${KUBERNETES}Secret`],
        ['auth.secretKeyRef.key', `${UI}text`],
      ],
    ],
    [
      'a reference into another namespace is text: a form offers what is in its own',
      { secretRef: object({ name: text, namespace: text }) },
      [['secretRef'], ['secretRef.name', `${UI}text`], ['secretRef.namespace', `${UI}text`]],
    ],
    [
      'the names of Secrets',
      { imagePullSecrets: list(object({ name: text })) },
      [['imagePullSecrets'], ['imagePullSecrets[0].name', `${KUBERNETES}Secret`]],
    ],
    [
      'what only sounds like one',
      { secretive: object({ name: text }) },
      [['secretive'], ['secretive.name', `${UI}text`]],
    ],
    [
      'endpoints',
      { endpoints: list(object({ port: text, interval: text })) },
      [
        ['endpoints', `${UI}endpointList`],
        ['endpoints[0].port', `${UI}text`],
        ['endpoints[0].interval', `${UI}text`],
      ],
    ],
    ['a list of values', { args: list(text) }, [['args'], ['args[0]', `${UI}text`]]],
    ['selectors', { pods: coreSchema('LabelSelector') }, [['pods', `${UI}selector:core:v1:Pod`]]],
    [
      'the selector of namespaces',
      { namespaceSelector: coreSchema('LabelSelector') },
      [['namespaceSelector', `${UI}selector:core:v1:Namespace`]],
    ],
    ['how pods are replaced', { strategy: coreSchema('DeploymentStrategy') }, [['strategy', `${UI}updateStrategy`]]],
    [
      'affinities, each as its own',
      { affinity: coreSchema('Affinity') },
      [
        ['affinity'],
        ['affinity.nodeAffinity', `${UI}nodeAffinity`, `${UI}advanced`],
        ['affinity.podAffinity', `${UI}podAffinity`, `${UI}advanced`],
        ['affinity.podAntiAffinity', `${UI}podAntiAffinity`, `${UI}advanced`],
      ],
    ],
    [
      'what is there for older objects, last',
      { old: { type: 'string', description: 'The host.\n\nDeprecated: use host.' } },
      [['old', `${UI}text`, `${UI}advanced`]],
    ],
    [
      'names with dots as consoles read them, but for those of spec itself',
      { 'a.b': object({ c: text }), d: object({ 'e.f': text }) },
      [['a.b'], ['["a.b"].c', `${UI}text`], ['d'], ['d["e.f"]', `${UI}text`]],
    ],
    [
      'a type of another release of Kubernetes, which has a field that this one has not',
      {
        pod: {
          ...coreSchema('PodSpec'),
          properties: { ...(coreSchema('PodSpec').properties as JsonObject), later: text },
        },
      },
      [['pod', `${UI}advanced`]],
    ],
    [
      'all of a type that has more than one of Kubernetes',
      { main: object({ image: text, volumeMounts: object({}), flavour: text }) },
      [['main'], ['main.image', `${UI}text`], ['main.volumeMounts'], ['main.flavour', `${UI}text`]],
    ],
    [
      'resources as a whole',
      { resources: object({ limits: object({}), requests: object({}) }) },
      [['resources', `${UI}resourceRequirements`]],
    ],
    ['fields of fields', { tls: object({ host: text }) }, [['tls'], ['tls.host', `${UI}text`]]],
    [
      'fields of items',
      { rules: { type: 'array', items: object({ host: text }) } },
      [['rules'], ['rules[0].host', `${UI}text`]],
    ],
    [
      'items of items',
      { grid: { type: 'array', items: { type: 'array', items: object({ x: text }) } } },
      [['grid'], ['grid[0][0].x', `${UI}text`]],
    ],
    [
      'the spec of a pod as a whole',
      { template: object({ spec: object({ containers: {}, restartPolicy: text }) }) },
      [['template'], ['template.spec', `${UI}advanced`]],
    ],
    [
      'a field that only looks like an object’s',
      { spec: object({ metadata: text }) },
      [['spec'], ['spec.metadata', `${UI}text`]],
    ],
  ])('%s', (_title, spec, expected) => {
    expect(hints(specDescriptors(version({ spec })))).toEqual(expected);
  });

  test('take the description on one line, and leave it out where there is none', () => {
    const spec = { a: { type: 'string', description: 'One\n  two. ' }, b: text };
    expect(all(specDescriptors(version({ spec }))).map(({ description }) => description)).toEqual([
      'One two.',
      undefined,
    ]);
  });
});

test('what is required is not put last', () => {
  const schema = object({ spec: { ...object({ pod: coreSchema('PodSpec') }), required: ['pod'] } });
  expect(hints(specDescriptors(version({ schema })))).toEqual([['pod']]);
});

test('the descriptors of status', () => {
  const status = {
    readyReplicas: { type: 'integer' },
    phase: text,
    reason: text,
    url: text,
    urls: list(text),
    message: text,
    serviceName: text,
    adminPassword: { type: 'string', format: 'password' },
    members: { type: 'object', additionalProperties: list(text) },
    conditions: list(object({ type: text, status: text, lastTransitionTime: text, lastUpdateTime: text })),
    steps: list(object({ type: text, status: text, lastTransitionTime: text, host: text })),
    part: object({ reason: text, address: object({ url: object({}) }) }),
  };
  expect(hints(statusDescriptors(version({ status })))).toEqual([
    ['readyReplicas', `${UI}podCount`],
    ['phase', 'urn:alm:descriptor:io.kubernetes.phase'],
    ['reason', 'urn:alm:descriptor:io.kubernetes.phase:reason'],
    ['url', 'urn:alm:descriptor:org.w3:link'],
    ['urls'],
    ['urls[0]', 'urn:alm:descriptor:text'],
    ['message', 'urn:alm:descriptor:text'],
    ['serviceName', `${KUBERNETES}Service`],
    ['adminPassword', `${UI}password`],
    ['members', `${UI}podStatuses`],
    ['conditions', 'urn:alm:descriptor:io.kubernetes.conditions'],
    ['steps'],
    ...['type', 'status', 'lastTransitionTime', 'host'].map((name) => [`steps[0].${name}`, 'urn:alm:descriptor:text']),
    ['part'],
    ['part.reason', 'urn:alm:descriptor:text'],
    ['part.address'],
    ['part.address.url'],
  ]);
});

test('a kind without a status has no descriptors of it', () => {
  expect(statusDescriptors(version({ schema: { type: 'object' } }))).toEqual([]);
});

test.each([
  ['size', 'Size'],
  ['containerPort', 'Container Port'],
  ['tlsCAFile', 'Tls CA File'],
  ['x-kubernetes_foo', 'X Kubernetes Foo'],
  ['MemcachedCluster', 'Memcached Cluster'],
  ['HTTPRoute', 'HTTP Route'],
  ['artifacts.oci.format', 'Artifacts Oci Format'],
  ['$', '$'],
])('%s is shown as %s', (name, expected) => {
  expect(displayNameOf(name)).toBe(expected);
});
