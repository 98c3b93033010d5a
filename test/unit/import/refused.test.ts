/** What cannot be imported is said where it stands in what was given, all at once. */
import { describe, expect, test } from 'vitest';
import { importTexts, problemsOf, refused, thing } from './definitions.ts';

describe('what is no CustomResourceDefinition', () => {
  test.for<readonly [what: string, text: string, problems: readonly string[]]>([
    ['nothing', ' \n', ['f1.yaml  the input is empty. Give a CustomResourceDefinition in YAML or JSON.']],
    [
      'comments only',
      '# nothing\n---\n',
      [
        'f1.yaml  there is no CustomResourceDefinition. Give files or folders with CRDs in YAML or JSON, or - for what "kubectl get crd -o yaml" prints.',
      ],
    ],
    [
      'bytes',
      'a\0b',
      ['f1.yaml:1:2  this is binary: U+0000 is no character of a text. Save it as UTF-8, and give text.'],
    ],
    [
      'a list',
      '- a\n',
      ['f1.yaml:1:1  a Kubernetes object must be a mapping, not a list. Begin with apiVersion and kind.'],
    ],
    [
      'other kinds',
      'kind: Service\n---\nkind: Deployment\n---\na: b\n',
      [
        'f1.yaml  warning: skipped what is no CustomResourceDefinition: Service, Deployment, an object without kind.',
        'f1.yaml  there is no CustomResourceDefinition. Give files or folders with CRDs in YAML or JSON, or - for what "kubectl get crd -o yaml" prints.',
      ],
    ],
    [
      'wrong YAML, in every document',
      `a: ]\n---\n${thing()}---\nc: d: e\n`,
      [
        'f1.yaml:1:4  unexpected flow-seq-end token in YAML stream: "]".',
        'f1.yaml:26:4  nested mappings are not allowed in compact mappings.',
      ],
    ],
    [
      'a template',
      `{{- if .Values.crds }}\n${thing()}{{- end }}\n`,
      [
        'f1.yaml:1:1  this is a template, not YAML. Render it first: helm template RELEASE CHART --include-crds | k8s-operator import -.',
      ],
    ],
    [
      'a template further down',
      thing({ metadata: 'labels:\n  {{- toYaml .Values.labels | nindent 4 }}' }),
      [
        'f1.yaml:6:5  this is a template, not YAML. Render it first: helm template RELEASE CHART --include-crds | k8s-operator import -.',
      ],
    ],
    [
      'another version of YAML',
      `%YAML 1.2\n---\n${thing()}`,
      ['f1.yaml:1:1  the API server reads YAML 1.1, not 1.2. Remove the %YAML directive.'],
    ],
    [
      'a key twice',
      thing({ names: 'kind: Other' }),
      ['f1.yaml:12:5  spec.names.kind: the key "kind" is given twice. Remove one of the two.'],
    ],
  ])('%s', ([, text, problems]) => expect(refused(text)).toEqual(problems));
});

