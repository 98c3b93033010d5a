/** Every sort of operator under every sort of values: what is rendered fits together, and helm has nothing to say. */
import { describe, expect, test } from 'vitest';
import { hasCrdValues } from '../../../generators/core/emit/chart/values.ts';
import { clusterKinds } from '../../../generators/core/objects/scope.ts';
import { chartModels } from './models.ts';
import { project, type Rendered } from './rendered.ts';

/** What a user may switch; the first is the default of most. */
const SWITCHES: readonly (readonly object[])[] = [
  [{}, { rbac: { scope: 'namespaced' } }, { watchNamespaces: ['a', 'b'] }],
  [{}, { rbac: { create: false } }, { rbac: { userRoles: false } }],
  [{}, { serviceAccount: { create: false, name: 'other' } }],
  [{}, { metrics: { enabled: false } }, { metrics: { port: 9999 } }],
  [
    {},
    { metrics: { serviceMonitor: { enabled: true }, prometheusRule: { enabled: true }, dashboard: { enabled: true } } },
  ],
  [{}, { networkPolicy: { enabled: false } }, { networkPolicy: { egress: { enabled: true } } }],
  [{}, { podDisruptionBudget: { enabled: false } }, { podDisruptionBudget: { maxUnavailable: '50%' } }],
  [{}, { fullnameOverride: 'x'.repeat(63) }, { nameOverride: 'y' }],
  [{}, { commonLabels: { team: 'on', 'a.b/c': '1' }, podLabels: { team: 'off' }, commonAnnotations: { a: '{{ b }}' } }],
  [
    {},
    { logLevel: 'info,memcached=debug', extraArgs: ['--preflight=fail'], extraEnvFrom: [{ secretRef: { name: 's' } }] },
  ],
  [{}, { extraObjects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '{{ .Release.Name }}-x' } }] }],
];

/** The choice of each switch, by its index. */
type Choices = ReadonlyMap<number, number>;
type Pair = readonly [number, number, number, number];

const key = (i: number, one: number, j: number, other: number): string =>
  JSON.stringify(i < j ? [i, one, j, other] : [j, other, i, one]);

/** So few sets that each choice stands once beside each of every other switch; the same in every run. */
const sets = (): readonly object[] => {
  const open = new Set(
    SWITCHES.flatMap((left, i) =>
      SWITCHES.slice(i + 1).flatMap((right, j) =>
        left.flatMap((_, one) => right.map((__, other) => key(i, one, i + 1 + j, other))),
      ),
    ),
  );
  const found: object[] = [];
  while (open.size > 0) {
    const chosen = complete(open);
    for (const [i, one] of chosen) for (const [j, other] of chosen) open.delete(key(i, one, j, other));
    found.push(SWITCHES.reduce<object>((all, options, i) => deepMerge(all, options[chosen.get(i)!]!), {}));
  }
  return found;
};

/** Begins with a pair that is open; each other choice is the one with most open pairs to those before. */
const complete = (open: ReadonlySet<string>): Choices => {
  const [i, one, j, other] = JSON.parse([...open][0]!) as Pair;
  const chosen = new Map([
    [i, one],
    [j, other],
  ]);
  SWITCHES.forEach((options, index) => {
    if (chosen.has(index)) return;
    const worth = options.map(
      (_, option) => [...chosen].filter((each) => open.has(key(index, option, ...each))).length,
    );
    chosen.set(index, worth.indexOf(Math.max(...worth)));
  });
  return chosen;
};

const deepMerge = (left: object, right: object): object => {
  const merged: Record<string, unknown> = { ...left };
  for (const [name, value] of Object.entries(right)) {
    const before = merged[name];
    merged[name] = isMap(before) && isMap(value) ? deepMerge(before, value) : value;
  }
  return merged;
};

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Not of every operator. */
const takes = (values: object, { clusterScoped, kinds }: { clusterScoped: boolean; kinds: boolean }): object => {
  const { rbac, ...rest } = values as { readonly rbac?: Record<string, unknown> };
  if (rbac === undefined) return values;
  const { scope, userRoles, ...others } = rbac;
  return {
    ...rest,
    rbac: {
      ...others,
      ...(scope !== undefined && !clusterScoped && { scope }),
      ...(userRoles !== undefined && kinds && { userRoles }),
    },
  };
};

const LABEL = /^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/;
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** Names that are labels, or the beginnings of names of pods. */
const SHORT = new Set(['Service', 'Deployment', 'Job', 'Namespace']);

