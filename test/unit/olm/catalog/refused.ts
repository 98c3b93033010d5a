/**
 * Bundles that OLM v1 refuses, with what ours says of each, and what operator-controller v1.11.0 said of it (its
 * RegistryV1ManifestProvider on the files of these, with a certificate provider).
 */
import type { JsonObject, JsonValue } from '../../../../generators/core/model/json.ts';
import type { BundleContent } from '../../../../generators/core/olm/bundle-content.ts';
import { withAnnotations, withSpec } from './bundles.ts';

export interface Refused {
  readonly content: BundleContent;
  readonly says: readonly string[];
  /** Of its errors; undefined for what is refused by another of its parts: the resolver, Helm. */
  readonly theirs: string | undefined;
}

const CRD = 'memcacheds.cache.example.com';
const DEPLOYMENT = 'memcached-operator';

const webhook = (more: JsonObject = {}): JsonObject => ({
  type: 'ValidatingAdmissionWebhook',
  generateName: 'hook.example.com',
  deploymentName: DEPLOYMENT,
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
  ...more,
});
const conversion = (...crds: readonly string[]): JsonObject =>
  webhook({ type: 'ConversionWebhook', conversionCRDs: crds });
const modes = (...supported: readonly string[]): JsonObject => ({
  installModes: supported.map((type) => ({ type, supported: true })),
});
const rules = (apiGroups: readonly string[], resources: readonly string[]): JsonObject => ({
  rules: [{ apiGroups, apiVersions: ['v1'], operations: ['CREATE'], resources }],
});

