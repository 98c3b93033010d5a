/**
 * `deploy/flux/operator`: what installs the operator itself: its namespace, where the chart is pulled from, the Helm release.
 *
 * The chart templates its CRDs, so the release's `crds` policies stay unset: they are about a chart's `crds/` folder only.
 */
import type { Model } from '../../model/model.ts';
import { namespace } from '../../objects/namespace.ts';
import { versionTag } from './tag.ts';

/** The media type of the layer that holds a Helm chart. */
const CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** The namespace, kept when the Kustomization that made it is deleted: pruning it would delete every object in it. */
export const keptNamespace = (model: Model): object => {
  const { metadata, ...rest } = namespace(model);
  return { ...rest, metadata: { ...metadata, annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } } };
};

/** The chart of exactly this version. In the release's namespace: Flux's multi-tenancy lockdown refuses references across. */
export const chartSource = ({ name, namespace, version, delivery }: Model): object => ({
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'OCIRepository',
  metadata: { name, namespace },
  spec: {
    interval: '10m',
    url: delivery.flux?.chartUrl,
    ref: { tag: versionTag(version) },
    layerSelector: { mediaType: CHART_LAYER, operation: 'copy' },
  },
});

/** Retried on failure, not rolled back: CRDs never are, and an older operator may not know what a newer one stored. */
export const release = ({ name, namespace }: Model): object => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: { name, namespace },
  spec: {
    interval: '10m',
    timeout: '5m',
    chartRef: { kind: 'OCIRepository', name },
    driftDetection: { mode: 'enabled' },
    install: { strategy: RETRY },
    upgrade: { strategy: RETRY },
  },
});

const RETRY = { name: 'RetryOnFailure', retryInterval: '2m' };
