/** Where the images of bundle and catalog are pushed: the generator puts the tags behind them. */
import { quote } from '../../../near.ts';
import type { OlmSpec } from '../../../olm-spec.ts';
import type { Report } from '../../../report.ts';
import { isRepository } from '../../repository.ts';

/** What no registry takes, and names with a tag or a digest. */
export const checkOlmImages = ({ bundleImage, catalog }: OlmSpec, report: Report): void => {
  const named = [
    [['bundleImage'], bundleImage],
    [['catalog', 'image'], catalog?.image],
  ] as const;
  for (const [field, image] of named)
    if (image !== undefined && !isRepository(image))
      report.error(
        ['spec', 'delivery', 'olm', ...field],
        `${quote(image)} is no image without a tag.`,
        'Use registry/repository, in lower case: ghcr.io/acme/memcached-operator-bundle. The version is put behind it.',
      );
};
