/**
 * The ClusterServiceVersion: one release of the operator as OLM installs it and a catalog shows it. Whole: nothing is left to fill in.
 * `createdAt` is what the release says: the time of a run would differ in every run.
 */
import { bundleName } from '../../model/bundle-name.ts';
import { capabilityLevel } from '../../model/capability.ts';
import { jsonText } from '../../model/json.ts';
import type { OlmDelivery } from '../../model/olm-delivery.ts';
import type { Model } from '../../model/model.ts';
import { oldestKubernetes } from '../../model/oldest/oldest-kubernetes.ts';
import { examples } from './examples.ts';
import { type Cut, fitted, type Fitted } from './fitted.ts';
import { icon } from './icon.ts';
import { relatedImages } from './images.ts';
import { install, installModes } from './install.ts';
import { kindDescription, type OwnedKind, ownedKinds } from './owned.ts';

/** The ClusterServiceVersion; a file of its own in `bundle/manifests`. */
export const clusterServiceVersion = (model: Model, olm: OlmDelivery): object =>
  withKinds(model, olm, fittedKinds(model, olm).kinds);

/** The kinds of which not every field has a descriptor, for there is no room. */
export const cutDescriptors = (model: Model, olm: OlmDelivery): readonly Cut[] => fittedKinds(model, olm).cut;

const fittedKinds = (model: Model, olm: OlmDelivery): ReturnType<typeof fitted<OwnedKind>> => {
  const known = kindsOf.get(model);
  if (known !== undefined) return known;
  const owned = model.apis.flatMap(ownedKinds);
  const bare = owned.map((kind) => ({ ...kind, specDescriptors: [], statusDescriptors: [] }));
  const kinds = fitted(owned, Buffer.byteLength(JSON.stringify(withKinds(model, olm, bare))));
  kindsOf.set(model, kinds);
  return kinds;
};

/** It is printed, and what was left out is told. */
const kindsOf = new WeakMap<Model, ReturnType<typeof fitted<OwnedKind>>>();

const withKinds = (model: Model, olm: OlmDelivery, owned: readonly Fitted<OwnedKind>[]): object => ({
  apiVersion: 'operators.coreos.com/v1alpha1',
  kind: 'ClusterServiceVersion',
  metadata: { name: bundleName(model.name, model.version), annotations: annotations(model, olm), labels: LABELS },
  spec: {
    displayName: model.displayName,
    description: description(model),
    version: model.version,
    ...(olm.release.replaces !== undefined && { replaces: bundleName(model.name, olm.release.replaces) }),
    ...nonEmpty(
      'skips',
      olm.release.skips.map((version) => bundleName(model.name, version)),
    ),
    maturity: maturity(model),
    minKubeVersion: oldestKubernetes(model).operator,
    provider: olm.provider,
    ...nonEmpty('maintainers', olm.maintainers),
    ...nonEmpty('links', olm.links),
    ...nonEmpty('keywords', olm.keywords),
    icon: [
      olm.icon ?? { base64data: Buffer.from(icon(model.displayName)).toString('base64'), mediatype: 'image/svg+xml' },
    ],
    installModes: installModes(model),
    customresourcedefinitions: { owned },
    install: { strategy: 'deployment', spec: install(model) },
    relatedImages: relatedImages(model),
  },
});

const annotations = (model: Model, olm: OlmDelivery): Readonly<Record<string, string>> => ({
  'alm-examples': jsonText(model.apis.flatMap(examples), 2),
  capabilities: capabilityLevel(model),
  ...(olm.categories.length > 0 && { categories: olm.categories.join(', ') }),
  containerImage: `${model.image.repository}:${model.image.tag}`,
  ...(olm.release.createdAt !== undefined && { createdAt: olm.release.createdAt }),
  description: summary(model),
  ...(olm.release.skipRange !== undefined && { 'olm.skipRange': olm.release.skipRange }),
  'operatorframework.io/suggested-namespace': model.namespace,
  ...(olm.repository !== undefined && { repository: olm.repository }),
  support: olm.provider.name,
});

/** What the image is built for, by the generated workflow; without them OLM takes it for amd64 alone. */
const LABELS = {
  'operatorframework.io/arch.amd64': 'supported',
  'operatorframework.io/arch.arm64': 'supported',
  'operatorframework.io/os.linux': 'supported',
};

/** Shown in lists: the first paragraph that has more than a heading, on one line. */
const summary = ({ description, displayName }: Model): string => {
  const text = description.replaceAll(/^ {0,3}#{1,6}(?:[ \t].*)?$/gm, '').trim();
  const [first = ''] = text.split(/\n\s*\n/);
  return first === '' ? displayName : first.replaceAll(/\s+/g, ' ');
};

/** Markdown, shown on the operator's page. */
const description = (model: Model): string => {
  const kinds = model.apis.map(
    (api) => `- **${api.kind}**: ${kindDescription(api, api.storage).replaceAll(/\s+/g, ' ')}`,
  );
  const text = model.description.trim() === '' ? summary(model) : model.description.trim();
  return kinds.length === 0 ? text : `${text}\n\n## Kinds\n\n${kinds.join('\n')}`;
};

/** As stable as its least stable kind is. */
const maturity = ({ apis }: Model): 'alpha' | 'beta' | 'stable' => {
  const versions = apis.map(({ storage }) => storage.name);
  if (versions.some((version) => version.includes('alpha'))) return 'alpha';
  return versions.some((version) => version.includes('beta')) ? 'beta' : 'stable';
};

const nonEmpty = (key: string, list: readonly unknown[]): object => (list.length === 0 ? {} : { [key]: list });
