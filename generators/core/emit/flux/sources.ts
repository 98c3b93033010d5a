/** Where Flux pulls from: the manifests in this folder, and the chart. */
import type { Verification } from '../../model/delivery.ts';
import { FLUX_NAMESPACE, fluxNames, type FluxModel, INTERVAL, SOURCE_API } from './flux-model.ts';
import { versionTag } from './tag.ts';

/** The media type of the layer that holds a Helm chart. */
const CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** What the chart comes from. */
export type ChartSource = 'OCIRepository' | 'GitRepository' | 'HelmRepository';

/** A registry, unless the spec says otherwise. Image automation finds new versions there, so with it the chart does not come from git. */
export const chartSource = ({ delivery: { flux } }: FluxModel): ChartSource => {
  if (flux.helmRepository !== undefined) return 'HelmRepository';
  return flux.git !== undefined && flux.imageAutomation === undefined ? 'GitRepository' : 'OCIRepository';
};

/** What the manifests come from. */
export const manifestsSourceKind = ({ delivery: { flux } }: FluxModel): 'OCIRepository' | 'GitRepository' =>
  flux.git === undefined ? 'OCIRepository' : 'GitRepository';

/** The folder deploy/flux: pushed as an OCI artifact, or in the repository. */
export const manifestsSource = (model: FluxModel): object => {
  const metadata = { name: fluxNames(model).manifests, namespace: FLUX_NAMESPACE };
  if (manifestsSourceKind(model) === 'GitRepository') return gitRepository(model, metadata);
  return ociRepository(model, metadata, { url: model.delivery.flux.manifestsUrl });
};

/** The path of a folder of deploy/flux in what the manifests' source holds. */
export const manifestsPath = (model: FluxModel, folder: string): string =>
  manifestsSourceKind(model) === 'GitRepository' ? `./deploy/flux/${folder}` : `./${folder}`;

/**
 * The sources of the chart and, where it is apart, of the CRDs' chart: exactly of this version. In the releases' namespace: Flux's
 * multi-tenancy lockdown refuses references across.
 */
export const chartSources = (model: FluxModel): readonly object[] => {
  const { helm, flux } = model.delivery;
  const { operator, crds } = fluxNames(model);
  const metadata = { name: operator, namespace: model.namespace };
  switch (chartSource(model)) {
    case 'GitRepository':
      return [gitRepository(model, metadata)];
    case 'HelmRepository':
      return [
        {
          apiVersion: SOURCE_API,
          kind: 'HelmRepository',
          metadata,
          spec: { interval: INTERVAL, url: flux.helmRepository?.url, ...secretRef(flux.helmRepository?.secret) },
        },
      ];
    case 'OCIRepository': {
      const layerSelector = { mediaType: CHART_LAYER, operation: 'copy' };
      return [
        ociRepository(model, metadata, { url: helm.chartUrl, layerSelector }),
        ...(helm.crds === 'separate'
          ? [ociRepository(model, { ...metadata, name: crds }, { url: helm.crdsChartUrl, layerSelector })]
          : []),
      ];
    }
  }
};

const ociRepository = (
  { version, delivery: { flux } }: FluxModel,
  metadata: object,
  { url, ...rest }: { readonly url: string; readonly layerSelector?: object },
): object => ({
  apiVersion: SOURCE_API,
  kind: 'OCIRepository',
  metadata,
  spec: {
    interval: INTERVAL,
    url,
    ref: { tag: versionTag(version) },
    ...rest,
    ...(flux.insecure && { insecure: true }),
    ...secretRef(flux.secret),
    ...(flux.verify !== undefined && { verify: verification(flux.verify) }),
  },
});

const gitRepository = ({ delivery: { flux } }: FluxModel, metadata: object): object => ({
  apiVersion: SOURCE_API,
  kind: 'GitRepository',
  metadata,
  spec: { interval: INTERVAL, url: flux.git?.url, ref: flux.git?.ref, ...secretRef(flux.git?.secret) },
});

const secretRef = (name: string | undefined): object => (name === undefined ? {} : { secretRef: { name } });

/** Who must have signed an artifact. */
export const verification = (verify: Verification): object =>
  'secret' in verify
    ? { provider: 'cosign', secretRef: { name: verify.secret } }
    : {
        provider: 'cosign',
        matchOIDCIdentity: verify.identities.map(({ issuer, subject }) => ({
          issuer: anchored(issuer),
          subject: anchored(subject),
        })),
      };

/** Flux looks for a match anywhere in the text: an identity that only contains the right one would do. */
const anchored = (pattern: string): string => (/^\^[^|]*(?<!\\)\$$/.test(pattern) ? pattern : `^(?:${pattern})$`);
