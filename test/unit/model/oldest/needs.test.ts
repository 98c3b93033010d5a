/** The oldest Kubernetes that an operator needs: each thing that 1.30 does not have. */
import { describe, expect, test } from 'vitest';
import type { Model } from '../../../../generators/core/model/model.ts';
import { needsOf, oldestKubernetes } from '../../../../generators/core/model/oldest/oldest-kubernetes.ts';
import { changed, VALID } from '../../spec/spec-text.ts';
import { modelOf } from './model-of.ts';

/** What a model needs: where, and since when. */
const needed = (model: Model): string[] =>
  needsOf(model).map(({ path, minor }) => `1.${minor} ${path.slice(2).join('.')}`);

const SIZE = 'size: {type: integer, minimum: 1, maximum: 5, default: 1}';

/** The valid spec with a rule on its spec, which has texts, lists and maps. */
const ruled = (rule: string, rest = ''): string =>
  changed(
    [
      SIZE,
      `${SIZE}
                text: {type: string, maxLength: 20}
                namespace: {type: string, maxLength: 20}
                texts: {type: array, maxItems: 5, items: {type: string, maxLength: 20}}
                map: {type: object, maxProperties: 5, additionalProperties: {type: string, maxLength: 20}}`,
    ],
    [
      'type: object\n              properties:\n                size',
      `type: object\n              x-kubernetes-validations: [{rule: ${JSON.stringify(rule)}${rest}}]\n              properties:\n                size`,
    ],
  );

const RULE = 'versions.0.schema.properties.spec.x-kubernetes-validations.0.rule';

test('an operator with nothing new needs 1.30', () => {
  expect(needsOf(modelOf(VALID))).toEqual([]);
  expect(oldestKubernetes(modelOf(VALID))).toEqual({ operator: '1.30.0', definitions: '1.30.0' });
});

