/**
 * The certificates that OLM makes and mounts into each container of a deployment that serves webhooks or APIs
 * (operator-lifecycle-manager pkg/controller/install/certresources.go; OLM v1 does the same).
 */
import type { Deployment, Subject } from './subject.ts';

export interface Certificates {
  /** The volume; one of that name is replaced. */
  readonly volume: string;
  readonly mountPath: string;
  readonly files: readonly string[];
}

const CERTIFICATES: readonly Certificates[] = [
  {
    volume: 'apiservice-cert',
    mountPath: '/apiserver.local.config/certificates',
    files: ['apiserver.crt', 'apiserver.key'],
  },
  { volume: 'webhook-cert', mountPath: '/tmp/k8s-webhook-server/serving-certs', files: ['tls.crt', 'tls.key'] },
];

/** What OLM mounts into a deployment; nothing where it serves neither webhooks nor APIs. */
export const certificatesOf = (subject: Subject, { name }: Deployment): readonly Certificates[] =>
  servesByName(subject).has(name) ? CERTIFICATES : [];

/** The Secrets that OLM makes, with their keys. */
export const certificateSecrets = (subject: Subject): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...servesByName(subject)].flatMap((name) =>
      [`${name}-service-cert`, `${name.replaceAll('.', '-')}-service-cert`].map((secret) => [
        secret,
        ['tls.crt', 'tls.key'],
      ]),
    ),
  );

/** The Services that OLM makes in front of such deployments. */
export const certificateServices = (subject: Subject): readonly string[] =>
  [...servesByName(subject)].flatMap((name) => [`${name}-service`, `${name.replaceAll('.', '-')}-service`]);

const servesByName = ({ spec }: Subject): ReadonlySet<string> =>
  new Set(
    [...(spec.webhookdefinitions ?? []), ...(spec.apiservicedefinitions?.owned ?? [])].flatMap(
      ({ deploymentName = '' }) => (deploymentName === '' ? [] : [deploymentName]),
    ),
  );
