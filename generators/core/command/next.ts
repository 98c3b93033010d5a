/** What to type next, after something was written. */
import { relative } from 'node:path';
import { isWrite } from '../apply/change.ts';
import { bundleReference, catalogReference } from '../model/olm-images.ts';
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
  if (request.command === 'bundle' || request.command === 'catalog') return olmSteps(request.command, model);
  if (request.command !== 'new')
    return written.some(({ path }) => path === 'package.json') ? ['Next:  npm install'] : [];
  const folder = relative(cwd, root);
  const enter = folder === '' ? '' : `cd ${quoted(folder)} && `;
  return [`Next:  ${enter}npm install && npm run dev     (an API server in memory; no cluster needed)`];
};

/** The image that is to be built and pushed now. */
const olmSteps = (command: 'bundle' | 'catalog', model: Model | undefined): readonly string[] => {
  const olm = model?.delivery.olm;
  if (olm === undefined) return [];
  const image = command === 'bundle' ? bundleReference(olm) : catalogReference(olm);
  return [
    `Next:  docker build -f ${command}.Dockerfile -t ${image} . && docker push ${image}`,
    ...(command === 'bundle' && olm.catalogImage === undefined
      ? ['       k8s-operator catalog     (a catalog of all releases, for clusters to install it from)']
      : []),
  ];
};

const quoted = (word: string): string =>
  /^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
