/** `delivery.olm.minKubeVersion` that is older than what the operator needs. */
import { expect, test } from 'vitest';
import { problemsOf } from './problems.ts';
import { changed } from './spec-text.ts';

/** The version, on line 7, and what needs one: selectable fields, rules, formats, fields and kinds of children. */
const spec = (version: string | undefined, ...changes: readonly (readonly [string, string])[]): string =>
  changed(
    ['  apis:', `  delivery: {olm: {${version === undefined ? '' : `minKubeVersion: ${version}`}}}\n  apis:`],
    ...changes,
  );

const SELECTABLE = [
  '          schema:\n',
  '          selectableFields: [{jsonPath: .spec.image}]\n          schema:\n',
] as const;
const IMAGE = 'image: {type: string, default: memcached}';
const RULE = [
  IMAGE,
  `image: {type: string, maxLength: 20, x-kubernetes-validations: [{rule: isSemver(self)}]}`,
] as const;
const CHILD = [
  '      children:\n',
  '      children:\n        claims: {apiVersion: resource.k8s.io/v1, kind: ResourceClaimTemplate}\n',
] as const;
const POD = [
  '            replicas:',
  '            template: {spec: {hostUsers: false}}\n            replicas:',
] as const;

const AT = 'operator.yaml:8:36  ';
const OLDER = 'is older than the Kubernetes that the operator needs:';

test.for([
  ['nothing, where none is written', undefined, [SELECTABLE, RULE, CHILD], []],
  ['nothing, where it is new enough', '1.34.0', [SELECTABLE, RULE, CHILD], []],
  ['nothing, where nothing needs more', '1.30.0', [], []],
  [
    'a warning of what is dropped',
    '1.30.4',
    [SELECTABLE],
    [
      `warning: ${AT}spec.delivery.olm.minKubeVersion: "1.30.4" ${OLDER} spec.apis[0].versions[0].selectableFields needs 1.31, before which the fields are dropped: nothing can be selected by them. Write "1.31.0", or remove it: then it is what the operator needs.`,
    ],
  ],
  [
    'a warning of a field of a child',
    '1.32.0',
    [POD],
    [
      `warning: ${AT}spec.delivery.olm.minKubeVersion: "1.32.0" ${OLDER} spec.apis[0].children.deployment.spec.template.spec.hostUsers needs 1.33, before which it is not known, or off by default. Write "1.33.0", or remove it: then it is what the operator needs.`,
    ],
  ],
  [
    'an error of a rule that is refused, at its place in the spec',
    '1.33.0',
    [RULE],
    [
      `${AT}spec.delivery.olm.minKubeVersion: "1.33.0" ${OLDER} spec.apis[0].versions[0].schema.spec.properties.image.x-kubernetes-validations[0].rule needs 1.34, before which the whole definition is refused for isSemver(). Write "1.34.0", or remove it: then it is what the operator needs.`,
    ],
  ],
  [
    'an error of a kind that is not there',
    '1.31.0',
    [CHILD],
    [
      `${AT}spec.delivery.olm.minKubeVersion: "1.31.0" ${OLDER} spec.apis[0].children.claims.apiVersion needs 1.34, before which there is no resource.k8s.io/v1 ResourceClaimTemplate. Write "1.34.0", or remove it: then it is what the operator needs.`,
    ],
  ],
  [
    'both, each with what it is about',
    '1.30.0',
    [SELECTABLE, RULE],
    [
      expect.stringMatching(/^operator\.yaml:8:36 .*isSemver\(\).*Write "1\.34\.0"/),
      expect.stringMatching(/^warning: operator\.yaml:8:36 .*selectableFields.*Write "1\.34\.0"/),
    ],
  ],
  [
    'a warning of what is older than any operator takes',
    '1.29.0',
    [],
    [
      `warning: ${AT}spec.delivery.olm.minKubeVersion: "1.29.0" is older than 1.30, the oldest Kubernetes that the runtime is made for. Write "1.30.0", or remove it: then it is what the operator needs.`,
    ],
  ],
] as const)('%s', ([, version, changes, problems]) => {
  expect(problemsOf(spec(version, ...changes)).toSorted()).toEqual(problems);
});

test('at most three are named, the newest first', () => {
  const rules = ['isIP(self)', '!format.uuid().validate(self).hasValue()', 'isSemver(self)', 'isCIDR(self)'];
  const listed = rules.map((rule) => `{rule: "${rule}"}`).join(', ');
  const image = [IMAGE, `image: {type: string, maxLength: 20, x-kubernetes-validations: [${listed}]}`] as const;
  const [problem, ...others] = problemsOf(spec('1.30.0', image));
  expect(others).toEqual([]);
  expect(problem!.match(/needs 1\.\d+/g)).toEqual(['needs 1.34', 'needs 1.32', 'needs 1.31']);
  expect(problem).toContain('; and 1 more.');
});

test('while something else is wrong, that is told alone', () => {
  const broken = [
    '              type: object\n              properties:\n                size',
    '              type: nothing\n              properties:\n                size',
  ] as const;
  expect(problemsOf(spec('1.30.0', SELECTABLE, broken)).join('\n')).not.toContain('minKubeVersion');
});
