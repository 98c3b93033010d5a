/** The spec reads as if a person had written it, and takes APIs in without a change to what is there. */
import { describe, expect, test } from 'vitest';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { formatProblem } from '../../../generators/core/spec/problem.ts';
import { definitionsOf, EXISTING, importInto, importTexts, read, specOf, thing } from './definitions.ts';

const CONTROLLER_GEN = thing({
  metadata: 'annotations: {controller-gen.kubebuilder.io/version: v0.20.0}',
  names: 'shortNames: [th]',
  version: 'subresources: {status: {}}',
  root: `
    description: Thing is the Schema for the things API
    type: object
    required: [spec]
    properties:
      apiVersion:
        description: |-
          APIVersion defines the versioned schema of this representation of an object.
          Servers should convert recognized schemas to the latest internal value, and
          may reject unrecognized values.
          More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources
        type: string
      kind:
        description: |-
          Kind is a string value representing the REST resource this object represents.
          Servers may infer this from the endpoint the client submits requests to.
          Cannot be updated.
          In CamelCase.
          More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds
        type: string
      metadata: {type: object}
      spec:
        properties:
          size: {type: integer, format: int32}
          mode: {default: "on", enum: ["on", "off"], type: string}
          note: {type: string, description: "${'A long line. '.repeat(12).trim()}"}
        required: [size]
        type: object
      status:
        type: object
        properties:
          ready: {type: boolean}
  `,
});

test('short forms, short groups and short lines', () => {
  expect(specOf(CONTROLLER_GEN)).toBe(`# yaml-language-server: $schema=operator.schema.json
apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata:
  name: thing-operator
spec:
  domain: example.com
  # Where "npm run image" puts the container image.
  image: registry.example.com/thing-operator
  apis:
    - group: web
      kind: Thing
      shortNames: [th]
      annotations:
        controller-gen.kubebuilder.io/version: v0.20.0
      versions:
        - name: v1
          schema:
            description: Thing is the Schema for the things API
            spec:
              type: object
              required: [size]
              properties:
                size: {type: integer, format: int32}
                mode:
                  type: string
                  default: "on"
                  enum: ["on", "off"]
                note:
                  description: >-
                    A long line. A long line. A long line. A long line. A long line. A long line. A long line. A long
                    line. A long line. A long line. A long line. A long line.
                  type: string
            status:
              type: object
              properties:
                ready: {type: boolean}

  # How users install the operator. Remove what you do not need.
  delivery:
    helm: {}
    flux: {}
    olm: {}
`);
  expect(definitionsOf(specOf(CONTROLLER_GEN))).toEqual(read(CONTROLLER_GEN));
});

describe('names that nobody gave', () => {
  const named = (group: string, kind: string): string =>
    thing()
      .replaceAll('web.example.com', group)
      .replaceAll('Thing', kind)
      .replaceAll('things', `${kind.toLowerCase()}s`)
      .replaceAll('singular: thing', `singular: ${kind.toLowerCase()}`);
  test.for<
    readonly [crds: readonly (readonly [string, string])[], name: string, domain: string, groups: readonly string[]]
  >([
    [[['cache.example.com', 'Cache']], 'cache-operator', 'example.com', ['cache']],
    [[['keda.sh', 'ScaledJob']], 'scaled-job-operator', 'keda.sh', ['keda.sh']],
    [
      [
        ['keda.sh', 'ScaledJob'],
        ['keda.sh', 'ScaledObject'],
      ],
      'keda-operator',
      'keda.sh',
      ['keda.sh', 'keda.sh'],
    ],
    [
      [
        ['acme.cert-manager.io', 'Order'],
        ['cert-manager.io', 'Issuer'],
        ['cert-manager.io', 'Certificate'],
      ],
      'cert-manager-operator',
      'cert-manager.io',
      ['acme', 'cert-manager.io', 'cert-manager.io'],
    ],
    [
      [
        ['a.example.com', 'Aa'],
        ['b.example.org', 'Bb'],
        ['c.example.org', 'Cc'],
      ],
      'example-operator',
      'example.org',
      ['a.example.com', 'b', 'c'],
    ],
    [[['a.b.example.com', 'Deep']], 'deep-operator', 'b.example.com', ['a']],
    [
      [['web.example.com', 'VeryLongKindNameThatGoesOnAndOnAndOnForever']],
      'very-long-kind-name-that-goes-o-operator',
      'example.com',
      ['web'],
    ],
    [[['web.example.com', 'SiteOperator']], 'site-operator', 'example.com', ['web']],
  ])('%j', ([crds, name, domain, groups]) => {
    const { spec } = loadSpec(specOf(...crds.map(([group, kind]) => named(group, kind))), 'operator.yaml');
    expect(spec?.metadata.name).toBe(name);
    expect(spec?.spec.domain).toBe(domain);
    expect(spec?.spec.apis.map(({ group }) => group)).toEqual(groups);
  });

  test('and those that somebody gave', () => {
    const { text } = importTexts([thing()], { name: 'mine', domain: 'acme.org' });
    expect(text).toContain('  name: mine\n');
    expect(text).toContain('  domain: acme.org\n');
    expect(text).toContain('    - group: web.example.com\n');
  });

  test.for([
    [
      { name: 'No Name' },
      '--name  "No Name" is no name of an operator. Use lower-case letters, digits and dashes, beginning with a letter: memcached-operator.',
    ],
    [
      { domain: 'nodomain' },
      '--domain  "nodomain" is no domain. Use lower-case labels with dots between them: example.com.',
    ],
  ] as const)('wrong ones: %j', ([given, problem]) =>
    expect(importTexts([thing()], given).loaded.problems.map(formatProblem)[0]).toBe(problem),
  );
});

