/** Addresses of charts and manifests in registries. */
import { defaultImage, splitImage } from '../../../../model/names.ts';
import { isDockerHub, parseAddress } from '../../../../publish/reference.ts';
import type { FluxSpec } from '../../../delivery-spec.ts';
import { quote } from '../../../near.ts';
import type { Path } from '../../../path.ts';
import type { Report } from '../../../report.ts';
import type { Spec } from '../../../spec.ts';
import { checkPlaces } from './places.ts';
import { FLUX } from './path.ts';

/** Where charts and manifests are pushed: a host, and perhaps a path. Helm alone installs from the folder too, so there it is no error. */
export const checkRegistry = (spec: Spec, report: Report): void => {
  const { delivery, image = defaultImage(spec) } = spec.spec;
  const { registry, helm, flux } = delivery ?? {};
  const path = ['spec', 'delivery', 'registry'];
  const address = registry === undefined ? undefined : parseAddress(registry);
  if (address !== undefined && 'message' in address) report.error(path, address.message, address.hint);
  if (helm === undefined || flux !== undefined) return;
  const HELM = ['spec', 'delivery', 'helm'];
  const host = address !== undefined && 'host' in address ? address.host : splitImage(image).repository.split('/')[0]!;
  if (isDockerHub(host)) report.warning(HELM, ...NO_CHARTS, 'key');
  else if (registry === undefined) checkDefault(spec, HELM, report.warning);
};

const NO_CHARTS: readonly [message: string, hint: string] = [
  'the chart cannot be pushed beside the image: Docker Hub has repositories with two names only.',
  'Set "registry" of delivery to another registry.',
];

/** Each has to name a host and a path without a tag; that of the chart ends in its name. */
export const checkAddresses = (spec: Spec, flux: FluxSpec, report: Report): void => {
  const { name } = spec.metadata;
  const { chartUrl, manifestsUrl, tenants = [] } = flux;
  if (isAddress(chartUrl, [...FLUX, 'chartUrl'], report) && !chartUrl.replace(/\/+$/, '').endsWith(`/${name}`))
    report.error(
      [...FLUX, 'chartUrl'],
      `${quote(chartUrl)} does not end in the name of the chart, which "helm push" adds.`,
      `Use oci://…/${name}.`,
    );
  isAddress(manifestsUrl, [...FLUX, 'manifestsUrl'], report);
  for (const [i, { url }] of tenants.entries()) isAddress(url, [...FLUX, 'tenants', i, 'url'], report);
  if (chartUrl === undefined || manifestsUrl === undefined) checkDefault(spec, FLUX, report.error);
  checkPlaces(spec, flux, report);
};

/** What is not given is put beside the image: whose short name on Docker Hub, acme/operator, names no host. */
const checkDefault = (spec: Spec, path: Path, tell: Report['error']): void => {
  const { image = defaultImage(spec), delivery } = spec.spec;
  if (delivery?.registry !== undefined) return;
  const [host = '', ...rest] = splitImage(image).repository.split('/');
  if (rest.length > 0 && (host === 'localhost' || /[.:]/.test(host))) {
    const address = parseAddress(`oci://${host}`);
    if ('message' in address) tell(['spec', 'image'], address.message, address.hint);
    return;
  }
  const folder = [host, ...rest].slice(0, -1).join('/') || 'PATH';
  tell(
    path,
    `charts and manifests are pushed beside the image, and ${quote(image)} names no registry.`,
    `Add "registry: oci://HOST/${folder}" to delivery.`,
    'key',
  );
};

/** Whether it is there; what is wrong with it is reported. */
const isAddress = (url: string | undefined, path: Path, report: Report): url is string => {
  if (url === undefined) return false;
  const address = parseAddress(url);
  if ('message' in address) report.error(path, address.message, address.hint);
  else if (address.path === '')
    report.error(path, `${quote(url)} is a registry, and nothing in it.`, 'Use oci://HOST/PATH.');
  else if (isDockerHub(address.host) && address.path.split('/').length !== 2)
    report.error(
      path,
      `${quote(url)} cannot be pushed to: Docker Hub has repositories with two names only.`,
      'Use oci://docker.io/USER/NAME, with another NAME than the image has.',
    );
  else return true;
  return false;
};
