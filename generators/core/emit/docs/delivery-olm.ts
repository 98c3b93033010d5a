/** How the operator is released to OLM, installed by it, and taken away again. */
import { bundleTag, catalogReference } from '../../model/olm-images.ts';
import type { OlmDelivery } from '../../model/olm-delivery.ts';
import type { Model } from '../../model/model.ts';
import { parseVersion } from '../../olm/version.ts';
import { releasedOlmImages } from '../project/olm-images.ts';
import { renderTemplate } from '../template.ts';
import { objectsRemoval } from './delivery-release.ts';
import { commands, imageOf } from './delivery-text.ts';

/** The section. Its command makes the release that is next: that of the spec's version, or where that was made, of a higher one. */
export const olmSection = (model: Model, olm: OlmDelivery): string => {
  const { name, version } = model;
  const isReleased = olm.history.releases.some((release) => release.version === version);
  return renderTemplate('docs/delivery/olm.md', {
    released: isReleased ? `${version} is released. The next release is made by` : 'A release is made of it by',
    next: isReleased ? nextVersion(version) : version,
    channels: olm.release.channels.join(','),
    folder: `deploy/olm/operators/${name}`,
    image: imageOf(model),
    bundle: bundleTag(olm, version),
    workflow: releasedOlmImages(model).length === 0 ? '' : `${WORKFLOW.replace('TAG', `v${version}`)}\n\n`,
    needs: needs(model),
    catalog: isOffered(olm)
      ? catalogSection(model, olm).trimEnd()
      : '`npx generator-k8s-operator catalog` makes a catalog of all releases, which is what clusters install from.',
  });
};

const WORKFLOW =
  'A tag `TAG` in git has `.github/workflows/release.yaml` push all images for OLM, for amd64 and arm64, and sign them.';

const catalogSection = (model: Model, olm: OlmDelivery): string => {
  const { name, namespace } = model;
  const removal = objectsRemoval(model);
  return renderTemplate('docs/delivery/catalog.md', {
    name,
    namespace,
    image: catalogReference(olm),
    channel: olm.history.defaultChannel,
    away:
      removal.length === 0
        ? 'To take it away from'
        : `To take it away, delete its objects first: the operator has to be there to clean up after them.\n\n${commands(...removal)}\n\nThen from`,
  });
};

/** OLM makes all of a bundle or nothing. */
const needs = ({ manager: { serviceMonitor, prometheusRule } }: Model): string => {
  const kinds = [...(serviceMonitor ? ['ServiceMonitor'] : []), ...(prometheusRule ? ['PrometheusRule'] : [])];
  return kinds.length === 0
    ? ''
    : `OLM installs it only where the Prometheus operator is, which knows ${kinds.join(' and ')}.\n\n`;
};

/** 0.2.0 after 0.1.3; 1.0.0 after its own prereleases. */
const nextVersion = (version: string): string => {
  const { major, minor, patch, prerelease } = parseVersion(version)!;
  return prerelease.length > 0 ? `${major}.${minor}.${patch}` : `${major}.${minor + 1n}.0`;
};

/** There is a catalog, and something in it. */
const isOffered = ({ catalogImage, history }: OlmDelivery): boolean =>
  catalogImage !== undefined && history.releases.length > 0;
