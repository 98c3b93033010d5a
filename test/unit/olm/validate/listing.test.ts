/** What OperatorHub, and good practice, ask of a ClusterServiceVersion. */
import { describe, expect, test } from 'vitest';
import { ANNOTATIONS, CSV, toldAfter, type Change } from './bundle.ts';

describe('OperatorHub', () => {
  test.each<Change>([
    [
      'no provider',
      CSV,
      '{name: Acme}',
      '{url: https://example.com}',
      [
        'bundle/manifests/csv.yaml:14:3  spec.provider.name: nothing says who makes the operator. Add provider with a name.',
      ],
    ],
    [
      'no version',
      CSV,
      '  version: 0.1.0\n',
      '',
      ['bundle/manifests/csv.yaml:9:1  spec.version: there is no version. Add version: 0.1.0.'],
    ],
    [
      'an odd address of mail',
      CSV,
      'email: a@example.com',
      'email: nobody',
      [
        'bundle/manifests/csv.yaml:15:34  spec.maintainers[0].email: "nobody" is no e-mail address. Use name@example.com.',
      ],
    ],
    [
      'a maintainer without one',
      CSV,
      '{name: A, email: a@example.com}',
      '{name: A}',
      ['bundle/manifests/csv.yaml:15:17  spec.maintainers[0]: a maintainer has no email. Give both, name and email.'],
    ],
    [
      'an address that is none',
      CSV,
      'url: https://example.com}',
      'url: example.com}',
      ['bundle/manifests/csv.yaml:16:29  spec.links[0].url: "example.com" is no address. Use https://….'],
    ],
    [
      'a link without a name',
      CSV,
      '{name: Docs, url: https://example.com}',
      '{url: https://example.com}',
      ['bundle/manifests/csv.yaml:16:11  spec.links[0]: a link has no name. Give both, name and url.'],
    ],
    [
      'no icon',
      CSV,
      '  icon: [{base64data: AAAA, mediatype: image/png}]\n',
      '',
      ['bundle/manifests/csv.yaml:9:1  warning: spec.icon: there is no icon. Add one: base64data and mediatype.'],
    ],
    [
      'an empty list of icons',
      CSV,
      '[{base64data: AAAA, mediatype: image/png}]',
      '[]',
      ['bundle/manifests/csv.yaml:17:3  spec.icon: there must be one icon, not 0. Add one, or remove the empty list.'],
    ],
    [
      "a type that is no icon's",
      CSV,
      'image/png',
      'image/webp',
      [
        'bundle/manifests/csv.yaml:17:40  spec.icon[0].mediatype: "image/webp" is no type of an icon that OperatorHub shows. Use image/gif, image/jpeg, image/png, image/svg+xml.',
      ],
    ],
    [
      'an empty icon',
      CSV,
      'base64data: AAAA',
      'base64data: ""',
      [
        'bundle/manifests/csv.yaml:17:10  spec.icon[0]: the icon has no base64data. Give both, base64data and mediatype.',
      ],
    ],
    [
      'two icons',
      CSV,
      '[{base64data: AAAA, mediatype: image/png}]',
      '[{base64data: AAAA, mediatype: image/png}, {base64data: AAAA, mediatype: image/png}]',
      ['bundle/manifests/csv.yaml:17:3  spec.icon: there must be one icon, not 2. Keep one of them.'],
    ],
    [
      'an unknown category',
      CSV,
      'Database, Storage',
      'Databases',
      [
        'bundle/manifests/csv.yaml:8:17  metadata.annotations.categories: OperatorHub has no category "Databases". Did you mean "Database"?',
      ],
    ],
    [
      'an unknown capability',
      CSV,
      'Basic Install',
      'Basic',
      [
        'bundle/manifests/csv.yaml:7:19  metadata.annotations.capabilities: "Basic" is no level of capability. There are: Basic Install, Seamless Upgrades, Full Lifecycle, Deep Insights, Auto Pilot.',
      ],
    ],
  ])('tell of %s', (_title, file, from, to, problems) => {
    expect(toldAfter(file, from, to)).toEqual(problems);
  });
});

describe('good practices', () => {
  test.each<Change>([
    [
      'no requests',
      CSV,
      '                    resources: {requests: {cpu: 10m, memory: 64Mi}}\n',
      '',
      [
        'bundle/manifests/csv.yaml:42:21  warning: spec.install.spec.deployments[0].spec.template.spec.containers[0]: the container "manager" asks for no CPU and no memory. Add resources.requests with cpu and memory.',
      ],
    ],
    [
      'no description of a kind',
      CSV,
      '        description: A cache.\n',
      '',
      [
        'bundle/manifests/csv.yaml:23:9  warning: spec.customresourcedefinitions.owned[0]: "caches.cache.example.com" has no description. Say in a sentence what it is for.',
      ],
    ],
    [
      'a channel that promises nothing',
      ANNOTATIONS,
      'channels.v1: stable',
      'channels.v1: alpha,stable',
      [
        'bundle/metadata/annotations.yaml:6:54  warning: annotations["operators.operatorframework.io.bundle.channels.v1"]: the channel "alpha" does not tell how far to trust it. Use names that begin with candidate, fast or stable.',
      ],
    ],
    [
      'permission to create CRDs',
      CSV,
      '{apiGroups: [apps], resources: [deployments], verbs: [get]}',
      '{apiGroups: [apiextensions.k8s.io], resources: [customresourcedefinitions], verbs: [create]}',
      [
        'bundle/manifests/csv.yaml:34:15  warning: spec.install.spec.permissions[0].rules[0]: the operator may create CRDs, which is what OLM does. Leave them to OLM, and name those of others as dependencies.',
      ],
    ],
    [
      'permission on what is gone',
      CSV,
      '{apiGroups: [apps], resources: [deployments], verbs: [get]}',
      '{apiGroups: [policy], resources: [podsecuritypolicies], verbs: [use]}',
      [
        'bundle/manifests/csv.yaml:34:15  warning: spec.install.spec.permissions[0].rules[0]: Kubernetes 1.25 and later have no PodSecurityPolicies. Remove the permission.',
      ],
    ],
  ])('tell of %s', (_title, file, from, to, problems) => {
    expect(toldAfter(file, from, to)).toEqual(problems);
  });
});
