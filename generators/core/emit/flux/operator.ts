/** `deploy/flux/operator`: what installs the operator itself: its namespace, where the chart is pulled from, the Helm release. */
import type { Model } from '../../model/model.ts';
import { namespace } from '../../objects/namespace.ts';
import { fluxNames, type FluxModel, INTERVAL, isShared, KEPT } from './flux-model.ts';
import { chartSource } from './sources.ts';

/** The namespace, kept when the Kustomization that made it is deleted: pruning it would delete every object in it. */
export const keptNamespace = (model: Model): object => {
  const { metadata, ...rest } = namespace(model);
  return { ...rest, metadata: { ...metadata, annotations: KEPT } };
};

/** Installs the operator; after the CRDs, where these have a release of their own. */
export const release = (model: FluxModel): object => {
  const { operator, crds } = fluxNames(model);
  const { helm, flux } = model.delivery;
  const values = flux.values.map(({ kind, name, key, optional }) => ({
    kind,
    name,
    valuesKey: key,
    optional: optional ? true : undefined,
  }));
  return helmRelease(model, operator, {
    ...(helm.crds === 'separate' && { dependsOn: [{ name: crds }] }),
    ...(values.length > 0 && { valuesFrom: values }),
  });
};

/** Installs the CRDs, which have a chart of their own. */
export const crdsRelease = (model: FluxModel): object => helmRelease(model, fluxNames(model).crds, {});

/**
 * Retried on failure, not rolled back: CRDs never are, and an older operator may not know what a newer one stored. The chart's test is
 * not run after each upgrade: the release is ready when the Deployment is, and that is what the test asks too.
 */
const helmRelease = (model: FluxModel, name: string, rest: object): object => {
  const crds = model.delivery.helm.crds === 'static' ? { crds: 'CreateReplace' } : {};
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name, namespace: model.namespace },
    spec: {
      interval: INTERVAL,
      timeout: '5m',
      ...chart(model, name),
      ...(isShared(model) && { serviceAccountName: fluxNames(model).access }),
      ...rest,
      driftDetection: { mode: 'enabled' },
      install: { ...crds, strategy: RETRY },
      upgrade: { ...crds, strategy: RETRY },
    },
  };
};

const RETRY = { name: 'RetryOnFailure', retryInterval: '2m' };

/** Charts are called like their releases. */
const chart = (model: FluxModel, name: string): object => {
  const kind = chartSource(model);
  if (kind === 'OCIRepository') return { chartRef: { kind, name } };
  const sourceRef = { kind, name: fluxNames(model).operator };
  return {
    chart: {
      spec:
        kind === 'GitRepository'
          ? // Every commit counts, not only one that changes the version in Chart.yaml.
            { chart: `./charts/${name}`, sourceRef, reconcileStrategy: 'Revision', interval: INTERVAL }
          : { chart: name, version: model.version, sourceRef, interval: INTERVAL },
    },
  };
};

/**
 * As whom the release is applied where teams share the cluster: Flux then uses no rights of its own. Whoever creates CRDs and
 * ClusterRoles can give himself every right, so this account has them all, as in Flux's own examples. Not in the folder of the release:
 * it would be deleted together with it, and nobody could uninstall the chart.
 */
export const accessObjects = (model: FluxModel): readonly (readonly [file: string, object: object])[] => {
  const { access: name } = fluxNames(model);
  return [
    [
      'service-account.yaml',
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: model.namespace } },
    ],
    [
      'cluster-role-binding.yaml',
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
        subjects: [{ kind: 'ServiceAccount', name, namespace: model.namespace }],
      },
    ],
  ];
};
