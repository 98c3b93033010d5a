/** `catalog`: the spec with a catalog switched on. */
import { type Loaded, loadSpec } from '../spec/load.ts';
import type { Path } from '../spec/path.ts';
import { createReport } from '../spec/report.ts';
import { type Drafted, SPEC_FILE } from './draft.ts';
import { editedSpec } from './edited-spec.ts';
import type { CatalogRequest } from './request.ts';

const OLM: Path = ['spec', 'delivery', 'olm'];

/** The draft. The spec that is there has no fault. */
export const draftCatalog = (request: CatalogRequest, root: string, bytes: Uint8Array, loaded: Loaded): Drafted => {
  const { spec, source } = loaded as Required<Loaded>;
  const olm = spec.spec.delivery?.olm;
  if (olm?.releases === undefined || olm.releases.length === 0) {
    const report = createReport(source);
    report.error(
      [...OLM, 'releases'],
      'nothing was released, so there is nothing for a catalog to offer.',
      'Make the first release: k8s-operator bundle --channels stable.',
    );
    return { outcome: { type: 'problems', request, problems: report.problems() } };
  }
  if (olm.catalog !== undefined) return { root, text: bytes, loaded };
  const text = editedSpec(source, [{ path: [...OLM, 'catalog'], value: {} }]);
  return { root, text, loaded: loadSpec(text, SPEC_FILE) };
};
