/**
 * Images: what is mirrored for a cluster without internet is what relatedImages lists. opm adds those of containers to it
 * (operator-registry alpha/action/render.go, getRelatedImages), but not those that variables name.
 */
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import { digestOf } from '../../image-reference.ts';
import type { Subject } from '../subject.ts';
import type { Test } from '../test.ts';

export const relatedImages: Test = {
  name: 'images-are-related',
  suite: 'consistency',
  description: 'Every image that the operator runs or is told of is in relatedImages.',
  judge: (subject, findings) => {
    const { document, spec, annotations } = subject;
    const related = spec.relatedImages ?? [];
    const used = imagesOf(subject);
    if (related.length === 0 && used.length > 0)
      return findings.warning(
        document,
        ['spec', 'relatedImages'],
        'there are no relatedImages, so a mirror of the catalog has at most the images of the containers.',
        'List every image that the operator needs.',
        'key',
      );
    for (const { image, path, isNamed } of used)
      if (!related.some((each) => each.image === image))
        findings[isNamed ? 'error' : 'warning'](
          document,
          path,
          `the image ${quote(image)} is not in relatedImages.`,
          isNamed
            ? 'Add it, or a mirror of the catalog has it not.'
            : 'Add it: opm adds what containers run, and other tools that mirror go by the list alone.',
        );
    for (const [i, { name = '', image = '' }] of related.entries())
      if (
        related.findIndex((each) => each.name === name && each.image !== image) < i &&
        related.some((each, j) => j < i && each.name === name && each.image !== image)
      )
        findings.warning(
          document,
          ['spec', 'relatedImages', i, 'name'],
          `two images have the name ${quote(name)}.`,
          'Give each a name of its own.',
        );
    // A digest is worth something only where all have one.
    const tagged = related.flatMap(({ image = '' }, i) => (digestOf(image) === undefined ? [i] : []));
    if (tagged.length < related.length)
      for (const i of tagged)
        findings.warning(
          document,
          ['spec', 'relatedImages', i, 'image'],
          `${quote(related[i]!.image ?? '')} is no digest, and others are.`,
          'Use digests for all, so that what is installed is what was tested.',
        );
    const { containerImage } = annotations;
    if (containerImage !== undefined && used.length > 0 && !used.some(({ image }) => image === containerImage))
      findings.warning(
        document,
        ['metadata', 'annotations', 'containerImage'],
        `${quote(containerImage)} is none of the images that the operator runs.`,
        `It runs ${[...new Set(used.map(({ image }) => image))].join(', ')}.`,
      );
    return undefined;
  },
};

interface Used {
  readonly image: string;
  readonly path: Path;
  /** By a variable, for pods that the operator makes. */
  readonly isNamed: boolean;
}

/** Of containers, and those in variables RELATED_IMAGE_…, as OLM's tools replace them. */
const imagesOf = ({ deployments }: Subject): readonly Used[] =>
  deployments.flatMap(({ containers }) =>
    containers.flatMap(({ container: { image = '', env = [] }, path }) => [
      ...(image === '' ? [] : [{ image, path: [...path, 'image'], isNamed: false }]),
      ...env.flatMap(({ name = '', value = '' }, i) =>
        name.startsWith('RELATED_IMAGE_') && value !== ''
          ? [{ image: value, path: [...path, 'env', i, 'value'], isNamed: true }]
          : [],
      ),
    ]),
  );
