/** `spec.delivery.olm` to the bundle's and the catalog's facts. */
import { buildHistory } from './build-history.ts';
import type { OlmDelivery } from './olm-delivery.ts';
import type { OlmSpec } from '../spec/olm-spec.ts';
import type { ApiSpec } from '../spec/spec.ts';

export interface OlmContext {
  readonly name: string;
  readonly displayName: string;
  readonly domain: string;
  readonly version: string;
  /** The operator's image, without a tag. */
  readonly repository: string;
  readonly apis: readonly ApiSpec[];
}

export const buildOlm = (olm: OlmSpec, context: OlmContext): OlmDelivery => {
  const { name, displayName, domain, version, repository, apis } = context;
  const { catalog } = olm;
  return {
    provider: olm.provider ?? { name: domain, url: `https://${domain}` },
    maintainers: olm.maintainers ?? [{ name: `${displayName} maintainers`, email: `${name}@${domain}` }],
    links: olm.links ?? [{ name: displayName, url: `https://${domain}` }],
    ...(olm.repository !== undefined && { repository: olm.repository }),
    keywords: olm.keywords ?? [...new Set(apis.map(({ kind }) => kind.toLowerCase()))],
    categories: olm.categories ?? ['Application Runtime'],
    ...(olm.icon !== undefined && { icon: olm.icon }),
    ...(olm.minKubeVersion !== undefined && { minKubeVersion: olm.minKubeVersion }),
    ...buildHistory(olm, version),
    reviewers: olm.reviewers ?? [],
    bundleImage: olm.bundleImage ?? `${repository}-bundle`,
    ...(catalog !== undefined && { catalogImage: catalog.image ?? `${repository}-catalog` }),
  };
};
