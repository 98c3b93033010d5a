/** The recommended labels (kubernetes.io/docs/concepts/overview/working-with-objects/common-labels). */
import type { Model } from '../model/model.ts';

/** What selects the manager's pods; never changes, because a Deployment's selector cannot. */
export const selectorLabels = ({ name }: Pick<Model, 'name'>): Readonly<Record<string, string>> => ({
  'app.kubernetes.io/name': name,
});

/** What every object of the operator carries. */
export const objectLabels = (model: Pick<Model, 'name' | 'version'>): Readonly<Record<string, string>> => ({
  ...selectorLabels(model),
  'app.kubernetes.io/version': labelValue(model.version),
});

/** SemVer allows a `+` and any length, a label value neither. */
const labelValue = (version: string): string =>
  version
    .replaceAll('+', '_')
    .slice(0, 63)
    .replace(/[^A-Za-z0-9]+$/, '');