describe('what the API server would refuse, where it is', () => {
  test.for<readonly [what: string, text: string, problems: readonly string[]]>([
    [
      'fields that are missing',
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {}\nspec: {group: a.b, names: {}, versions: []}\n',
      [
        'f1.yaml:3:1  metadata: the field "name" is missing. Add it: the plural name and the group, e.g. things.example.com.',
        'f1.yaml:4:1  spec: the field "scope" is missing. Add it: whether objects live in a namespace, e.g. Namespaced.',
        'f1.yaml:4:20  spec.names: the field "kind" is missing. Add it: the name in PascalCase and singular, e.g. Memcached.',
        'f1.yaml:4:20  spec.names: the field "plural" is missing. Add it: the name in URLs, e.g. memcacheds.',
        'f1.yaml:4:41  spec.versions: the list is empty. Give at least one item.',
      ],
    ],
    [
      'fields that are unknown',
      thing({ metadata: 'label: {a: b}', names: 'shortnames: [x]', version: 'subresource: {}' }),
      [
        'f1.yaml:5:3  metadata.label: unknown field. Did you mean "labels"?',
        'f1.yaml:13:5  spec.names.shortnames: unknown field. Did you mean "shortNames"?',
      ],
    ],
    [
      'a field of a version',
      thing({ version: 'subresource: {}' }),
      ['f1.yaml:17:7  spec.versions[0].subresource: unknown field. Did you mean "subresources"?'],
    ],
    [
      'a name',
      thing().replace('name: things.web.example.com', 'name: thing.web.example.com'),
      [
        'f1.yaml:4:9  metadata.name: "thing.web.example.com" is not the name of this CRD. Use "things.web.example.com": plural and group.',
      ],
    ],
    [
      'a group without a dot',
      thing().replaceAll('web.example.com', 'web'),
      ['f1.yaml:6:10  spec.group: "web" is no API group. A group has at least one dot: "web.example.com".'],
    ],
    [
      'names',
      thing().replace('listKind: ThingList', 'listKind: Thing'),
      ['f1.yaml:9:15  spec.names.listKind: kind and listKind may not be the same. Use "ThingList".'],
    ],
    [
      'labels',
      thing({ metadata: 'labels: {a: "b c"}' }),
      [
        'f1.yaml:5:15  metadata.labels.a: "a: b c" is no label. Use letters, digits, dashes, dots and underscores, at most 63.',
      ],
    ],
    [
      'another apiVersion',
      thing().replace('apiextensions.k8s.io/v1', 'apiextensions.k8s.io/v2'),
      [
        'f1.yaml:1:13  apiVersion: "apiextensions.k8s.io/v2" is not an apiVersion of CustomResourceDefinitions. Use "apiextensions.k8s.io/v1".',
      ],
    ],
    [
      'a reference, which means a type of Kubernetes in a spec',
      thing({ properties: 'a: {$ref: Condition}' }),
      [
        'f1.yaml:24:21  spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.a.$ref: $ref is not allowed in the schema of a CustomResourceDefinition. Write out what it refers to.',
      ],
    ],
    [
      'the root',
      thing({ root: 'type: array\nitems: {type: string}' }),
      [
        'f1.yaml:19:17  spec.versions[0].schema.openAPIV3Schema.type: a kind is an object, not "array". Use "type: object".',
      ],
    ],
    [
      'a schema in it',
      thing({ properties: 'a: {type: string, default: 5}\nb: {}' }),
      [
        'f1.yaml:24:44  spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.a.default: the default does not fit its own schema: 5 is not allowed: it must be of type string. Quote it: YAML 1.1 takes on, yes, 010 and the like for something else than strings.',
        'f1.yaml:25:17  spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.b: the schema has no type. Add "type: string".',
      ],
    ],
    [
      'a CEL rule, to the character, in a text of several lines',
      thing({
        properties: `
          a: {type: integer}
          b:
            type: object
            properties: {c: {type: integer}}
            x-kubernetes-validations:
              - message: below
                rule: |-
                  self.c > 0 &&
                    self.d > 0
        `,
      }),
      [
        'f1.yaml:32:32  spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.b.x-kubernetes-validations[0].rule: CEL: unknown field "d". Known: c.',
      ],
    ],
  ])('%s', ([, text, problems]) => expect(refused(text)).toEqual(problems));

  test('in the item of a list, and in JSON', () => {
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'x' },
      spec: 1,
    };
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [{ kind: 'Service' }, crd] }, undefined, '\t');
    expect(refused(list)).toEqual([
      'f1.yaml  warning: skipped what is no CustomResourceDefinition: Service.',
      'f1.yaml:14:12  items[1].spec: 1 is not allowed here. Give a mapping.',
    ]);
  });

  test('in several files at once, and what only the two together do', () => {
    const one = thing({ names: 'shortNames: [x]' });
    const other = one
      .replaceAll('things', 'others')
      .replaceAll('Thing', 'Other')
      .replaceAll('singular: thing', 'singular: other');
    expect(problemsOf([one, other])).toEqual([
      'f2.yaml:12:17  spec.names.shortNames: "x" is already taken in web.example.com by "x", spec.names.shortNames of f1.yaml. Give another shortNames.',
    ]);
  });

  test('a CRD twice is one, but for two that differ', () => {
    expect(importTexts([thing(), thing()]).imported?.apis).toHaveLength(1);
    expect(problemsOf([thing(), thing({ names: 'shortNames: [x]' })])).toEqual([
      'f2.yaml:4:9  metadata.name: "things.web.example.com" is there twice, and not the same: first in f1.yaml:4. Import one of the two.',
    ]);
  });

  test('a patch of kustomize beside the CRD is passed over, alone it is refused', () => {
    const patch =
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: things.web.example.com}\nspec: {conversion: {strategy: Webhook}}\n';
    expect(importTexts([patch, thing()]).text).toBeDefined();
    expect(problemsOf([patch, thing()])).toEqual([
      'f1.yaml:3:18  warning: metadata.name: this is a patch of "things.web.example.com", which is imported without it. To have it in, import the patched CRDs: kubectl kustomize DIR | k8s-operator import -.',
    ]);
    expect(refused(patch)[0]).toBe(
      'f1.yaml:4:1  spec: the field "group" is missing. Add it: the API group, e.g. cache.example.com.',
    );
  });
});
