/** What to type next, after something was written. */
import { relative } from 'node:path';
import { type Change, isWrite } from '../apply/change.ts';
import { bundleTag, catalogReference } from '../model/olm-images.ts';
import type { Model } from '../model/model.ts';
import type { Outcome } from './outcome.ts';

/** One line, or none when there is nothing to do. */
export const nextSteps = (
  { request, root, set, imported, model }: Extract<Outcome, { type: 'done' }>,
  cwd: string,
): readonly string[] => {
  const written = set.changes.filter(isWrite);
  if (request.dryRun || written.length === 0) return [];
  if (imported !== undefined && !imported.isProject)
    return [`Next:  k8s-operator new --spec ${quoted(imported.file)}     (makes the operator in ./${imported.name})`];
  if (request.command === 'api' || request.command === 'import')
    return ['Next:  npm test     (the new API has a test of its own)'];
  if (request.command === 'bundle' || request.command === 'catalog') return olmSteps(written, model);
  if (request.command !== 'new')
    return written.some(({ path }) => path === 'package.json') ? ['Next:  npm install'] : [];
  const folder = relative(cwd, root);
  const enter = folder === '' ? '' : `cd ${quoted(folder)} && `;
  return [`Next:  ${enter}npm install && npm run dev     (an API server in memory; no cluster needed)`];
};

/** The images that are to be built and pushed now; those of a release only once. */
const olmSteps = (written: readonly Change[], model: Model | undefined): readonly string[] => {
  const olm = model?.delivery.olm;
  if (model === undefined || olm === undefined) return [];
  const { repository, tag } = model.image;
  const image = (file: string, reference: string): string =>
    `docker build -f ${file} -t ${reference} . && docker push ${reference}`;
  const isReleased = written.some(({ owner }) => owner === 'released');
  const steps = [
    ...(isReleased
      ? [image('Dockerfile', `${repository}:${tag}`), image('bundle.Dockerfile', bundleTag(olm, olm.release.version))]
      : []),
    olm.catalogImage === undefined
      ? 'k8s-operator catalog     (a catalog of all releases, for clusters to install it from)'
      : image('catalog.Dockerfile', catalogReference(olm)),
  ];
  return steps.map((step, i) => `${i === 0 ? 'Next:' : '     '}  ${step}`);
};

/** What a release is in the upgrade graph: some of it nobody has typed. */
export const releaseLine = ({ request, set, model }: Extract<Outcome, { type: 'done' }>): readonly string[] => {
  if (request.command !== 'bundle' || model === undefined || !set.changes.some(isWrite)) return [];
  const version = request.version ?? model.version;
  const release = model.delivery.olm?.history.releases.find((one) => one.version === version);
  if (release === undefined) return [];
  const { channels, replaces, skips, skipRange } = release;
  return [
    [
      `Release ${version}: in ${channels.join(', ')}`,
      ...(replaces === undefined ? [] : [`replaces ${replaces}`]),
      ...(skips.length === 0 ? [] : [`skips ${skips.join(', ')}`]),
      ...(skipRange === undefined ? [] : [`skips all of ${skipRange}`]),
    ]
      .join('; ')
      .concat('.'),
  ];
};

const quoted = (word: string): string =>
  /^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
