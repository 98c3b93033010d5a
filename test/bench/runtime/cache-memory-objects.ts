/** The collections of the memory benchmark: 10,000 custom resources of 1.3 KB that kubectl applied, and the children that their operator applied. */
import { kind, type KubernetesObject } from 'k8s-operator-runtime';

export const OBJECTS = 10_000;
export const MANAGER = 'bench-operator';
const TIME = '2026-01-01T00:00:00Z';
const uid = (index: number): string => `0f8fad5b-d9cb-469f-a165-${String(index).padStart(12, '0')}`;
const hash = (index: number): string => String(index).padStart(64, 'a');
const name = (index: number): string => `bench-${String(index).padStart(6, '0')}`;

const ours = (apiVersion: string, fieldsV1: object) => ({
  manager: MANAGER,
  operation: 'Apply',
  apiVersion,
  time: TIME,
  fieldsType: 'FieldsV1',
  fieldsV1,
});
const theirs = (fieldsV1: object, subresource?: string) => ({
  ...ours('bench.io/v1', fieldsV1),
  manager: 'kubectl-client-side-apply',
  operation: 'Update',
  subresource,
});

/** A custom resource with spec and status that kubectl applied. */
const bench = (index: number): KubernetesObject => {
  const spec = { data: `value-${index}-${'d'.repeat(40)}`, size: 64 };
  return {
    apiVersion: 'bench.io/v1',
    kind: 'Bench',
    metadata: {
      name: name(index),
      namespace: 'bench',
      uid: uid(index),
      resourceVersion: String(100_000 + index),
      generation: 1,
      creationTimestamp: TIME,
      labels: { 'app.kubernetes.io/name': 'bench', 'app.kubernetes.io/part-of': 'measurement' },
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
          apiVersion: 'bench.io/v1',
          kind: 'Bench',
          spec,
        }),
      },
      managedFields: [
        theirs({
          'f:metadata': { 'f:annotations': { 'f:kubectl.kubernetes.io/last-applied-configuration': {} } },
          'f:spec': { 'f:data': {}, 'f:size': {} },
        }),
        theirs({ 'f:status': { 'f:hash': {}, 'f:observedGeneration': {}, 'f:conditions': {} } }, 'status'),
      ] as never,
    },
    spec,
    status: {
      observedGeneration: 1,
      hash: hash(index),
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'Ready',
          message: '',
          observedGeneration: 1,
          lastTransitionTime: TIME,
        },
      ],
    },
  } as KubernetesObject;
};

/** Its child, which we applied. */
const child = (index: number): KubernetesObject =>
  ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: name(index),
      namespace: 'bench',
      uid: uid(index + OBJECTS),
      resourceVersion: String(200_000 + index),
      creationTimestamp: TIME,
      labels: { 'app.kubernetes.io/managed-by': MANAGER },
      ownerReferences: [
        { apiVersion: 'bench.io/v1', kind: 'Bench', name: name(index), uid: uid(index), controller: true },
      ],
      managedFields: [
        ours('v1', {
          'f:data': { 'f:hash': {}, 'f:payload': {} },
          'f:metadata': {
            'f:labels': { 'f:app.kubernetes.io/managed-by': {} },
            'f:ownerReferences': { [`k:{"uid":"${uid(index)}"}`]: {} },
          },
        }),
      ],
    },
    data: { hash: hash(index), payload: 'x'.repeat(64) },
  }) as KubernetesObject;

export const collections = [
  [
    'custom resource, full',
    kind({ group: 'bench.io', version: 'v1', kind: 'Bench', plural: 'benches', scope: 'Namespaced' }),
    bench,
    'full',
  ],
  [
    'custom resource, metadata',
    kind({ group: 'bench.io', version: 'v1', kind: 'Bench', plural: 'benches', scope: 'Namespaced' }),
    bench,
    'metadata',
  ],
  [
    'child ConfigMap, full',
    kind({ group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', scope: 'Namespaced' }),
    child,
    'full',
  ],
] as const;