/** On top of the bundle of the memcached example. */
export const refusedBundles = (base: BundleContent): Readonly<Record<string, Refused>> => {
  const hooks = (...webhookdefinitions: readonly JsonObject[]): BundleContent => withSpec(base, { webhookdefinitions });
  const converting = (of: BundleContent, ...crds: readonly string[]): BundleContent =>
    withSpec(of, { ...modes('AllNamespaces'), webhookdefinitions: [conversion(...crds)] });
  const install = (base.csv['spec'] as { readonly install: { readonly spec: JsonObject } }).install;
  const deployments = (...names: readonly string[]): BundleContent => {
    const [deployment] = install.spec['deployments'] as readonly JsonObject[];
    const all = names.map((name) => Object.assign({}, deployment, { name }));
    return withSpec(base, { install: { ...install, spec: { ...install.spec, deployments: all } } });
  };
  const owned = (...names: readonly string[]): BundleContent =>
    withSpec(base, {
      customresourcedefinitions: { owned: names.map((name) => ({ name, version: 'v1', kind: 'K' })) },
    });
  const others = (...objects: readonly JsonObject[]): BundleContent => ({ ...base, others: objects });
  const said = (text: string): BundleContent => withAnnotations(base, { 'olm.properties': text });
  const keeping = base.crds.map((crd) => ({
    ...crd,
    spec: { ...(crd['spec'] as JsonObject), preserveUnknownFields: true },
  }));
  const one = (content: BundleContent, says: string, theirs?: string): Refused => ({ content, says: [says], theirs });
  return {
    'its own namespace alone': one(
      withSpec(base, modes('OwnNamespace')),
      'it does not support the install mode AllNamespaces. Only v1.8.0 takes others by itself, and is told the namespace.',
      'bundle does not support AllNamespaces install mode',
    ),
    'several namespaces alone': one(
      withSpec(base, modes('MultiNamespace')),
      'it does not support the install mode AllNamespaces.',
      'bundle does not support AllNamespaces install mode',
    ),
    'an API server': one(
      withSpec(base, { apiservicedefinitions: { owned: [{ name: 'as', version: 'v1', kind: 'A', group: 'g' }] } }),
      'it serves an API of its own by an APIService.',
      'apiServiceDefintions are not supported',
    ),
    'properties that are no JSON': one(
      said('nothing'),
      'no list of properties',
      "'olm.properties']: invalid character",
    ),
    'properties that are no list': one(said('{}'), 'no list of properties', 'cannot unmarshal object'),
    'a property that is none': one(said('[7]'), 'no list of properties', 'cannot unmarshal number'),
    'a property of a type that is no text': one(
      said('[{"type":1}]'),
      'no list of properties',
      'cannot unmarshal number',
    ),
    'two deployments of a name': one(
      deployments('a', 'b', 'a', 'a'),
      'it has two deployments with the name "a".',
      "duplicate strategy deployment spec 'a'",
    ),
    'a deployment whose name is none': one(
      deployments('A'),
      '"A" is no name of a deployment.',
      "invalid cluster service version strategy deployment name 'A'",
    ),
    'a deployment without a name': one(
      deployments(''),
      '"" is no name of a deployment.',
      "invalid cluster service version strategy deployment name ''",
    ),
    'a definition twice': one(
      { ...base, crds: [...base.crds, ...base.crds] },
      `it defines "${CRD}" twice.`,
      `duplicate custom resource definition '${CRD}'`,
    ),
    'a kind without its definition': one(
      owned(CRD, 'others.example.com'),
      'it owns "others.example.com", which it does not define.',
      "'others.example.com' not found in bundle",
    ),
    'no package': one(
      { ...base, annotations: {} },
      'its annotations do not say of which package it is.',
      'package name is empty',
    ),
    'conversion in other modes': one(
      hooks(conversion(CRD)),
      'it converts between versions, which is for all namespaces, and supports other install modes than AllNamespaces.',
      'conversion webhooks are only supported for bundles that only support AllNamespaces',
    ),
    'a webhook in another deployment': one(
      hooks(webhook({ deploymentName: 'other' })),
      'the webhook "hook.example.com" is in the deployment "other", which it does not have.',
      "references non-existent deployment 'other'",
    ),
    'two webhooks of a name': one(
      hooks(webhook(), webhook(), webhook({ type: 'MutatingAdmissionWebhook' })),
      'it has two webhooks of the type ValidatingAdmissionWebhook with the name "hook.example.com".',
      "duplicate webhook 'hook.example.com' of type 'ValidatingAdmissionWebhook'",
    ),
    'a webhook whose name OLM v0 ends': one(
      hooks(webhook({ generateName: 'hook-' })),
      '"hook-" is no name of a webhook.',
      "has invalid name 'hook-'",
    ),
    'two webhooks that convert the same': one(
      withSpec(base, {
        ...modes('AllNamespaces'),
        webhookdefinitions: [conversion(CRD), { ...conversion(CRD), generateName: 'other.example.com' }],
      }),
      `two webhooks convert "${CRD}".`,
      `reference same custom resource definition '${CRD}'`,
    ),
    'a webhook that converts what is not its own': one(
      converting(base, 'others.example.com'),
      'a webhook converts "others.example.com", which it does not own.',
      "'others.example.com' not owned bundle",
    ),
    'a webhook that converts what keeps all fields': one(
      converting({ ...base, crds: keeping }, CRD),
      `a webhook converts "${CRD}", whose spec.preserveUnknownFields is true.`,
      'must have .spec.preserveUnknownFields set to false',
    ),
    'a webhook about everything': one(
      hooks(webhook(rules(['*'], ['pods']))),
      'the webhook "hook.example.com" is asked about all groups.',
      'admission webhook rules cannot reference API group "*"',
    ),
    'a webhook about OLM': one(
      hooks(webhook(rules(['apps', 'olm.operatorframework.io'], ['clusterextensions']))),
      'the webhook "hook.example.com" is asked about objects of OLM itself.',
      'cannot reference API group "olm.operatorframework.io"',
    ),
    'a webhook about webhooks': one(
      hooks(webhook(rules(['admissionregistration.k8s.io'], ['ValidatingWebhookConfigurations', 'others']))),
      'the webhook "hook.example.com" is asked about "ValidatingWebhookConfigurations" of admissionregistration.k8s.io.',
      'cannot reference resource "ValidatingWebhookConfigurations"',
    ),
    'a kind that no bundle has': one(
      others(...['a', 'b'].map((name) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name } }))),
      'no bundle can bring a Deployment.',
      'unsupported resource "a" with kind "Deployment"',
    ),
    'an object without a name': one(
      others({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'a-' } }),
      'a ConfigMap has no name.',
    ),
    'several at once': {
      content: withSpec(deployments('A'), {
        ...modes(),
        webhookdefinitions: [webhook({ deploymentName: 'A', generateName: 'B' })],
      }),
      says: [
        'it does not support the install mode AllNamespaces.',
        '"A" is no name of a deployment.',
        '"B" is no name of a webhook.',
      ],
      theirs: 'bundle does not support AllNamespaces install mode',
    },
  };
};

/** Bundles at the edge of what is refused, that OLM v1 installs. */
export const takenBundles = (base: BundleContent): Readonly<Record<string, BundleContent>> => {
  const hooks = (...webhookdefinitions: readonly JsonObject[]): BundleContent => withSpec(base, { webhookdefinitions });
  return {
    'all namespaces alone': withSpec(base, modes('AllNamespaces')),
    'no properties': withAnnotations(base, { 'olm.properties': 'null' }),
    'properties of any value': withAnnotations(base, {
      'olm.properties': '[{"type":"a","value":{}},{"TYPE":"b"},{},null,{"type":null}]',
    }),
    'a property in the file of a type that is no text': { ...base, properties: [{ type: 1 as JsonValue, value: 2 }] },
    'webhooks of two types with a name': hooks(webhook(), webhook({ type: 'MutatingAdmissionWebhook' })),
    'a webhook about its own and about others of a group': hooks(
      webhook(
        rules(['cache.example.com', 'admissionregistration.k8s.io'], ['memcacheds', 'validatingadmissionpolicies']),
      ),
    ),
    'a webhook that converts': withSpec(base, { ...modes('AllNamespaces'), webhookdefinitions: [conversion(CRD)] }),
    'a conversion with rules, which nobody reads': withSpec(base, {
      ...modes('AllNamespaces'),
      webhookdefinitions: [{ ...conversion(CRD), ...rules(['*'], ['*']) }],
    }),
    'a kind that it does not own': withSpec(base, { customresourcedefinitions: {} }),
  };
};
