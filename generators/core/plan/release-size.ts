/**
 * Whether a release of a chart fits into the Secret that Helm keeps it in. There is all of the chart, and once more what was rendered:
 * JSON, gzip, base64 (helm.sh/helm/v4/pkg/storage/driver). Definitions are what makes charts large.
 */
import { gzipSync } from 'node:zlib';
import { crdsChartName, hasCrdsChart } from '../emit/chart/crds.ts';
import type { Model } from '../model/model.ts';
import type { Problem } from '../spec/problem.ts';
import type { PlannedFile } from './plan.ts';

/** Bytes that a Secret has at most (k8s.io/api/core/v1.MaxSecretSize). */
export const LARGEST_RELEASE = 1024 * 1024;

/** A warning for each chart whose releases Kubernetes would refuse to keep. `file`: the spec. */
export const releaseProblems = (model: Model, plan: readonly PlannedFile[], file: string): readonly Problem[] =>
  model.delivery.helm === undefined
    ? []
    : [model.name, ...(hasCrdsChart(model) ? [crdsChartName(model)] : [])].flatMap((chart) => {
        const size = releaseSize(chartFiles(plan, chart));
        return size <= LARGEST_RELEASE ? [] : [problem(model, chart, size, file)];
      });

const problem = (model: Model, chart: string, size: number, file: string): Problem => ({
  file,
  path: 'spec.delivery.helm',
  message: `a release of charts/${chart} takes ${(size / LARGEST_RELEASE).toFixed(1)} MiB. Helm keeps it in a Secret, which has at most 1 MiB: "helm install" will fail.`,
  hint:
    model.delivery.helm?.crds === 'static'
      ? 'Shorten the descriptions of the schemas, or part the kinds between two operators.'
      : 'With crds: static the definitions are in it once, not twice. Else shorten the descriptions of their schemas, or part the kinds between two operators.',
  severity: 'warning',
});

/** The planned files of a chart by their paths in it. */
export const chartFiles = (plan: readonly PlannedFile[], chart: string): readonly (readonly [string, Buffer])[] =>
  plan.flatMap(({ path, content }) => {
    const folder = `charts/${chart}/`;
    return path.startsWith(folder) ? [[path.slice(folder.length), Buffer.from(content)] as const] : [];
  });

/** Bytes of the Secret; about, for what is rendered is not known here to the byte. 0 where it is small in any case. */
export const releaseSize = (files: readonly (readonly [path: string, content: Buffer])[]): number => {
  const raw = files.reduce((sum, [, content]) => sum + content.length, 0);
  // In base64, and beside it rendered; in base64 again. No text is that large which gzip makes half as long, and it makes any shorter.
  if ((raw * (4 / 3 + 1) * (4 / 3)) / 2 <= LARGEST_RELEASE) return 0;
  const release = {
    chart: files.map(([name, content]) => ({ name, data: content.toString('base64') })),
    manifest: files.filter(([path]) => RENDERED.test(path)).map(([, content]) => content.toString()),
  };
  return Math.ceil(gzipSync(JSON.stringify(release), { level: 9 }).length / 3) * 4;
};

/** What is rendered, or nearly is; the folder crds/ is not. */
const RENDERED = /^(?:templates|files\/(?:crds|dashboards|tests))\//;
