/** Of our own tests. */
import type { Reason } from './reason.ts';
import { SDK_REASONS } from './sdk-reasons.ts';

/** By the names of the tests, those of Operator SDK first. */
export const REASONS: Readonly<Record<string, Reason>> = {
  ...SDK_REASONS,
  'references-have-producers': {
    why: 'A pod waits for ever for a Secret, a ConfigMap or a claim that nobody makes. The usual case is `webhook-server-cert`, which cert-manager makes where Kustomize deploys the operator, and nobody makes under OLM.',
    fails: [
      'a volume or a variable needs a Secret or a ConfigMap that is neither in the bundle nor made by OLM or by OpenShift, and is not optional',
      'one that is in the bundle has not the key that is asked for',
      'the pod needs a PersistentVolumeClaim, which no bundle can have',
      'its PriorityClass is none of Kubernetes and not in the bundle',
    ],
    suggests: ['images are pulled with a Secret that is not in the bundle'],
    mend: 'Add the object to the bundle, set `optional: true`, or remove what needs it. Certificates of webhooks: name the webhook in `spec.webhookdefinitions`, and read them where OLM mounts them, `/tmp/k8s-webhook-server/serving-certs`.',
  },
  'volumes-are-mounted': {
    why: 'The API server refuses a deployment with a mount that has no volume.',
    fails: [
      'a mount has no volume of its name',
      'two mounts of a container have the same path',
      'two volumes have the same name',
    ],
    suggests: ['no container mounts a volume'],
    mend: 'Add the volume or the mount, or remove the other half.',
  },
  'paths-are-mounted': {
    why: 'A manager that is told a folder of certificates in which there is nothing ends at once, and is started again for ever.',
    fails: [
      'an option or a variable names a path of certificates, and nothing is mounted there, or a volume that is empty or has no such file',
    ],
    suggests: [
      'one names a path of another file or folder, and nothing is mounted there: it may be in the image',
      'one names a folder of certificates that is an empty volume: something may write them',
    ],
    mend: 'Mount the Secret with the certificate there, or remove the option.',
  },
  'probes-have-ports': {
    why: 'A probe of a port on which nobody answers has kubelet restart the container for ever.',
    fails: [
      'a probe or a hook names a port that the container has not',
      '`--health-probe-bind-address` is another port than the one that is probed',
    ],
    suggests: ['the number of the port is not among `ports`'],
    mend: 'Use the same port for both, and declare it in `ports`.',
  },
  'selectors-select': {
    why: 'The API server refuses a deployment that does not select its own pods; two that select the same pods fight for them. A budget, a policy or a monitor that selects nothing does nothing, and nobody is told.',
    fails: [
      'a deployment has no selector, or one that does not select its pods, or one that selects those of another deployment too',
      'two deployments have the same name',
      'a monitor asks a port by a name that nothing has',
    ],
    suggests: [
      'a PodDisruptionBudget, a NetworkPolicy or a PodMonitor selects none of the pods, or a ServiceMonitor no Service: it may be for what the operator makes',
    ],
    mend: 'Write the labels of the pods into the selector.',
  },
  'services-have-pods': {
    why: 'A Service without pods, or to a port that they have not, answers nobody.',
    fails: ['a port of a Service is named, and no container of the pods that it selects has a port of that name'],
    suggests: [
      'a Service selects no pods of a deployment: it may be for pods that the operator makes',
      'the number of a port is not among `ports` of the containers',
    ],
    mend: 'Write the labels of the pods into `spec.selector`, and the name of their port into `targetPort`.',
  },
  'webhooks-have-servers': {
    why: 'While a webhook is registered and nobody answers, the API server refuses every write of its kinds; while conversion does not answer, it serves none of them.',
    fails: [
      'a webhook or an API is of a deployment that is not there, or of a port that no container has',
      'a path does not begin with a slash',
      'a conversion webhook is for no CRD, or for one that the operator does not own',
      'a CRD asks for conversion by a webhook of the operator, and no webhookdefinition is for it',
    ],
    suggests: [
      'the number of the port is not among `ports`',
      'a CRD of several versions has a conversion webhook, and does not ask for it',
      'a CRD has a `caBundle`, which OLM writes',
      'a Service converts that is not in the bundle, and in another namespace',
    ],
    mend: 'Correct `deploymentName`, `containerPort` and `targetPort` in `spec.webhookdefinitions`; list converted CRDs in `conversionCRDs`.',
  },
  'service-accounts-exist': {
    why: 'OLM makes the ServiceAccounts that permissions are granted to, and no others. A deployment that runs as another one has no pods.',
    fails: [
      'a deployment runs as a ServiceAccount without permissions that is not in the bundle',
      'a deployment runs as "default", which has no permissions, while another ServiceAccount has some',
    ],
    suggests: ['a ServiceAccount has permissions, and no deployment runs as it'],
    mend: 'Set `serviceAccountName` of the pods to that of `permissions` or `clusterPermissions`.',
  },
  'owned-kinds-have-permissions': {
    why: 'An operator that may not list and watch its kinds waits for its caches for ever, and does nothing.',
    fails: [
      'it may list and watch none of its kinds',
      'a kind that is in no namespace may only be watched by `permissions`, which OLM grants in namespaces',
    ],
    suggests: [
      'some of its kinds may not be listed and watched: these may be templates, or those of a program that it installs',
    ],
    mend: 'Grant `list` and `watch` of the resource. What Roles and ClusterRoles of the bundle grant, by bindings in the bundle, counts.',
  },
  'leaders-may-hold-leases': {
    why: 'Who may not keep the Lease never becomes the leader, and does nothing.',
    fails: ['an argument asks for leader election, and create, get or update of Leases is not granted'],
    suggests: ['ConfigMaps may be kept in place of Leases, as operators with libraries from before Kubernetes 1.24 do'],
    mend: 'Grant create, get and update of `leases` in `coordination.k8s.io`.',
  },
  'permissions-have-uses': {
    why: 'A misspelt resource or verb grants nothing, and what was meant is missing.',
    fails: [],
    suggests: [
      'a rule on a group of the bundle names a resource or a subresource that no CRD of it has',
      'a verb is almost one of Kubernetes',
    ],
    mend: 'Correct the name, or remove it.',
  },
  'permissions-are-narrow': {
    why: 'What an operator may do, whoever gets into its pod may do too.',
    fails: [],
    suggests: [
      'a rule is for all groups, resources, verbs or addresses, by "*"',
      'another rule grants all that a rule does',
    ],
    mend: 'Name what the operator uses; remove what is granted already.',
  },
  'install-modes-are-told': {
    why: 'OLM writes the namespaces to watch into the annotation `olm.targetNamespaces` of the pods. An operator that does not read it watches others than it was installed for, with permissions that do not fit.',
    fails: [
      'SingleNamespace, MultiNamespace or OwnNamespace is supported, and neither a variable nor a file of the downward API has the annotation',
      'WATCH_NAMESPACE is always the namespace of the pod, and more than OwnNamespace is supported',
    ],
    suggests: [
      'OwnNamespace is supported, and another variable than WATCH_NAMESPACE has the namespace of the pod',
      'kinds of the operator may be read in all namespaces, also where it is installed for some',
    ],
    mend: "Add WATCH_NAMESPACE with `fieldPath: metadata.annotations['olm.targetNamespaces']`, or set `supported: false`.",
  },
  'owned-kinds-are-served': {
    why: 'A console offers what the ClusterServiceVersion owns, and gets nothing where the API server does not serve it.',
    fails: ['an owned version is not served', 'a descriptor is of a field that the schema has not'],
    suggests: [
      'a field of the spec has no descriptor',
      'a version is served, and the ClusterServiceVersion does not own it',
    ],
    mend: 'Bring `spec.customresourcedefinitions.owned` in line with the CRDs.',
  },
  'examples-are-valid': {
    why: 'Who creates an example in a console gets an error, at the first try of the operator.',
    fails: [
      'the version of an example is not served',
      'an example has no name, or one that is no name',
      'the schema or its CEL rules refuse it',
    ],
    suggests: [],
    mend: 'Write `alm-examples` so that `kubectl apply` takes them.',
  },
  'images-are-related': {
    why: 'A mirror for clusters without internet holds what `relatedImages` lists. opm adds what containers run, but not images that only variables name.',
    fails: ['a variable RELATED_IMAGE_… names an image that is not listed'],
    suggests: [
      'the image of a container is not listed',
      'nothing is listed',
      'two images have the same name',
      'some images have digests and others have not',
      'the annotation containerImage is none of the images',
    ],
    mend: 'List every image, by digest if one has a digest.',
  },
  'releases-go-up': {
    why: 'OLM upgrades along `replaces`, `skips` and `olm.skipRange`; an edge that leads down or to itself leaves users behind.',
    fails: [
      'the name has another version than `spec.version`',
      'the release replaces or skips itself, or one that is not lower',
      '`olm.skipRange` is no range',
    ],
    suggests: ['it replaces or skips a release of another operator', 'a release is skipped twice'],
    mend: 'Name the release before it. `k8s-operator bundle` writes these.',
  },
  'channels-have-a-default': {
    why: 'Who names no channel gets the default one. In a catalog without it nothing can be installed that way.',
    fails: [],
    suggests: [
      'the default channel is none of those of the release, and it follows no other release, which could be in it',
      'there are several channels and no default',
      'a channel is there twice',
      'the folder of tests that the annotations name is not there',
    ],
    mend: 'Correct metadata/annotations.yaml.',
  },
  'created-at-is-a-time': {
    why: 'Catalogs sort by it and show it; what is no time they show as it stands, or not at all.',
    fails: ['the annotation createdAt is there, and no day or time of ISO 8601'],
    suggests: [],
    mend: 'Write it as `2026-01-31T12:00:00Z`, or leave it out.',
  },
  'icon-is-an-image': {
    why: 'A catalog shows a broken picture.',
    fails: ['an icon is empty, no SVG, PNG, JPEG or GIF, or of another type than `mediatype` says'],
    suggests: [],
    mend: 'Encode the image with `base64 -w0`, and write its type beside it.',
  },
  'containers-ask-for-resources': {
    why: 'The API server refuses a request above its limit. A container that asks for nothing is the first to go when a node runs out of memory, and is refused where a quota asks for requests.',
    fails: ['a container asks for more than its limit'],
    suggests: ['a container asks for no CPU or no memory'],
    mend: 'Set `resources.requests`.',
  },
  'pods-are-restricted': {
    why: 'A namespace with `pod-security.kubernetes.io/enforce: restricted` takes no other pods.',
    fails: [],
    suggests: [
      'a pod or a container asks for what the level "restricted" of Pod Security does not allow, or does not give up what it has it give up',
    ],
    mend: 'Set `runAsNonRoot: true`, `allowPrivilegeEscalation: false`, `capabilities.drop: [ALL]` and `seccompProfile.type: RuntimeDefault`.',
  },
};
