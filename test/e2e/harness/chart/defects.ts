/**
 * Defects of the charts that others generate (those of kubebuilder 4.15's helm plugin first), each as a check of one rendered release.
 * A check answers a line for each defect. What cannot be seen in what is rendered, values that are not held to anything, is in
 * loose-values.ts.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Rendered } from './helm.ts';
import { argument, isSet, nameOf, ofKind, podsOf, selected, told, type Objects, type Pods } from './pods.ts';

/** A webhook without a certificate refuses every request of its kind; a certificate without a webhook is a leftover. */
export const webhookDefects = (objects: Objects): readonly string[] => {
  const webhooks = ofKind(objects, 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration');
  return [
    ...webhooks.flatMap((webhook) => servedWithoutCertificate(webhook, objects)),
    ...ofKind(objects, 'Certificate').flatMap((certificate) => leftOver(certificate, objects)),
    ...podsOf(objects).flatMap((pods) => mountsOfNothing(pods, objects)),
    ...podsOf(objects)
      .filter((pods) => webhooks.length === 0 && argument(pods, 'webhook-cert-path') !== undefined)
      .map(({ owner }) => `${nameOf(owner)}: nobody needs its certificate for webhooks`),
  ];
};

interface WebhookClient {
  readonly clientConfig: { readonly service?: { readonly name: string }; readonly caBundle?: string };
}

const servedWithoutCertificate = (webhook: Rendered, objects: Objects): readonly string[] => {
  const [, issuedBy] = webhook.metadata.annotations?.['cert-manager.io/inject-ca-from']?.split('/') ?? [];
  const trusted = ofKind(objects, 'Certificate').some(({ metadata }) => metadata.name === issuedBy);
  return ((webhook['webhooks'] ?? []) as readonly WebhookClient[]).flatMap(
    ({ clientConfig: { service, caBundle } }) => {
      const target = ofKind(objects, 'Service').find(({ metadata }) => metadata.name === service?.name);
      const servers = selected(podsOf(objects), target?.['spec'].selector);
      const certified = servers.some((pods) => mounted(pods).some((secret) => produced(objects).has(secret)));
      return told(
        [!certified, `${nameOf(webhook)}: who serves it has no certificate`],
        [!trusted && caBundle === undefined, `${nameOf(webhook)}: nothing says whom to trust`],
      );
    },
  );
};

const leftOver = (certificate: Rendered, objects: Objects): readonly string[] => {
  const { secretName, issuerRef } = certificate['spec'];
  const issuer = ofKind(objects, 'Issuer').some(({ metadata }) => metadata.name === issuerRef.name);
  const used = podsOf(objects).some((pods) => mounted(pods).includes(secretName));
  return told(
    [!used, `${nameOf(certificate)}: nobody needs it`],
    [!issuer && issuerRef.kind !== 'ClusterIssuer', `${nameOf(certificate)}: nobody issues it`],
  );
};

const mountsOfNothing = (pods: Pods, objects: Objects): readonly string[] => [
  ...mounted(pods)
    .filter((secret) => !produced(objects).has(secret))
    .map((secret) => `${nameOf(pods.owner)}: nothing makes the Secret ${secret}, which it mounts`),
  ...['webhook-cert-path', 'metrics-cert-path']
    .map((flag) => argument(pods, flag))
    .filter((path) => path !== undefined && !mountPaths(pods).includes(path))
    .map((path) => `${nameOf(pods.owner)}: nothing is mounted at ${path}, where it looks for a certificate`),
];

interface Volume {
  readonly secret?: { readonly secretName: string; readonly optional?: boolean };
}

/** The Secrets without which its pods do not start. */
const mounted = ({ spec }: Pods): readonly string[] =>
  ((spec.volumes ?? []) as readonly Volume[]).flatMap(({ secret }) =>
    secret === undefined || secret.optional === true ? [] : [secret.secretName],
  );

const mountPaths = ({ spec }: Pods): readonly string[] =>
  (spec.containers as readonly { readonly volumeMounts?: readonly { readonly mountPath: string }[] }[]).flatMap(
    ({ volumeMounts = [] }) => volumeMounts.map(({ mountPath }) => mountPath),
  );

const produced = (objects: Objects): ReadonlySet<string> =>
  new Set([
    ...ofKind(objects, 'Certificate').map((certificate) => certificate['spec'].secretName as string),
    ...ofKind(objects, 'Secret').map(({ metadata }) => metadata.name),
  ]);

/** What a bare Kubernetes does not know, though nobody said that the cluster knows it: the installation fails. `schemas`: its kinds. */
export const ungatedDefects = (objects: Objects, schemas: string): readonly string[] =>
  objects
    .filter(({ apiVersion, kind }) => {
      const [group, version = group] = apiVersion.split('/');
      return !existsSync(join(schemas, group!, `${kind.toLowerCase()}_${version}.json`));
    })
    .map((object) => `${nameOf(object)}: ${object.apiVersion} is not in every cluster`);

interface Endpoint {
  readonly port?: string;
  readonly scheme?: string;
  readonly bearerTokenFile?: string;
  readonly authorization?: object;
  readonly tlsConfig?: { readonly insecureSkipVerify?: boolean };
}

/** How metrics are scraped and how they are served must be the same; nobody's identity is taken on trust where there is nothing to trust. */
export const monitorDefects = (objects: Objects): readonly string[] =>
  ofKind(objects, 'ServiceMonitor').flatMap((monitor) => {
    const { selector, endpoints } = monitor['spec'] as {
      selector: { matchLabels: object };
      endpoints: readonly Endpoint[];
    };
    const services = ofKind(objects, 'Service').filter(({ metadata: { labels = {} } }) =>
      Object.entries(selector.matchLabels).every(([key, value]) => labels[key] === value),
    );
    const secure = podsOf(objects).some((pods) => isSet(pods, 'metrics-secure'));
    const ports = new Set(
      services.flatMap((service) => (service['spec'].ports as readonly { name: string }[]).map(({ name }) => name)),
    );
    return endpoints.flatMap(({ port = '', scheme = 'http', bearerTokenFile, authorization, tlsConfig }) =>
      told(
        [!ports.has(port), `${nameOf(monitor)}: no Service has the port ${port}`],
        [
          (scheme === 'https') !== secure,
          `${nameOf(monitor)}: scrapes ${scheme}, metrics are ${secure ? '' : 'not '}secure`,
        ],
        [
          tlsConfig?.insecureSkipVerify === true && !secure,
          `${nameOf(monitor)}: insecureSkipVerify without secure metrics`,
        ],
        [
          (bearerTokenFile ?? authorization) !== undefined && scheme !== 'https',
          `${nameOf(monitor)}: sends its token unencrypted`,
        ],
      ),
    );
  });