describe('definitions', () => {
  test.for([
    ['isIP(self.text)', 31],
    ['ip(self.text).family() == 4', 31],
    ['string(ip(self.text)) == self.text', 31],
    ['cidr(self.text).prefixLength() > 8', 31],
    ['!format.uuid().validate(self.text).hasValue()', 32],
    ['format.named("uuid").hasValue()', 32],
    ['cidr(self.text) == cidr(self.text).masked()', 32],
    ['quantity(self.text) == quantity("1")', 32],
    ['has(self.namespace)', 32],
    ['self.namespace != ""', 32],
    ['self.?namespace.hasValue()', 32],
    ['self.map.all(k, v, k != v)', 33],
    ['self.map.exists(k, v, k == v)', 33],
    ['self.texts.existsOne(i, t, i == 0 && t == "")', 33],
    ['self.map.transformList(k, v, k).size() > 0', 33],
    ['self.map.transformMap(k, v, v).size() > 0', 33],
    ['self.texts.first().hasValue()', 33],
    ['[self.?text].unwrapOpt().size() == 1', 33],
    ['isSemver(self.text)', 34],
    ['semver(self.text).major() > 1', 34],
    ['self.texts.sort() == self.texts', 35],
    ['self.texts.sortBy(t, size(t)) == self.texts', 35],
    ['self.texts.distinct().size() == 5', 35],
    ['self.texts.slice(0, 1).size() == 1', 35],
    ['lists.range(3).size() == 3', 35],
    ['self.texts.reverse() == self.texts', 35],
  ] as const)('the rule %s needs 1.%i', ([rule, minor]) => {
    const needs = needed(modelOf(ruled(rule)));
    expect(needs).not.toEqual([]);
    expect(new Set(needs.map((need) => need.slice(need.indexOf(' ') + 1)))).toEqual(new Set([RULE]));
    expect(oldestKubernetes(modelOf(ruled(rule))).definitions).toBe(`1.${minor}.0`);
  });

  test.for([
    'self.text.indexOf("a") == -1',
    'self.text == "a" && self.size == 1',
    'quantity(self.text).compareTo(quantity("1")) == 0',
    'has(self.__namespace__) && self.__namespace__ != ""',
    'has(self.map.namespace) && self.map.namespace != ""',
    'self.texts.isSorted()',
    'self.map.all(k, k != "")',
    'self.texts.exists_one(t, t == "")',
    'quantity("1").isGreaterThan(quantity("0"))',
    'sets.contains(self.texts, ["a"])',
    'self.?text.orValue("").size() > 0',
    '"%s".format([self.text]) != ""',
    'url("https://a").getHost() == "a"',
    'self.text.find("[0-9]+") != ""',
  ])('the rule %s needs nothing', (rule) => {
    expect(needed(modelOf(ruled(rule)))).toEqual([]);
  });

  test('an expression of a message counts, what else a rule has does not', () => {
    const rest = `, messageExpression: '"not sorted: " + self.texts.sort()[0]', reason: FieldValueInvalid, fieldPath: .texts`;
    expect(needed(modelOf(ruled('self.texts.isSorted()', rest)))).toEqual([
      `1.35 ${RULE.replace(/rule$/, 'messageExpression')}`,
    ]);
    expect(needed(modelOf(ruled('!oldSelf.hasValue() || self.size > 0', ', optionalOldSelf: true')))).toEqual([]);
  });

  test('selectable fields need 1.31', () => {
    const text = changed([
      '          schema:\n',
      '          selectableFields: [{jsonPath: .spec.image}]\n          schema:\n',
    ]);
    expect(needed(modelOf(text))).toEqual(['1.31 versions.0.selectableFields']);
  });

  test.for([
    ['k8s-short-name', '1.35'],
    ['k8s-long-name', '1.35'],
    ['k8sshortname', '1.35'],
    ['date-time', undefined],
    ['hostname', undefined],
  ] as const)('the format %s', ([format, version]) => {
    const text = changed(['image: {type: string, default: memcached}', `image: {type: string, format: ${format}}`]);
    const place = 'versions.0.schema.properties.spec.properties.image.format';
    expect(needed(modelOf(text))).toEqual(version === undefined ? [] : [`${version} ${place}`]);
  });

  test('formats are found at any depth, and properties that are called like keywords are no keywords', () => {
    const text = changed([
      SIZE,
      `${SIZE}
                items: {type: array, items: {type: object, additionalProperties: {type: string, format: k8s-long-name}}}
                format: {type: string}
                pod: {$ref: PodSpec}
                any: {type: string, anyOf: [{format: k8s-short-name}, {maxLength: 3}]}`,
    ]);
    const place = 'versions.0.schema.properties.spec.properties';
    expect(needed(modelOf(text))).toEqual([
      `1.35 ${place}.items.items.additionalProperties.format`,
      `1.35 ${place}.any.anyOf.0.format`,
    ]);
  });
});

const CHILDREN = '      children:\n';

/** The kind, and so its children, in no namespace. */
const clusterWide = (child: string): Model =>
  modelOf(
    changed(
      ['      versions:\n', '      scope: Cluster\n      versions:\n'],
      ['          kind: Deployment\n', '          kind: Deployment\n          metadata: {namespace: default}\n'],
      [CHILDREN, `${CHILDREN}        other: ${child}\n`],
    ),
  );

const withChild = (child: string): Model => modelOf(changed([CHILDREN, `${CHILDREN}        other: ${child}\n`]));

const ofPod = (fields: string): string =>
  `{apiVersion: apps/v1, kind: StatefulSet, spec: {template: {spec: {${fields}}}}}`;
const ofContainer = (fields: string): string => ofPod(`containers: [{name: a, ${fields}}]`);
const POD = 'children.other.spec.template.spec';

