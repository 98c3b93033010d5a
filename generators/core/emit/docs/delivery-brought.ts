/**
 * What a cluster brings by itself, because it is nobody's to commit: the Secrets and ConfigMaps that the objects in deploy/flux name, with
 * the commands that make them. Where one of them is missing, what names it never becomes ready.
 */
import { isDockerHub } from '../../publish/reference.ts';
import { FLUX_NAMESPACE, type FluxModel, isShared } from '../flux/flux-model.ts';
import { chartSource, manifestsSourceKind } from '../flux/sources.ts';
import { renderTemplate } from '../template.ts';
import { code } from './markdown.ts';
import { enumeration } from '../../spec/enumeration.ts';
import { commands, hostOf } from './delivery-text.ts';

/** A Secret or ConfigMap that somebody makes. */
interface Brought {
  /** Ends the sentence about it: what is in it, and for what. */
  readonly what: string;
  readonly namespaces: readonly string[];
  /** Without the namespace. */
  readonly command: string;
}

/** Whether there is anything. */
export const bringsAnything = (model: FluxModel): boolean => broughtBy(model).length > 0;

/** The section. */
export const broughtSection = (model: FluxModel): string => {
  const brought = broughtBy(model);
  const own = [...new Set(brought.flatMap(({ namespaces }) => namespaces))].filter((name) => name !== FLUX_NAMESPACE);
  const items = brought.map(({ what, namespaces, command }) => `${what}\n\n${each(namespaces, command)}`);
  const made = own.length === 0 ? [] : [commands(...own.map((name) => `kubectl create namespace ${name}`))];
  return renderTemplate('docs/delivery/brought.md', { items: [...made, ...items].join('\n\n') });
};

/** A command for each of the namespaces. */
const each = (namespaces: readonly string[], command: string): string =>
  namespaces.length === 1
    ? commands(`${command} --namespace ${namespaces[0]}`)
    : commands(`for namespace in ${namespaces.join(' ')}; do`, `  ${command} --namespace "$namespace"`, 'done');

const broughtBy = (model: FluxModel): readonly Brought[] => [
  ...pulling(model),
  ...keys(model),
  ...telling(model),
  ...values(model),
];

const secretOf = (name: string, rest: string): string => `kubectl create secret generic ${name} ${rest}`;

/** Credentials, for whoever pulls: Flux, for the manifests and in the namespace of what it pulls for, and nodes. */
const pulling = (model: FluxModel): readonly Brought[] => {
  const { namespace, image } = model;
  const { secret, git, helmRepository, manifestsUrl, tenants } = model.delivery.flux;
  const chart = chartSource(model);
  const urls = [
    ...(git === undefined ? [manifestsUrl] : []),
    ...(chart === 'OCIRepository' ? [model.delivery.helm.chartUrl] : []),
    image.repository,
  ];
  return [
    ...(secret === undefined
      ? []
      : [registry(secret, [FLUX_NAMESPACE, namespace, ...tenants.map((team) => team.namespace)], urls)]),
    ...(git?.secret === undefined
      ? []
      : [
          {
            what: `Who may read the repository${
              model.delivery.flux.imageAutomation === undefined ? '' : ', and push to it'
            }, in the Secret ${code(git.secret)}.`,
            namespaces: [FLUX_NAMESPACE, ...(chart === 'GitRepository' ? [namespace] : [])],
            command: secretOf(
              git.secret,
              git.url.startsWith('ssh:')
                ? '--from-file identity --from-file known_hosts'
                : '--from-literal username=USER --from-literal password=TOKEN',
            ),
          },
        ]),
    ...(helmRepository?.secret === undefined
      ? []
      : [
          {
            what: `Who may read the Helm repository, in the Secret ${code(helmRepository.secret)}.`,
            namespaces: [namespace],
            command: secretOf(helmRepository.secret, '--from-literal username=USER --from-literal password=PASSWORD'),
          },
        ]),
  ];
};

