/** Images that an operator uses (operator-framework/api bundle.go, validateRelatedImages). */
import { quote } from '../../../spec/near.ts';
import type { Findings } from '../findings.ts';
import { imageFault } from '../../image-reference.ts';
import type { Judged } from '../judged.ts';

/** Each can be pulled, as far as its name tells. */
export const checkRelatedImages = ({ csv: { document, spec } }: Judged, findings: Findings): void => {
  for (const [i, { image = '' }] of (spec.relatedImages ?? []).entries()) {
    const path = ['spec', 'relatedImages', i, 'image'];
    if (image === '')
      findings.error(document, path, 'the image is empty.', 'Name it: ghcr.io/acme/memcached-operator:0.1.0.');
    else {
      const fault = imageFault(image);
      if (fault !== undefined)
        findings.error(document, path, `${quote(image)} is no image: ${fault.message}`, fault.hint);
    }
  }
};
