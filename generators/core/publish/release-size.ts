/** Charts that files of the user's own make too large: Helm packs and pushes them, and no cluster keeps a release of them. */
import { fileWarning } from '../apply/fault.ts';
import type { PlannedFile } from '../plan/plan.ts';
import { chartFiles, LARGEST_RELEASE, releaseSize } from '../plan/release-size.ts';
import type { Problem } from '../spec/problem.ts';
import type { ChartSource } from './chart-package.ts';

/** A warning, or none; where what is generated is too large by itself, the spec was warned of. */
export const sizeWarnings = (
  { folder, files, metadata }: ChartSource,
  plan: readonly PlannedFile[],
): readonly Problem[] => {
  const size = releaseSize(files.map(({ path, bytes }) => [path, Buffer.from(bytes)]));
  if (size <= LARGEST_RELEASE || releaseSize(chartFiles(plan, metadata.name)) > LARGEST_RELEASE) return [];
  const own = files.filter(({ path }) => !plan.some((planned) => planned.path === `${folder}/${path}`));
  const [largest] = own.toSorted((a, b) => b.bytes.length - a.bytes.length);
  return [
    fileWarning(
      folder,
      `a release of it takes ${(size / LARGEST_RELEASE).toFixed(1)} MiB. Helm keeps it in a Secret, which has at most 1 MiB: "helm install" will fail.`,
      `Take out what does not belong to it, or name that in ${folder}/.helmignore${largest === undefined ? '' : `: the largest is ${largest.path}`}.`,
    ),
  ];
};
