/**
 * Selectable fields of several versions. kube-apiserver 1.36 moves what is alike in all versions to the definition as a whole, schemas and
 * selectable fields each for themselves, and then refuses the one without the other (conversion.go and validation.go of apiextensions).
 */
import { jsonText } from '../../model/json.ts';
import { rootSchema } from '../../model/root-schema.ts';
import { goOrdered } from '../../objects/go-order.ts';
import type { Report } from '../report.ts';
import type { Spec } from '../spec.ts';

/** Reports selectable fields that are alike where schemas are not, and the reverse. */
export const checkSelectableVersions = ({ spec: { apis } }: Spec, report: Report): void => {
  for (const [i, { versions }] of apis.entries()) {
    if (versions.length < 2 || versions.every(({ selectableFields = [] }) => selectableFields.length === 0)) continue;
    const sameFields = areAlike(versions.map(({ selectableFields = [] }) => jsonText(selectableFields)));
    const sameSchemas = areAlike(versions.map(({ schema }) => jsonText(goOrdered(rootSchema(schema)))));
    if (sameFields === sameSchemas) continue;
    for (const [j, { selectableFields = [] }] of versions.entries())
      if (selectableFields.length > 0)
        report.error(
          ['spec', 'apis', i, 'versions', j, 'selectableFields'],
          `all versions have ${sameFields ? 'these fields but not the same schema' : 'the same schema but not these fields'}, which the API server cannot take.`,
          sameFields
            ? 'Write the fields of one version in another order, or leave one out.'
            : 'Give all versions the same fields, or one of them another description.',
          'key',
        );
  }
};

const areAlike = (texts: readonly string[]): boolean => texts.every((text) => text === texts[0]);
