/** The CRDs in a bundle are those that its ClusterServiceVersion owns (operator-framework/api bundle.go, validateOwnedCRDs). */
import type { Path } from '../../../spec/path.ts';
import type { BundleDocument } from '../../bundle-file.ts';
import type { Findings } from '../findings.ts';
import { formatGvk, type Gvk, groupOfCrd } from '../gvk.ts';
import type { Judged, JudgedCrd } from '../judged.ts';
import { hasUnread } from '../reading.ts';

/** Each owned version of a kind has its CRD, each CRD is owned in one version at least, and none is there twice. */
export const checkOwnedCrds = ({ bundle, csv, crds }: Judged, findings: Findings): void => {
  const present = new Map<string, Served>();
  for (const served of crds
    .toSorted((a, b) => (a.version < b.version ? -1 : a.version > b.version ? 1 : 0))
    .flatMap(servedBy)) {
    const name = formatGvk(served.gvk);
    const first = present.get(name);
    if (first !== undefined)
      findings.error(
        served.document,
        served.path,
        first.document === served.document
          ? `${name} is there twice.`
          : `${name} is there twice: ${first.document.path} has it too.`,
        'Keep one of the two.',
      );
    else present.set(name, served);
  }
  const isOwned = new Set<string>();
  for (const [i, { name = '', version = '', kind = '' }] of (
    csv.spec.customresourcedefinitions?.owned ?? []
  ).entries()) {
    const gvk: Gvk = { group: groupOfCrd(name) ?? name, version, kind };
    if (present.delete(formatGvk(gvk))) isOwned.add(`${gvk.kind}.${gvk.group}`);
    else if (!hasUnread(bundle))
      findings.error(
        csv.document,
        ['spec', 'customresourcedefinitions', 'owned', i],
        `${formatGvk(gvk)} is owned, and there is no CRD of it in the bundle.`,
        hintFor(gvk, crds),
      );
  }
  for (const [name, { gvk, document, path }] of present)
    if (!isOwned.has(`${gvk.kind}.${gvk.group}`))
      findings.error(
        document,
        path,
        `${name} has a CRD here, and the ClusterServiceVersion does not own it.`,
        'Add it to spec.customresourcedefinitions.owned, or remove the CRD.',
      );
};

interface Served {
  readonly gvk: Gvk;
  readonly document: BundleDocument;
  readonly path: Path;
}

/** Every version of a CRD, where it is named. */
const servedBy = ({ document, version, value: { spec = {} } }: JudgedCrd): readonly Served[] => {
  const { group = '', names = {}, versions = [] } = spec;
  const served = (name: string, path: Path): Served => ({
    gvk: { group, version: name, kind: names.kind ?? '' },
    document,
    path,
  });
  if (version === 'v1beta1' && versions.length === 0) return [served(spec.version ?? '', ['spec', 'version'])];
  return versions.map(({ name = '' }, i) => served(name, ['spec', 'versions', i, 'name']));
};

const hintFor = ({ group, kind }: Gvk, crds: readonly JudgedCrd[]): string => {
  const versions = crds
    .flatMap(servedBy)
    .filter(({ gvk }) => gvk.group === group && gvk.kind === kind)
    .map(({ gvk }) => gvk.version);
  return versions.length > 0
    ? `Its CRD has ${versions.join(', ')}: use one of them.`
    : 'Add the CRD to manifests/, or correct name, version and kind here.';
};
