/** The `docs` folder: the reference of the operator's API, the runbook of its alerts, how it is delivered. */
import { ALERTS_FILE, emitAlerts } from '../emit/docs/alerts.ts';
import { emitApiReference } from '../emit/docs/api-reference.ts';
import { DELIVERY_FILE, emitDelivery } from '../emit/docs/delivery.ts';
import type { Model } from '../model/model.ts';
import type { Installations } from '../olm/catalog/installation.ts';
import { fluxFiles } from './flux.ts';
import type { PlannedFile } from './plan.ts';

/**
 * No reference while there are no kinds; a runbook where there can be alerts; nothing about deliveries where there are none.
 * `installations`: how OLM installs from the catalog, where there is one.
 */
export const docsFiles = (model: Model, installations?: Installations): readonly PlannedFile[] => [
  ...(model.apis.length === 0 ? [] : [managed('docs/api.md', emitApiReference(model))]),
  ...(hasAlerts(model) ? [managed(ALERTS_FILE, emitAlerts(model))] : []),
  ...(isDelivered(model) ? [managed(DELIVERY_FILE, emitDelivery(model, yoursBelowFlux(model), installations))] : []),
];

/** A chart's user may switch them on. */
const hasAlerts = ({ manager, delivery }: Model): boolean => manager.prometheusRule || delivery.helm !== undefined;

const isDelivered = ({ delivery: { helm, flux, olm } }: Model): boolean => (helm ?? flux ?? olm) !== undefined;

/** What the document tells users that they edit. */
const yoursBelowFlux = (model: Model): readonly string[] =>
  fluxFiles(model)
    .filter(({ path, owner }) => owner !== 'managed' && path.startsWith('deploy/'))
    .map(({ path }) => path);

const managed = (path: string, content: string): PlannedFile => ({ path, content, owner: 'managed' });
