/** What is told of a bundle as a whole, and of the objects in it. */
import { describe, expect, test } from 'vitest';
import { CRD, CSV, FILES, ROLE, toldAfter, toldWith, type Addition, type Change } from './bundle.ts';

describe('the bundle', () => {
  test.each<Change>([
    [
      'an owned version without its CRD',
      CSV,
      '        version: v1\n',
      '        version: v2\n',
      [
        'bundle/manifests/crd.yaml:10:13  spec.versions[0].name: cache.example.com/v1, Kind=Cache has a CRD here, and the ClusterServiceVersion does not own it. Add it to spec.customresourcedefinitions.owned, or remove the CRD.',
        'bundle/manifests/csv.yaml:6:19  metadata.annotations.alm-examples: there is an example of cache.example.com/v1, Kind=Cache, which is none of the kinds that the operator provides. It provides cache.example.com/v2, Kind=Cache.',
        'bundle/manifests/csv.yaml:23:9  warning: spec.customresourcedefinitions.owned[0]: cache.example.com/v2, Kind=Cache has no example. Add one to the annotation alm-examples.',
        'bundle/manifests/csv.yaml:23:9  spec.customresourcedefinitions.owned[0]: cache.example.com/v2, Kind=Cache is owned, and there is no CRD of it in the bundle. Its CRD has v1: use one of them.',
      ],
    ],
    [
      'a CRD of another kind',
      CRD,
      'kind: Cache,',
      'kind: Hoard,',
      [
        'bundle/manifests/crd.yaml:10:13  spec.versions[0].name: cache.example.com/v1, Kind=Hoard has a CRD here, and the ClusterServiceVersion does not own it. Add it to spec.customresourcedefinitions.owned, or remove the CRD.',
        'bundle/manifests/csv.yaml:23:9  spec.customresourcedefinitions.owned[0]: cache.example.com/v1, Kind=Cache is owned, and there is no CRD of it in the bundle. Add the CRD to manifests/, or correct name, version and kind here.',
      ],
    ],
    [
      'a related image with capitals',
      CSV,
      'ghcr.io/acme/cache:1',
      'ghcr.io/Acme/cache:1',
      [
        'bundle/manifests/csv.yaml:27:40  spec.relatedImages[0].image: "ghcr.io/Acme/cache:1" is no image: it has capitals. Write the repository in lower case.',
      ],
    ],
    [
      'a related image that is empty',
      CSV,
      'ghcr.io/acme/cache:1',
      '""',
      [
        'bundle/manifests/csv.yaml:27:40  spec.relatedImages[0].image: the image is empty. Name it: ghcr.io/acme/memcached-operator:0.1.0.',
      ],
    ],
    [
      'a name that does not fit the release',
      CSV,
      '  version: 0.1.0\n',
      '  version: 0.1.0\n  release: "1"\n',
      [
        'bundle/manifests/csv.yaml:4:9  metadata.name: with spec.release the name must be "cache-operator-v0.1.0-1", not "cache-operator.v0.1.0". Rename it, or remove spec.release.',
      ],
    ],
  ])('tell of %s', (_title, file, from, to, problems) => {
    expect(toldAfter(file, from, to)).toEqual(problems);
  });
  test.each<Addition>([
    [
      'a CRD twice',
      'manifests/zz.yaml',
      FILES[CRD]!,
      [
        'bundle/manifests/zz.yaml:10:13  spec.versions[0].name: cache.example.com/v1, Kind=Cache is there twice: manifests/crd.yaml has it too. Keep one of the two.',
      ],
    ],
    [
      'a ServiceAccount that OLM makes',
      'manifests/sa.yaml',
      'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: cache\n',
      [
        'bundle/manifests/sa.yaml:4:9  metadata.name: OLM makes the ServiceAccount "cache" itself, for a deployment of the ClusterServiceVersion. Remove this one, or give it another name.',
      ],
    ],
  ])('tell of %s', (_title, file, content, problems) => {
    expect(toldWith(file, content)).toEqual(problems);
  });
});