const registry = (secret: string, namespaces: readonly string[], urls: readonly string[]): Brought => {
  const hosts = [...new Set(urls.map(serverOf))];
  const what = `Who may pull from ${enumeration(hosts.map(code))}, in the Secret ${code(secret)}`;
  if (hosts.length === 1)
    return {
      what: `${what}; nodes pull the image with it, too.`,
      namespaces,
      command: `kubectl create secret docker-registry ${secret} --docker-server ${hosts[0]} --docker-username USER --docker-password TOKEN`,
    };
  return {
    what: `${what}; nodes pull the image with it, too. The file \`config.json\` is what \`docker login\` writes for each of them.`,
    namespaces,
    command: secretOf(secret, '--type kubernetes.io/dockerconfigjson --from-file .dockerconfigjson=config.json'),
  };
};

/** As what credentials of a registry are found by; Docker Hub's are under a name of old. */
const serverOf = (url: string): string => {
  const first = hostOf(url);
  const host = /[.:]|^localhost$/.test(first) ? first : 'docker.io';
  return isDockerHub(host) ? 'https://index.docker.io/v1/' : host;
};

/** Keys: to see who signed, and to decrypt. */
const keys = (model: FluxModel): readonly Brought[] => {
  const { verify, decryption } = model.delivery.flux;
  return [
    ...(verify === undefined || !('secret' in verify)
      ? []
      : [
          {
            what: `The public key of who signs, in the Secret ${code(verify.secret)}: every name in it ends in \`.pub\`.`,
            namespaces: [
              ...(manifestsSourceKind(model) === 'OCIRepository' ? [FLUX_NAMESPACE] : []),
              ...(chartSource(model) === 'OCIRepository' ? [model.namespace] : []),
            ],
            command: secretOf(verify.secret, '--from-file cosign.pub'),
          },
        ]),
    ...(decryption === undefined
      ? []
      : [
          {
            what: `The key that [Secrets](#secrets) are decrypted with, in the Secret ${code(decryption.secret)}; \`age-keygen\` makes such a file.`,
            namespaces: [FLUX_NAMESPACE],
            command: secretOf(decryption.secret, '--from-file age.agekey'),
          },
        ]),
  ];
};

/** Where the service is that is told, and the token of who tells. */
const telling = (model: FluxModel): readonly Brought[] => {
  const { notifications } = model.delivery.flux;
  if (notifications === undefined) return [];
  const { type, address, secret, receiver } = notifications;
  const key = address === undefined && !KNOWS_ADDRESS.has(type) ? 'address=ADDRESS' : 'token=TOKEN';
  return [
    ...(secret === undefined
      ? []
      : [
          {
            what: `What ${code(type)} is told with, in the Secret ${code(secret)}: address, token, or what else the service wants of Flux.`,
            namespaces: [FLUX_NAMESPACE, ...(isShared(model) ? [model.namespace] : [])],
            command: secretOf(secret, `--from-literal ${key}`),
          },
        ]),
    ...(receiver === undefined
      ? []
      : [
          {
            what: `The token of who tells Flux that there is something new, in the Secret ${code(receiver.secret)}.`,
            namespaces: [FLUX_NAMESPACE],
            command: secretOf(
              receiver.secret,
              `--from-literal token="$(openssl rand -hex 32)"${receiver.type === 'gcr' ? ' --from-literal email=ACCOUNT' : ''}`,
            ),
          },
        ]),
  ];
};

/** Services whose address Flux needs no Secret for: the token is what it has. */
const KNOWS_ADDRESS: ReadonlySet<string> = new Set(['telegram', 'matrix', 'opsgenie', 'datadog', 'webex', 'pagerduty']);

/** Values of the chart that have to be there; others may be. */
const values = ({ namespace, delivery }: FluxModel): readonly Brought[] =>
  delivery.flux.values
    .filter(({ optional }) => !optional)
    .map(({ kind, name, key }) => ({
      what: `[Values](#values) of the chart, in the ${kind} ${code(name)}.`,
      namespaces: [namespace],
      command: `kubectl create ${kind === 'Secret' ? 'secret generic' : 'configmap'} ${name} --from-file ${key}`,
    }));
