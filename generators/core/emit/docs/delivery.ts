/**
 * `docs/delivery.md`: how the operator gets into a cluster and out of it again, for those who run it. Only what is switched on is told.
 */
import type { Model } from '../../model/model.ts';
import type { Installations } from '../../olm/catalog/installation.ts';
import { isFluxModel } from '../flux/flux-model.ts';
import { MARKER } from '../marker.ts';
import { renderTemplate } from '../template.ts';
import { fluxSections } from './delivery-flux.ts';
import { filled } from './delivery-text.ts';
import { fluxInstall, helmInstall } from './delivery-install.ts';
import { olmSection } from './delivery-olm.ts';
import { airGap } from './delivery-air-gap.ts';
import { publishing, uninstall, upgrades } from './delivery-release.ts';

/** Where it is. */
export const DELIVERY_FILE = 'docs/delivery.md';

/** The text of the file. `yours` are the files below deploy/flux that the user edits; `installations` are OLM's, where there is a catalog. */
export const emitDelivery = (model: Model, yours: readonly string[], installations?: Installations): string => {
  const { helm, olm } = model.delivery;
  const flux = isFluxModel(model);
  const sections = [
    ...(flux ? [fluxInstall(model)] : []),
    ...(helm === undefined ? [] : [helmInstall(model, helm)]),
    ...(olm === undefined ? [] : [olmSection(model, olm, installations)]),
    ...(helm === undefined ? [] : [publishing(model, helm)]),
    ...(flux ? fluxSections(model, yours) : []),
    airGap(model),
    ...(helm === undefined ? [] : [upgrades(model, helm), uninstall(model, helm)]),
  ];
  return renderTemplate('docs/delivery/frame.md', {
    marker: `<!-- ${MARKER} -->`,
    displayName: model.displayName,
    version: model.version,
    sections: sections.map((section) => section.trimEnd()).join('\n\n'),
  })
    .split('\n\n')
    .map(filled)
    .join('\n\n');
};
