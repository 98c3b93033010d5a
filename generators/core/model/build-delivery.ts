/** `spec.delivery` to what is delivered how, from where: every default is decided here. */
import { buildOlm } from './build-olm.ts';
import type { DeliverySpec, FluxSpec, HelmSpec } from '../spec/delivery-spec.ts';
import type { ApiSpec } from '../spec/spec.ts';
import type { Delivery, FluxDelivery, GitSource, HelmDelivery, Notifications, Verification } from './delivery.ts';

/** What the defaults come from. */
export interface DeliveryContext {
  readonly name: string;
  readonly displayName: string;
  readonly domain: string;
  readonly version: string;
  /** That of the image, without tag. */
  readonly repository: string;
  readonly apis: readonly ApiSpec[];
}

/** The deliveries of a spec. */
export const buildDelivery = (spec: DeliverySpec, context: DeliveryContext): Delivery => {
  const { helm, flux, olm } = spec;
  const registry = spec.registry === undefined ? defaultRegistry(context.repository) : address(spec.registry);
  return {
    registry,
    ...(helm !== undefined && { helm: buildHelm(helm, flux, registry, context) }),
    ...(flux !== undefined && { flux: buildFlux(flux, registry, context) }),
    ...(olm !== undefined && { olm: buildOlm(olm, context) }),
  };
};

/** Names are put behind it, and tags. */
const address = (url: string): string => url.replace(/\/+$/, '');

/** Beside the image. */
const defaultRegistry = (repository: string): string => {
  const parent = repository.slice(0, Math.max(repository.lastIndexOf('/'), 0));
  return `oci://${parent === '' ? 'registry.local' : parent}`;
};

const buildHelm = (
  { crds = 'templated' }: HelmSpec,
  flux: FluxSpec | undefined,
  registry: string,
  { name }: DeliveryContext,
): HelmDelivery => {
  const chartUrl = address(flux?.chartUrl ?? `${registry}/charts/${name}`);
  return { crds, chartUrl, crdsChartUrl: `${chartUrl}-crds` };
};

const buildFlux = (spec: FluxSpec, registry: string, { name, version }: DeliveryContext): FluxDelivery => {
  const { insecure = false, secret, helmRepository, environments = ['production'], instance = false } = spec;
  const { values = [], substitute = {}, tenants = [], imageAutomation, notifications } = spec;
  const git = spec.git === undefined ? undefined : buildGit(spec.git);
  const verify = spec.verify === undefined ? undefined : buildVerify(spec.verify, spec.git?.url);
  return {
    manifestsUrl: address(spec.manifestsUrl ?? `${registry}/manifests/${name}`),
    insecure,
    ...(secret !== undefined && { secret }),
    ...(git !== undefined && { git }),
    ...(helmRepository !== undefined && { helmRepository }),
    ...(verify !== undefined && { verify }),
    environments,
    instance,
    values: values.map(({ kind, name, key = 'values.yaml', optional = false }) => ({ kind, name, key, optional })),
    substitute,
    ...(spec.decryption !== undefined && {
      decryption: { secret: spec.decryption.secret ?? 'sops-age', recipients: spec.decryption.recipients ?? [] },
    }),
    tenants: tenants.map(({ name, namespace = name, url = `${registry}/manifests/${name}` }) => ({
      name,
      namespace,
      url: address(url),
    })),
    ...(imageAutomation !== undefined && {
      imageAutomation: {
        range: imageAutomation.range ?? compatibleRange(version),
        branch: imageAutomation.branch ?? spec.git?.branch ?? 'main',
      },
    }),
    ...(notifications !== undefined && { notifications: buildNotifications(notifications, name) }),
  };
};

const buildNotifications = (
  { severity = 'info', receiver, ...provider }: FluxSpec['notifications'] & object,
  name: string,
): Notifications => ({
  ...provider,
  severity,
  ...(receiver !== undefined && {
    receiver: { type: receiver.type ?? 'generic-hmac', secret: receiver.secret ?? `${name}-webhook-token` },
  }),
});

const buildGit = ({ url, branch, tag, secret }: FluxSpec['git'] & object): GitSource => ({
  url,
  ref: tag === undefined ? { branch: branch ?? 'main' } : { tag },
  ...(secret !== undefined && { secret }),
});

/** Without a key or an identity, the workflow that is generated signs, where it is known to run. */
const buildVerify = ({ secret, identities }: FluxSpec['verify'] & object, url = ''): Verification => {
  if (secret !== undefined) return { secret };
  return { identities: identities ?? [workflowIdentity(url)] };
};

const workflowIdentity = (url: string) => ({
  issuer: '^https://token\\.actions\\.githubusercontent\\.com$',
  subject: `^${escapeRegExp(url.replace(/(?:\.git)?\/*$/, ''))}/\\.github/workflows/release\\.yaml@refs/tags/v.*$`,
});

const escapeRegExp = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** From this version on, to before the next that may break something. */
const compatibleRange = (version: string): string => `>=${version} <${Number(version.split('.')[0]) + 1}.0.0`;
