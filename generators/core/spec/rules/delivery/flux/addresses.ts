/** Addresses of charts and manifests in registries. */
import { defaultImage, splitImage } from '../../../../model/names.ts';
import { parseAddress } from '../../../../publish/reference.ts';
import type { FluxSpec } from '../../../delivery-spec.ts';
import { quote } from '../../../near.ts';
import type { Path } from '../../../path.ts';
import type { Report } from '../../../report.ts';
import type { Spec } from '../../../spec.ts';
import { FLUX } from './path.ts';

/** Where charts and manifests are pushed: a host, and perhaps a path. */
export const checkRegistry = ({ spec: { delivery } }: Spec, report: Report): void => {
  if (delivery?.registry === undefined) return;
  const address = parseAddress(delivery.registry);
  if ('message' in address) report.error(['spec', 'delivery', 'registry'], address.message, address.hint);
};

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
  if (chartUrl === undefined || manifestsUrl === undefined) checkDefault(spec, report);
};

/** What is not given is put beside the image: whose short name on Docker Hub, acme/operator, names no host. */
const checkDefault = (spec: Spec, report: Report): void => {
  const { image = defaultImage(spec), delivery } = spec.spec;
  if (delivery?.registry !== undefined) return;
  const [host = '', ...path] = splitImage(image).repository.split('/');
  if (path.length === 0 || host === 'localhost' || /[.:]/.test(host)) return;
  report.error(
    FLUX,
    `charts and manifests are pushed beside the image, and ${quote(image)} names no registry.`,
    `Add "registry: oci://HOST/${[host, ...path.slice(0, -1)].join('/')}" to delivery.`,
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
  else return true;
  return false;
};