describe('into a spec that is there', () => {
  const commented = EXISTING.replace('  apis:', '  # ours\n  apis:   # all of them').replace(
    '  # How users',
    '      # still of Cart\n\n  # How users',
  );

  test('everything stays to the character', () => {
    const { text, imported } = importInto(commented, CONTROLLER_GEN);
    const end = commented.indexOf('\n\n  # How users');
    expect(text!.startsWith(commented.slice(0, end))).toBe(true);
    expect(text!.endsWith(commented.slice(end + 1))).toBe(true);
    expect(text).toContain('\n    - group: web\n      kind: Thing\n');
    expect(imported?.apis).toEqual([{ crd: 'things.web.example.com', action: 'added' }]);
    expect(definitionsOf(text!).at(-1)).toEqual(read(CONTROLLER_GEN)[0]);
  });

  test.for<readonly [how: string, text: string]>([
    [
      'in flow style',
      'apiVersion: k8s-operator/v1alpha1\nkind: Operator\nmetadata: {name: x}\nspec:\n  domain: example.com\n  apis: [{group: a, kind: Aa, versions: [{name: v1, schema: {spec: {type: object}}}]} # mine\n  ]\n',
    ],
    [
      'as JSON',
      '{"apiVersion": "k8s-operator/v1alpha1", "kind": "Operator", "metadata": {"name": "x"}, "spec": {"domain": "example.com",\n\t"apis": [{"group": "a", "kind": "Aa", "versions": [{"name": "v1", "schema": {"spec": {"type": "object"}}}]}]}}',
    ],
    ['with CRLF', EXISTING.replaceAll('\n', '\r\n')],
    [
      'with a list that is not indented',
      EXISTING.replace(
        /( {2}apis:\n)([^]*?)( {2}# How users)/,
        (_, head: string, list: string, tail: string) => head + list.replace(/^ {2}/gm, '') + tail,
      ),
    ],
  ])('%s', ([, text]) => {
    const added = importInto(text, CONTROLLER_GEN).text!;
    for (const line of text.split(/[{},]|\r?\n/)) expect(added).toContain(line);
    expect(definitionsOf(added).at(-1)).toEqual(read(CONTROLLER_GEN)[0]);
    expect(added.replaceAll('\r\n', '').includes('\n')).toBe(!text.includes('\r\n'));
  });

  test('what is there just so stays as it is, however it is written', () => {
    const once = importInto(EXISTING, CONTROLLER_GEN).text!;
    const { text, imported } = importInto(
      once,
      CONTROLLER_GEN,
      thing().replaceAll(/thing/gi, (word) => (word === 'Thing' ? 'Site' : 'site')),
    );
    expect(imported?.apis.map(({ action }) => action)).toEqual(['same', 'added']);
    expect(text!.startsWith(once.slice(0, once.indexOf('\n  # How users')))).toBe(true);
  });

  test('what is there and differs is refused where it was imported from', () => {
    const once = importInto(EXISTING, CONTROLLER_GEN).text!;
    const { text, loaded } = importInto(
      once,
      CONTROLLER_GEN.replace('size: {type: integer, format: int32}', 'size: {type: integer, format: int64}'),
    );
    expect(text).toBe(undefined);
    expect(loaded.problems.map(formatProblem)).toEqual([
      'f1.yaml:44:47  spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.size.format: "Thing" of web.example.com is in operator.yaml already (spec.apis[1]), and differs here. Change it there, or remove it there and import again.',
    ]);
  });
});
