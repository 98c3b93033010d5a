/** `deploy/flux/notifications`: Flux tells what becomes of the operator and its objects, and can be told that there is something new. */
import { servedApis } from '../../model/served.ts';
import { FLUX_NAMESPACE, fluxNames, type FluxModel, isShared, SOURCE_API } from './flux-model.ts';
import { chartSource, manifestsSourceKind } from './sources.ts';

const API = 'notification.toolkit.fluxcd.io/v1beta3';

/** Something that an event is about. */
interface EventSource {
  readonly kind: string;
  readonly name: string;
  /** Where that is not the alert's. */
  readonly namespace?: string | undefined;
}

/** Who is told. */
export const provider = (model: FluxModel, namespace = FLUX_NAMESPACE): object => {
  const { type, address, channel, secret } = model.delivery.flux.notifications!;
  return {
    apiVersion: API,
    kind: 'Provider',
    metadata: { name: model.name, namespace },
    spec: {
      type,
      ...(address !== undefined && { address }),
      ...(channel !== undefined && { channel }),
      ...(secret !== undefined && { secretRef: { name: secret } }),
    },
  };
};

/** What is told of what is in Flux's namespace, and of the release; of that by an alert of its own where teams share the cluster. */
export const alert = (model: FluxModel): object =>
  alertOf(model, FLUX_NAMESPACE, [...flux(model), ...(isShared(model) ? [] : release(model, model.namespace))]);

/** Of the release, from its own namespace: Flux's multi-tenancy lockdown refuses references across. */
export const releaseAlert = (model: FluxModel): object => alertOf(model, model.namespace, release(model));

const alertOf = (model: FluxModel, namespace: string, eventSources: readonly EventSource[]): object => ({
  apiVersion: API,
  kind: 'Alert',
  metadata: { name: model.name, namespace },
  spec: {
    providerRef: { name: model.name },
    eventSeverity: model.delivery.flux.notifications?.severity,
    eventSources,
  },
});

const flux = (model: FluxModel): readonly EventSource[] => {
  const { access, operator, instances, tenants, manifests } = fluxNames(model);
  const { imageAutomation } = model.delivery.flux;
  return [
    { kind: manifestsSourceKind(model), name: manifests },
    ...(isShared(model) ? [{ kind: 'Kustomization', name: access }] : []),
    { kind: 'Kustomization', name: operator },
    ...(servedApis(model).length > 0 ? [{ kind: 'Kustomization', name: instances }] : []),
    ...(isShared(model) ? [{ kind: 'Kustomization', name: tenants }] : []),
    ...(imageAutomation === undefined
      ? []
      : ['ImageRepository', 'ImagePolicy', 'ImageUpdateAutomation'].map((kind) => ({ kind, name: model.name }))),
  ];
};

const release = (model: FluxModel, namespace?: string): readonly EventSource[] => {
  const { operator, crds } = fluxNames(model);
  const isApart = model.delivery.helm.crds === 'separate';
  const kind = chartSource(model);
  return [
    { kind, name: operator, namespace },
    ...(isApart && kind === 'OCIRepository' ? [{ kind, name: crds, namespace }] : []),
    { kind: 'HelmRelease', name: operator, namespace },
    ...(isApart ? [{ kind: 'HelmRelease', name: crds, namespace }] : []),
  ];
};

/** Who may tell; of sources in Flux's namespace, since references across may be refused. */
export const receiver = (model: FluxModel): object => {
  const { type, secret } = model.delivery.flux.notifications!.receiver!;
  const { imageAutomation } = model.delivery.flux;
  return {
    apiVersion: 'notification.toolkit.fluxcd.io/v1',
    kind: 'Receiver',
    metadata: { name: model.name, namespace: FLUX_NAMESPACE },
    spec: {
      type,
      secretRef: { name: secret },
      resources: [
        { apiVersion: SOURCE_API, kind: manifestsSourceKind(model), name: fluxNames(model).manifests },
        ...(imageAutomation === undefined
          ? []
          : [{ apiVersion: 'image.toolkit.fluxcd.io/v1', kind: 'ImageRepository', name: model.name }]),
      ],
    },
  };
};