describe('removed APIs', () => {
  test.each<Change>([
    [
      'gone with 1.22',
      ROLE,
      'rbac.authorization.k8s.io/v1',
      'rbac.authorization.k8s.io/v1beta1',
      [
        'bundle/manifests/csv.yaml:5:3  metadata.annotations["olm.properties"]: the bundle has APIs that Kubernetes 1.22 removed, and nothing says which OpenShift is the last that it runs on. Use newer versions of the removed APIs, or write [{"type": "olm.maxOpenShiftVersion", "value": "4.8"}].',
        'bundle/manifests/role.yaml:1:13  apiVersion: Kubernetes 1.22 and later do not serve rbac.authorization.k8s.io/v1beta1 ClusterRole, as cache-viewer is. Use its newer version: https://kubernetes.io/docs/reference/using-api/deprecation-guide.',
        'bundle/metadata/annotations.yaml:1:1  warning: annotations: the bundle has APIs that Kubernetes 1.22 removed, and would be offered on OpenShift 4.9 and later. Use newer versions of them, or add com.redhat.openshift.versions: "v4.6-v4.8" to the annotations and to the labels of the image.',
      ],
    ],
    [
      'in the description of a kind',
      CSV,
      '        description: A cache.\n',
      '        description: A cache.\n        resources: [{kind: CronJob, version: batch/v1beta1}]\n',
      [
        'bundle/manifests/csv.yaml:27:21  spec.customresourcedefinitions.owned[0].resources[0]: Kubernetes 1.25 and later do not serve batch/v1beta1 CronJob. Use its newer version: https://kubernetes.io/docs/reference/using-api/deprecation-guide.',
      ],
    ],
  ])('tell of %s', (_title, file, from, to, problems) => {
    expect(toldAfter(file, from, to)).toEqual(problems);
  });
  test.each<Addition>([
    [
      'gone with 1.25',
      'manifests/pdb.yaml',
      'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata:\n  name: a\n',
      [
        'bundle/manifests/pdb.yaml:1:13  apiVersion: Kubernetes 1.25 and later do not serve policy/v1beta1 PodDisruptionBudget, as a is. Use its newer version: https://kubernetes.io/docs/reference/using-api/deprecation-guide.',
      ],
    ],
    [
      'gone with 1.26',
      'manifests/hpa.yaml',
      'apiVersion: autoscaling/v2beta2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: a\n',
      [
        'bundle/manifests/hpa.yaml:1:13  apiVersion: Kubernetes 1.26 and later do not serve autoscaling/v2beta2 HorizontalPodAutoscaler, as a is. Use its newer version: https://kubernetes.io/docs/reference/using-api/deprecation-guide.',
        'bundle/manifests/hpa.yaml:2:7  kind: OLM does not apply "HorizontalPodAutoscaler" from a bundle. Did you mean "VerticalPodAutoscaler"?',
      ],
    ],
  ])('tell of %s', (_title, file, content, problems) => {
    expect(toldWith(file, content)).toEqual(problems);
  });
});

describe('objects', () => {
  test.each<Change>([
    [
      'permission to write budgets',
      ROLE,
      '[cache.example.com], resources: [caches], verbs: [get]',
      '[policy], resources: [poddisruptionbudgets], verbs: [update]',
      [
        'bundle/manifests/role.yaml:6:5  warning: rules[0]: this lets its holder keep nodes from being drained: it may write PodDisruptionBudgets. Leave it out unless the operator makes such budgets.',
      ],
    ],
    [
      'permission to change what OpenShift has',
      ROLE,
      '[cache.example.com], resources: [caches], verbs: [get]',
      '[security.openshift.io], resources: [securitycontextconstraints], resourceNames: [anyuid], verbs: [update]',
      [
        'bundle/manifests/role.yaml:6:5  rules[0]: this lets its holder change "anyuid", a SecurityContextConstraints of OpenShift itself. Make one of your own, and name that.',
      ],
    ],
    [
      'verbs that are no list',
      ROLE,
      'verbs: [get]',
      'verbs: get',
      ['bundle/manifests/role.yaml:6:66  rules[0].verbs: this must be a list, not "get". Give a list.'],
    ],
  ])('tell of %s', (_title, file, from, to, problems) => {
    expect(toldAfter(file, from, to)).toEqual(problems);
  });
  test.each<Addition>([
    [
      'a budget of nothing',
      'manifests/pdb.yaml',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: a\nspec:\n  maxUnavailable: 0\n',
      [
        'bundle/manifests/pdb.yaml:6:19  spec.maxUnavailable: nothing may be unavailable, so no node can be drained. Use 1 or more.',
      ],
    ],
    [
      'a budget in percent',
      'manifests/pdb.yaml',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: a\nspec:\n  maxUnavailable: 50%\n',
      [
        `bundle/manifests/pdb.yaml:6:19  spec.maxUnavailable: OLM's validators take "50%" for 0, as any text here. Use a number, 1 or more.`,
      ],
    ],
    [
      'a budget of everything',
      'manifests/pdb.yaml',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: a\nspec:\n  minAvailable: 100%\n',
      [
        'bundle/manifests/pdb.yaml:6:17  spec.minAvailable: everything must be available, so no node can be drained. Use less than 100%.',
      ],
    ],
    [
      'a default of all pods',
      'manifests/pc.yaml',
      'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata:\n  name: a\nglobalDefault: true\nvalue: 1\n',
      [
        'bundle/manifests/pc.yaml:5:16  globalDefault: this would become the priority of all pods of the cluster that have none. Remove it, or set it to false.',
      ],
    ],
  ])('tell of %s', (_title, file, content, problems) => {
    expect(toldWith(file, content)).toEqual(problems);
  });
});
