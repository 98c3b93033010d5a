/** The CustomResourceDefinitions of OLM v0 and v1, out of their own Go modules. */
import type { JsonObject } from '../../generators/core/model/json.ts';
import { moduleCrds } from './module-crds.ts';

/** All of operators.coreos.com. Throws GoMissing when they must be fetched without Go. */
export const olmV0Crds = (): Promise<readonly JsonObject[]> =>
  moduleCrds({
    module: 'github.com/operator-framework/api',
    version: 'v0.45.0',
    sum: 'h1:hkROwtsLH3oszp4IW+WsXEFSDgveSahHI7DKStOtrUI=',
    files: 'crds/*.yaml',
  });

/** From the version that still needs a ServiceAccount to the newest. */
export const OLM_V1_VERSIONS = ['v1.10.0', 'v1.11.0'] as const;

const SUMS: Readonly<Record<(typeof OLM_V1_VERSIONS)[number], string>> = {
  'v1.10.0': 'h1:ohJju0MgZf3jisT05QOag0VMKs1EFp1N4jRDGlQ15qw=',
  'v1.11.0': 'h1:I1isTdEJ5mT5WHV+o3DPI3bI+eO0xls4gaVbx8kS/Mg=',
};

/** Those of olm.operatorframework.io that a cluster has without feature gates. Throws as `olmV0Crds` does. */
export const olmV1Crds = (version: (typeof OLM_V1_VERSIONS)[number]): Promise<readonly JsonObject[]> =>
  moduleCrds({
    module: 'github.com/operator-framework/operator-controller',
    version,
    sum: SUMS[version],
    files: 'helm/olmv1/base/*/crd/standard/*.yaml',
  });
