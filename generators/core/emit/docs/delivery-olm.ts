/** How the operator is released to OLM, installed by it, and taken away again. */
import { isReleased } from '../../model/build-history.ts';
import { bundleTag, catalogReference } from '../../model/olm-images.ts';
import type { OlmDelivery } from '../../model/olm-delivery.ts';
import type { Model } from '../../model/model.ts';
import { type Installation, type Installations, sinceWhen, whyNoFiles } from '../../olm/catalog/installation.ts';
import type { Limit } from '../../olm/catalog/limits.ts';
import { releasedOlmImages } from '../project/olm-images.ts';
import { renderTemplate } from '../template.ts';
import { code } from './markdown.ts';
import { objectsRemoval, secrets } from './delivery-release.ts';
import { releaseCommand } from './olm-release.ts';
import { commands, imageOf } from './delivery-text.ts';

/** The section. `installations`: from the catalog, where there is one and something in it. */
export const olmSection = (model: Model, olm: OlmDelivery, installations?: Installations): string => {
  const { name, version } = model;
  return renderTemplate('docs/delivery/olm.md', {
    released: isReleased(olm.history, version)
      ? `${version} is released. The next release is made by`
      : 'A release is made of it by',
    command: releaseCommand(model, olm),
    folder: `deploy/olm/operators/${name}`,
    image: imageOf(model),
    bundle: bundleTag(olm, version),
    workflow: releasedOlmImages(model).length === 0 ? '' : `${workflow(model)}\n\n`,
    needs: needs(model),
    catalog:
      installations === undefined
        ? '`npx generator-k8s-operator catalog` makes a catalog of all releases, which is what clusters install from.'
        : catalogSection(model, olm, installations),
  });
};

/** What it needs is told here, where nothing else is published. */
const workflow = (model: Model): string =>
  `A tag \`v${model.version}\` in git has \`.github/workflows/release.yaml\` push all images for OLM, for amd64 and arm64, and sign them.${
    model.delivery.helm === undefined ? secrets(model, false) : ''
  }`;

const catalogSection = (model: Model, olm: OlmDelivery, { v1, v0 }: Installations): string => {
  const { name, namespace } = model;
  const channel = olm.history.defaultChannel;
  const ofV1 = 'files' in v1 ? v1View(v1) : undefined;
  const ofV0 = 'files' in v0 ? { subscription: v0.files[0]! } : undefined;
  const away = [
    ...(ofV1 === undefined ? [] : [renderTemplate('docs/delivery/olm-v1-away.md', { name, ...ofV1 })]),
    ...(ofV0 === undefined ? [] : [renderTemplate('docs/delivery/olm-v0-away.md', ofV0)]),
  ];
  const installers = [
    ofV1 === undefined
      ? whyNoFiles('OLM v1', `every release of the channel ${code(channel)}`, limitsOf(v1))
      : renderTemplate('docs/delivery/olm-v1.md', { channel, ...ofV1 }),
    ofV0 === undefined
      ? whyNoFiles('OLM v0', `the newest release of the channel ${code(channel)}`, limitsOf(v0))
      : renderTemplate('docs/delivery/olm-v0.md', { name, namespace, channel, ...ofV0 }),
    ...(away.length === 0 ? [] : [`${removal(model)} ${away[0]}`, ...away.slice(1)]),
  ];
  return renderTemplate('docs/delivery/catalog.md', {
    image: catalogReference(olm),
    installers: installers.map((part) => part.trimEnd()).join('\n\n'),
  }).trimEnd();
};

const v1View = ({ files, since }: Extract<Installation, { readonly files: unknown }>) => {
  const [catalog, extension] = files as readonly [string, string];
  return { catalog, extension, since: since === undefined ? '' : `, ${sinceWhen(since)}` };
};

const limitsOf = (installation: Installation): readonly Limit[] =>
  'limits' in installation ? installation.limits : [];

/** What goes before the commands that take it away. */
const removal = (model: Model): string => {
  const objects = objectsRemoval(model);
  return objects.length === 0
    ? 'To take it away:'
    : `To take it away, delete its objects first: the operator has to be there to clean up after them.\n\n${commands(...objects)}\n\nThen the operator.`;
};

/** OLM makes all of a bundle or nothing. */
const needs = ({ manager: { serviceMonitor, prometheusRule } }: Model): string => {
  const kinds = [...(serviceMonitor ? ['ServiceMonitor'] : []), ...(prometheusRule ? ['PrometheusRule'] : [])];
  return kinds.length === 0
    ? ''
    : `OLM installs it only where the Prometheus operator is, which knows ${kinds.join(' and ')}.\n\n`;
};
