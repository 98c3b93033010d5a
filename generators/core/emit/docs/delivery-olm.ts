/** How the operator is released to OLM, and installed by it. */
import { bundleReference, catalogReference } from '../../model/olm-images.ts';
import type { OlmDelivery } from '../../model/olm-delivery.ts';
import type { Model } from '../../model/model.ts';
import { renderTemplate } from '../template.ts';

/** The section. The version in its commands is the one that the spec has. */
export const olmSection = ({ name, version }: Model, olm: OlmDelivery): string =>
  renderTemplate('docs/delivery/olm.md', {
    next: version,
    channel: olm.release.channels[0]!,
    folder: `deploy/olm/operators/${name}`,
    bundle: bundleReference(olm, olm.release),
    catalog: isOffered(olm)
      ? renderTemplate('docs/delivery/catalog.md', { image: catalogReference(olm) }).trimEnd()
      : '`npx generator-k8s-operator catalog` makes a catalog of all releases, which is what clusters install from.',
  });

/** There is a catalog, and something in it. */
const isOffered = ({ catalogImage, history }: OlmDelivery): boolean =>
  catalogImage !== undefined && history.releases.length > 0;
