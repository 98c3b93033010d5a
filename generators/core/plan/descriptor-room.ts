/** What of the kinds a console is not told: the ClusterServiceVersion has no room for descriptors of fields without number. */
import { cutDescriptors } from '../emit/olm/csv.ts';
import { ROOM } from '../emit/olm/fitted.ts';
import type { Model } from '../model/model.ts';
import type { Problem } from '../spec/problem.ts';

/** A warning that names the kinds whose deepest fields have no descriptor. `file`: the spec. */
export const descriptorProblems = (model: Model, file: string): readonly Problem[] => {
  const { olm } = model.delivery;
  const cut = olm === undefined ? [] : cutDescriptors(model, olm);
  if (cut.length === 0) return [];
  const kinds = cut.map(
    ({ kind, version, missing, present }) => `${kind} ${version} (${present} of ${missing + present})`,
  );
  return [
    {
      file,
      path: 'spec.delivery.olm',
      message: `a ClusterServiceVersion of ${ROOM / 1024} KiB has no room for descriptors of all fields: the deepest of ${kinds.join(', ')} have none. A console's form asks for those by what the definitions say of them, and its page of an object does not show them.`,
      hint: 'This may stay so. Fewer fields, versions or kinds in one operator leave room for all.',
      severity: 'warning',
    },
  ];
};
