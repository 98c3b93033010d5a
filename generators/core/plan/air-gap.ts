/** What has to be in a registry before clusters without internet can pull it: deploy/images.txt, deploy/artifacts.txt. */
import { artifactList, imageList } from '../emit/air-gap/lists.ts';
import type { Model } from '../model/model.ts';
import type { PlannedFile } from './plan.ts';

/** Images where anything is delivered, artifacts where any are pushed. `released` are the images of releases that were made before. */
export const airGapFiles = (model: Model, released: readonly string[] = []): readonly PlannedFile[] => {
  const { helm, flux, olm } = model.delivery;
  return [
    ...((helm ?? flux ?? olm) ? [managed('deploy/images.txt', imageList(model, released))] : []),
    ...((helm ?? flux) ? [managed('deploy/artifacts.txt', artifactList(model))] : []),
  ];
};

const managed = (path: string, content: string): PlannedFile => ({ path, content, owner: 'managed' });