describe('children', () => {
  test.for([
    ['{apiVersion: resource.k8s.io/v1, kind: ResourceClaimTemplate}', 34, 'children.other.apiVersion'],
    [
      '{apiVersion: v1, kind: Service, spec: {trafficDistribution: PreferClose}}',
      31,
      'children.other.spec.trafficDistribution',
    ],
    [
      '{apiVersion: v1, kind: Service, spec: {trafficDistribution: PreferSameZone}}',
      34,
      'children.other.spec.trafficDistribution',
    ],
    ['{apiVersion: batch/v1, kind: Job, spec: {successPolicy: {rules: []}}}', 31, 'children.other.spec.successPolicy'],
    [
      '{apiVersion: batch/v1, kind: CronJob, spec: {jobTemplate: {spec: {managedBy: a/b}}}}',
      32,
      'children.other.spec.jobTemplate.spec.managedBy',
    ],
    [ofPod('hostUsers: false'), 33, `${POD}.hostUsers`],
    [ofPod('resources: {limits: {cpu: 1}}'), 34, `${POD}.resources`],
    [
      ofPod('securityContext: {supplementalGroupsPolicy: Strict}'),
      33,
      `${POD}.securityContext.supplementalGroupsPolicy`,
    ],
    [ofPod('volumes: [{name: a, image: {reference: b}}]'), 35, `${POD}.volumes.0.image`],
    [
      ofContainer('volumeMounts: [{name: a, mountPath: /a, recursiveReadOnly: Enabled}]'),
      31,
      `${POD}.containers.0.volumeMounts.0.recursiveReadOnly`,
    ],
    [ofContainer('lifecycle: {stopSignal: SIGUSR1}'), 33, `${POD}.containers.0.lifecycle.stopSignal`],
    [ofContainer('securityContext: {procMount: Unmasked}'), 33, `${POD}.containers.0.securityContext.procMount`],
    [ofContainer('restartPolicy: Always'), 35, `${POD}.containers.0.restartPolicy`],
    [
      ofContainer('env: [{name: A, valueFrom: {fileKeyRef: {volumeName: b}}}]'),
      35,
      `${POD}.containers.0.env.0.valueFrom.fileKeyRef`,
    ],
    [ofPod('hostnameOverride: "${self.metadata.name}"'), 35, `${POD}.hostnameOverride`],
    [
      '{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, spec: {behavior: {scaleUp: {tolerance: 0.1}}}}',
      35,
      'children.other.spec.behavior.scaleUp.tolerance',
    ],
  ] as const)('%s needs 1.%i', ([child, minor, place]) => {
    const model = withChild(child);
    expect(needed(model)).toEqual([`1.${minor} ${place}`]);
    expect(oldestKubernetes(model)).toEqual({ operator: `1.${minor}.0`, definitions: '1.30.0' });
  });

  test.for([
    ofPod('initContainers: [{name: a, restartPolicy: Always}]'),
    ofPod('hostUsers: true, restartPolicy: Always'),
    ofContainer('securityContext: {procMount: Default}, resources: {limits: {cpu: 1}}'),
    ofPod('resources: null'),
    '{apiVersion: apps/v1, kind: StatefulSet, spec: {template: {spec: "${{ hostUsers: false }}"}}}',
    '{apiVersion: v1, kind: ConfigMap, data: {resources: a, hostnameOverride: b}}',
    '{apiVersion: example.org/v1, kind: Rollout, spec: {template: {spec: {hostUsers: false}}}}',
  ])('%s needs nothing', (child) => {
    expect(needed(withChild(child))).toEqual([]);
  });

  test.for([
    ['networking.k8s.io/v1', 'ServiceCIDR', 33],
    ['storage.k8s.io/v1', 'VolumeAttributesClass', 34],
    ['admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', 36],
    ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', undefined],
  ] as const)('%s %s in no namespace', ([apiVersion, kind, minor]) => {
    expect(needed(clusterWide(`{apiVersion: ${apiVersion}, kind: ${kind}}`))).toEqual(
      minor === undefined ? [] : [`1.${minor} children.other.apiVersion`],
    );
  });

  test('a kind that is watched is needed', () => {
    const watches = '      watches: [{apiVersion: networking.k8s.io/v1, kind: IPAddress}]\n';
    expect(needed(modelOf(changed([CHILDREN, `${watches}${CHILDREN}`])))).toEqual(['1.33 watches.0.apiVersion']);
  });
});
