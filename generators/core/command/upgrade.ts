/**
 * `bundle`: what an upgrade to the release breaks, told before anybody has it. OLM v1 does not upgrade to what crdify calls breaking
 * (operator-controller, crdupgradesafety), OLM v0 not where an object that is there does not fit its new schema.
 */
import { compareDefinitions } from '../evolution/compare.ts';
import { type Definition, definitionOfApi, readDefinition } from '../evolution/definition.ts';
import { evolutionProblems } from '../evolution/problems.ts';
import { fromV1beta1 } from '../import/v1beta1.ts';
import type { JsonObject } from '../model/json.ts';
import type { Model } from '../model/model.ts';
import { neededVersion, needsOf, oldestKubernetes } from '../model/oldest/oldest-kubernetes.ts';
import type { BundleDocument } from '../olm/bundle-file.ts';
import { textAt } from '../olm/catalog/go-shape.ts';
import { highest } from '../olm/version.ts';
import type { KeptBundle } from '../plan/kept.ts';
import type { Problem } from '../spec/problem.ts';
import { createReport } from '../spec/report.ts';
import { MIN_KUBE_VERSION, placeOfNeed } from '../spec/rules/delivery/olm/min-kube-version.ts';
import { isNewer } from '../spec/semver.ts';
import type { Source } from '../spec/source.ts';
import type { Spec } from '../spec/spec.ts';

/** Warnings, for it may be wanted; none where the release is the first. */
export const upgradeProblems = (
  model: Model,
  kept: readonly KeptBundle[],
  spec: Spec,
  source: Source,
): readonly Problem[] => {
  const before = upgradedFrom(model, kept);
  if (before?.bundle.content === undefined) return [];
  const now = model.apis.map(definitionOfApi);
  const { crds, content } = before.bundle;
  const comparison = compareDefinitions(crds.map(definitionOf), now);
  const broken = evolutionProblems(comparison, spec, source)
    .filter(({ severity }) => severity === 'error')
    .map((problem): Problem =>
      Object.assign({}, problem, {
        severity: 'warning',
        message: `an upgrade from ${before.version} ${problem.message}`,
      }),
    );
  return [...broken, ...newerKubernetes(model, { version: before.version, csv: content.csv }, spec, source)];
};

/** A bundle from elsewhere may be old enough for v1beta1. What that says and v1 cannot was the older release's own. */
const definitionOf = ({ value, source }: BundleDocument): Definition =>
  readDefinition(fromV1beta1(value, createReport(source)).crd);

/** Whoever has an older cluster: OLM leaves a ClusterServiceVersion pending there (olm/requirements.go, minKubeVersionStatus). */
const newerKubernetes = (
  model: Model,
  before: { readonly version: string; readonly csv: JsonObject },
  spec: Spec,
  source: Source,
): readonly Problem[] => {
  const old = textAt(before.csv, 'spec', 'minKubeVersion');
  const { operator: now } = oldestKubernetes(model);
  if (!isNewer(now, old)) return [];
  const needs = model.delivery.olm?.minKubeVersion === undefined ? needsOf(model) : [];
  const newest = needs.find((need) => neededVersion([need]) === now);
  const report = createReport(source);
  report.warning(
    newest === undefined ? MIN_KUBE_VERSION : placeOfNeed(newest, spec),
    `an upgrade from ${before.version} takes Kubernetes ${now}, where ${old} did: OLM does not finish it on older clusters.`,
    'Say so to those who have one, or do without it.',
  );
  return report.problems();
};

/** The release that it replaces; else the highest of those before it, which it skips. */
const upgradedFrom = (model: Model, kept: readonly KeptBundle[]): KeptBundle | undefined => {
  const replaced = kept.find(({ version }) => version === model.delivery.olm?.release.replaces);
  return replaced ?? highest(kept.filter(({ version }) => isNewer(model.version, version)));
};
