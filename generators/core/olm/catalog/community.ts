/**
 * What a submission to k8s-operatorhub/community-operators has beside the bundles: `ci.yaml` for the operator and `release-config.yaml`
 * for each release (its docs/contributing-fbc.md; schemas: redhat-openshift-ecosystem/operator-pipelines, operatorcert/schemas). The
 * same tree can be submitted to the catalogs of OpenShift, where catalogs are named after versions of it: `v4.20`.
 */
import type { Release, ReleaseHistory } from '../../model/release.ts';
import { bundleName } from '../../model/bundle-name.ts';

/** The template that the pipeline keeps up, in `catalog-templates/`. Of two for one catalog the second would write over the first. */
export const COMMUNITY_TEMPLATE = 'basic.yaml';

export interface Submission {
  /** Who may have changes merged, by their names on GitHub. */
  readonly reviewers: readonly string[];
  /** Whether the catalog is a file-based one, made of the template; else the pipeline makes the graph from the bundles. */
  readonly fileBased: boolean;
  /** Those that the template makes; `latest` for community-operators. */
  readonly catalogs: readonly string[];
}

/** `ci.yaml`. */
export const ciConfig = ({ reviewers, fileBased, catalogs }: Submission): object => ({
  // The schema allows no empty list.
  ...(reviewers.length > 0 && { reviewers }),
  ...(fileBased
    ? {
        fbc: {
          enabled: true,
          catalog_mapping: [{ template_name: COMMUNITY_TEMPLATE, catalog_names: catalogs, type: 'olm.template.basic' }],
        },
      }
    : // Not beside `fbc`: the documentation allows it for operators without a file-based catalog only.
      { updateGraph: 'replaces-mode' }),
});

/** `release-config.yaml`: where the pipeline puts the release in the graph, once its bundle is merged. */
export const releaseConfig = (packageName: string, release: Release, history: ReleaseHistory): object => {
  const { channels, replaces, skips, skipRange } = release;
  return {
    merge: true,
    catalog_templates: [
      {
        template_name: COMMUNITY_TEMPLATE,
        channels,
        // The pipeline refuses one that the release is not in.
        ...(channels.includes(history.defaultChannel) && { defaultChannel: history.defaultChannel }),
        ...(replaces !== undefined && { replaces: bundleName(packageName, replaces) }),
        ...(skips.length > 0 && { skips: skips.map((skipped) => bundleName(packageName, skipped)) }),
        ...(skipRange !== undefined && { skipRange }),
      },
    ],
  };
};