const identity = ({ apiVersion, kind, metadata }: Rendered): string =>
  [apiVersion, kind, metadata.namespace ?? '', metadata.name].join(' ');

const labelled = (selector: Record<string, string>, labels: Record<string, string>): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

/** Checks what must hold of any release. */
const check = (objects: readonly Rendered[], tests: readonly Rendered[]): void => {
  const identities = objects.map(identity);
  expect(identities.filter((one, index) => identities.indexOf(one) !== index)).toEqual([]);
  for (const { kind, metadata } of [...objects, ...tests]) {
    expect(metadata.name).toMatch(SHORT.has(kind) ? DNS_LABEL : DNS_NAME);
    for (const value of Object.values(metadata.labels ?? {})) expect(value).toMatch(LABEL);
  }
  const deployment = objects.find(({ kind }) => kind === 'Deployment')!;
  const { metadata: podMetadata, spec: pod } = deployment.spec.template;
  const labels = podMetadata.labels as Record<string, string>;
  const job = tests.find(({ kind }) => kind === 'Job')!;
  const testLabels = job.spec.template.metadata.labels as Record<string, string>;
  const selectors = objects.flatMap(({ kind, spec }) => {
    if (kind === 'Service') return [spec.selector];
    if (kind === 'NetworkPolicy') return [spec.podSelector.matchLabels];
    return ['Deployment', 'PodDisruptionBudget'].includes(kind) ? [spec.selector.matchLabels] : [];
  });
  for (const selector of selectors) {
    expect(labelled(selector, labels)).toBe(true);
    expect(labelled(selector, testLabels)).toBe(false);
  }
  const bindings = objects.filter(({ kind }) => kind.endsWith('Binding'));
  for (const { kind, metadata, roleRef, subjects } of bindings) {
    expect(
      identities.some((one) =>
        one.endsWith([roleRef.kind, roleRef.kind === 'Role' ? metadata.namespace : '', roleRef.name].join(' ')),
      ),
    ).toBe(true);
    expect(kind).toBe(`${roleRef.kind}Binding`);
    expect(subjects).toEqual([
      { kind: 'ServiceAccount', name: pod.serviceAccountName, namespace: deployment.metadata.namespace },
    ]);
  }
  expect(job.spec.template.spec.serviceAccountName).toBe(pod.serviceAccountName);
  expect(job.spec.template.spec.containers[0].image).toBe(pod.containers[0].image);
  const names = pod.containers[0].ports.map((port: { readonly name: string }) => port.name) as readonly string[];
  for (const { spec } of objects.filter(({ kind }) => kind === 'Service'))
    for (const { targetPort } of spec.ports) expect(names).toContain(targetPort);
  const watched =
    pod.containers[0].args
      .find((one: string) => one.startsWith('--namespace='))
      ?.slice(12)
      .split(',') ?? [];
  const bound = bindings.filter(({ kind, metadata }) => kind === 'RoleBinding' && metadata.name.endsWith('-manager'));
  const everywhere = bindings.some(
    ({ kind, metadata }) => kind === 'ClusterRoleBinding' && metadata.name.endsWith('-manager'),
  );
  if (bindings.length > 0)
    expect([bound.map(({ metadata }) => metadata.namespace), everywhere]).toEqual([watched, watched.length === 0]);
};

describe.each(Object.entries(chartModels()))('%s', (_, model) => {
  // Large definitions, rendered each time, would only take time.
  const crds = hasCrdValues(model) ? { crds: { enabled: false } } : {};
  const kinds = { clusterScoped: clusterKinds(model).length > 0, kinds: model.apis.length > 0 };
  const all = sets().map((set) => deepMerge(takes(set, kinds), crds));

  test('what is rendered fits together under every set of values', async () => {
    const { release } = await project(model, 'release');
    const rendered = all.map((values) => release(values, '--api-versions', 'monitoring.coreos.com/v1'));
    for (const { objects, tests } of rendered) check(objects, tests);
    expect(rendered.length).toBe(all.length);
  }, 120_000);

  test('helm lint --strict has nothing to say', async () => {
    const { lint } = await project(model, 'release');
    const outcomes = all.filter((_set, index) => index % 5 === 0).map((values) => lint(values));
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
  }, 120_000);
});

test('the sets are few, and have each choice', () => {
  const all = sets().map((values) => JSON.stringify(values));
  expect(all.length).toBeLessThan(20);
  for (const part of SWITCHES.flat().flatMap((choice) => Object.keys(choice)))
    expect(all.filter((values) => values.includes(`"${part}"`)).length).toBeGreaterThan(1);
});
