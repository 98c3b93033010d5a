/**
 * What OLM v1 refuses of the webhooks of a bundle, in the order in which it looks: operator-controller v1.11.0,
 * internal/operator-controller/rukpak/render/registryv1/validators/validator.go and generators/generators.go. That it installs none at all
 * before v1.6.0 is not said here.
 */
import type { JsonValue } from '../../model/json.ts';
import { quote } from '../../spec/near.ts';
import { isDnsName } from '../../spec/rules/dns.ts';
import type { BundleContent } from '../bundle-content.ts';
import { fieldAt, listAt, textAt } from './go-shape.ts';
import { supportedModes } from './install-modes.ts';
import { deploymentNames, NAME_HINT, ownedNames, type Refusal, repeated } from './refusal.ts';

export const webhookRefusals = (content: BundleContent): readonly Refusal[] => {
  const webhooks = listAt(content.csv, 'spec', 'webhookdefinitions').map(webhookOf);
  const conversions = webhooks.filter(({ type }) => type === CONVERSION);
  const admissions = webhooks.filter(({ type }) => type !== CONVERSION);
  return [
    ...(conversions.length > 0 ? wrongModes(content) : []),
    ...withoutDeployment(content, webhooks),
    ...names(webhooks),
    ...conversionCrds(content, conversions),
    ...admissions.flatMap(forbiddenRules),
  ];
};

interface Webhook {
  readonly type: string;
  readonly name: string;
  readonly deployment: string;
  readonly crds: readonly string[];
  readonly rules: readonly JsonValue[];
}

const CONVERSION = 'ConversionWebhook';

const webhookOf = (webhook: JsonValue): Webhook => ({
  type: textAt(webhook, 'type'),
  name: textAt(webhook, 'generateName'),
  deployment: textAt(webhook, 'deploymentName'),
  crds: listAt(webhook, 'conversionCRDs').map(String),
  rules: listAt(webhook, 'rules'),
});

/** `CheckConversionWebhookSupport`, as OLM v0. */
const wrongModes = (content: BundleContent): readonly Refusal[] =>
  supportedModes(content).every((mode) => mode === 'AllNamespaces')
    ? []
    : [
        {
          what: 'it converts between versions, which is for all namespaces, and supports other install modes than AllNamespaces.',
          hint: 'Support AllNamespaces alone.',
        },
      ];

/** `CheckWebhookDeploymentReferentialIntegrity`. */
const withoutDeployment = ({ csv }: BundleContent, webhooks: readonly Webhook[]): readonly Refusal[] => {
  const there = deploymentNames(csv);
  return webhooks
    .filter(({ deployment }) => !there.includes(deployment))
    .map(({ name, deployment }) => ({
      what: `the webhook ${quote(name)} is in the deployment ${quote(deployment)}, which it does not have.`,
      hint: 'Name one of its deployments in deploymentName.',
    }));
};

/** `CheckWebhookNameUniqueness`, `CheckWebhookNameIsDNS1123SubDomain`: OLM v0 puts something behind them, and takes a dash at the end. */
const names = (webhooks: readonly Webhook[]): readonly Refusal[] => [
  ...[...new Set(webhooks.map(({ type }) => type))].flatMap((type) =>
    repeated(webhooks.filter((webhook) => webhook.type === type).map(({ name }) => name)).map((name) => ({
      what: `it has two webhooks of the type ${type} with the name ${quote(name)}.`,
      hint: 'Give each a generateName of its own.',
    })),
  ),
  ...webhooks
    .filter(({ name }) => !isDnsName(name))
    .map(({ name }) => ({ what: `${quote(name)} is no name of a webhook.`, hint: NAME_HINT })),
];

/** `CheckConversionWebhookCRDReferenceUniqueness`, `CheckConversionWebhooksReferenceOwnedCRDs`, `BundleCRDGenerator`. */
const conversionCrds = ({ csv, crds }: BundleContent, conversions: readonly Webhook[]): readonly Refusal[] => {
  const converted = conversions.flatMap((webhook) => webhook.crds);
  const owned = ownedNames(csv);
  const pruned = new Map(crds.map((crd) => [textAt(crd, 'metadata', 'name'), keepsUnknown(crd)]));
  return [
    ...repeated(converted).map((crd) => ({
      what: `two webhooks convert ${quote(crd)}.`,
      hint: 'Name it in the conversionCRDs of one, once.',
    })),
    ...converted
      .filter((crd) => !owned.includes(crd))
      .map((crd) => ({
        what: `a webhook converts ${quote(crd)}, which it does not own.`,
        hint: 'Name definitions of its own in conversionCRDs.',
      })),
    ...converted
      .filter((crd) => pruned.get(crd) === true)
      .map((crd) => ({
        what: `a webhook converts ${quote(crd)}, whose spec.preserveUnknownFields is true.`,
        hint: 'Remove preserveUnknownFields from the definition.',
      })),
  ];
};

const keepsUnknown = (crd: JsonValue): boolean => fieldAt(crd, 'spec', 'preserveUnknownFields') === true;

const CONFIGURATIONS = /^(?:\*|(?:mutating|validating)webhookconfigurations?)$/i;

/** `CheckWebhookRules`: who breaks these could not be removed any more. */
const forbiddenRules = ({ name, rules }: Webhook): readonly Refusal[] =>
  rules.flatMap((rule) =>
    listAt(rule, 'apiGroups').flatMap((group) => {
      const about =
        group === '*'
          ? ['all groups']
          : group === 'olm.operatorframework.io'
            ? ['objects of OLM itself']
            : group === 'admissionregistration.k8s.io'
              ? listAt(rule, 'resources')
                  .map(String)
                  .filter((resource) => CONFIGURATIONS.test(resource))
                  .map((resource) => `${quote(resource)} of admissionregistration.k8s.io`)
              : [];
      return about.map((objects) => ({
        what: `the webhook ${quote(name)} is asked about ${objects}.`,
        hint: 'Name the groups and resources in its rules that it is for.',
      }));
    }),
  );
