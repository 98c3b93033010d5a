/**
 * A stand-in for OLM v0 v0.46.0: how it registers webhooks. From operator-lifecycle-manager, pkg/controller/install/webhook.go, and
 * operator-framework/api, clusterserviceversion_types.go `GetValidatingWebhook`, `GetMutatingWebhook`.
 *
 * Caveats: the namespaces of a group are told by Kubernetes' own label of their names, not by a label that OLM puts on them; a name is
 * given, not generated.
 */
import type { JsonObject } from '../../generators/core/model/json.ts';
import { installSpec, type Webhook } from './csv.ts';
import { ALL, type OperatorGroup } from './operator-group.ts';
import { hash, MANAGED, type Owner, ownerLabels } from './owner.ts';

const KINDS: Readonly<Record<string, 'ValidatingWebhookConfiguration' | 'MutatingWebhookConfiguration'>> = {
  ValidatingAdmissionWebhook: 'ValidatingWebhookConfiguration',
  MutatingAdmissionWebhook: 'MutatingWebhookConfiguration',
};

/** The configuration of each webhook for admission. `caBundle`: PEM in base64, by Deployment. */
export const webhookConfigurations = (
  csv: JsonObject,
  owner: Owner,
  group: OperatorGroup,
  caBundle: (deployment: string) => string,
): readonly JsonObject[] =>
  installSpec(csv).webhooks.flatMap((webhook) => {
    const kind = KINDS[webhook.type];
    if (kind === undefined) return [];
    const {
      generateName,
      type: _,
      deploymentName = '',
      containerPort,
      targetPort: _target,
      webhookPath,
      ...rest
    } = webhook;
    return [
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind,
        metadata: {
          name: `${generateName}-${hash(webhook).slice(0, 5).toLowerCase()}`,
          labels: {
            ...ownerLabels(owner),
            'olm.webhook-description-generate-name': generateName,
            'olm.webhook-description-hash': hash(webhook),
            ...MANAGED,
          },
        },
        webhooks: [
          {
            ...rest,
            name: generateName,
            ...(group.targets.includes(ALL) ? {} : { namespaceSelector: namespacesOf(group) }),
            clientConfig: {
              service: serviceOf({ deploymentName, webhookPath, containerPort }, owner.namespace!),
              caBundle: caBundle(deploymentName),
            },
          },
        ],
      },
    ];
  });

/** The definitions with the conversions that OLM writes into them. Throws where OLM refuses. */
export const converted = (
  csv: JsonObject,
  crds: readonly JsonObject[],
  namespace: string,
  caBundle: (deployment: string) => string,
): readonly JsonObject[] => {
  const { webhooks, owned, name, installModes } = installSpec(csv);
  const conversions = webhooks.filter(({ type }) => type === 'ConversionWebhook');
  const singleton = installModes.every(({ type, supported }) => supported === (type === 'AllNamespaces'));
  if (conversions.length > 0 && !singleton)
    throw new Error(
      'unable to manage conversion webhook: CSVs with conversion webhooks must support only AllNamespaces',
    );
  return conversions.flatMap((webhook) => {
    const { conversionCRDs = [], deploymentName = '', webhookPath = '/', containerPort } = webhook;
    if (conversionCRDs.length === 0)
      throw new Error('unable to manager conversion webhook: conversion webhook must have at least one CRD specified');
    return conversionCRDs.map((crdName) => {
      const crd = crds.find(({ metadata }) => (metadata as JsonObject)['name'] === crdName);
      if (crd === undefined) throw new Error(`unable to get CRD ${crdName} specified in Conversion Webhook`);
      if (!owned.some((one) => one.name === crdName)) throw new Error(`csv ${name} does not own CRD ${crdName}`);
      const service = serviceOf({ deploymentName, webhookPath, containerPort }, namespace);
      const conversion = {
        strategy: 'Webhook',
        webhook: {
          clientConfig: { service, caBundle: caBundle(deploymentName) },
          conversionReviewVersions: webhook['admissionReviewVersions']!,
        },
      };
      return Object.assign({}, crd, { spec: Object.assign({}, crd['spec'], { conversion }) });
    });
  });
};

const serviceOf = (
  {
    deploymentName,
    webhookPath,
    containerPort = 443,
  }: { [K in keyof Pick<Webhook, 'deploymentName' | 'webhookPath' | 'containerPort'>]?: Webhook[K] | undefined },
  namespace: string,
): JsonObject => ({
  name: `${deploymentName!.replaceAll('.', '-')}-service`,
  namespace,
  ...(webhookPath === undefined ? {} : { path: webhookPath }),
  port: containerPort,
});

const namespacesOf = ({ targets }: OperatorGroup): JsonObject => ({
  matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: targets }],
});
