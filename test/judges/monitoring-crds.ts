/** The CustomResourceDefinitions of the Prometheus operator, out of its own Go module. */
import type { JsonObject } from '../../generators/core/model/json.ts';
import { moduleCrds } from './module-crds.ts';

/** All of monitoring.coreos.com. Throws GoMissing when they must be fetched without Go. */
export const monitoringCrds = (): Promise<readonly JsonObject[]> =>
  moduleCrds({
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.93.1',
    sum: 'h1:4Juk8v93RdG1DSGD/mGp+SeQKPmnlLIj2iq3blLZgFY=',
    files: 'example/prometheus-operator-crd/*.yaml',
  });
