/**
 * What a cluster with OLM v0 is given: the CatalogSource, the OperatorGroup, which says what the operator watches, and the Subscription.
 * All stand in the operator's own namespace, so that it does not matter where OLM has its catalogs; nobody else sees this one. Assumes that `olmV0Limits` finds nothing in the way.
 */
import type { BundleContent } from '../bundle-content.ts';
import { digestOf } from '../image-reference.ts';
import { catalogName } from './olm-v1.ts';
import { supportsAllNamespaces } from './install-modes.ts';

export interface Subscribed {
  readonly packageName: string;
  readonly displayName: string;
  readonly publisher: string;
  /** The namespace of the operator, which is made. */
  readonly namespace: string;
  readonly channel: string;
  /** Where the catalog can be pulled from; a tag is looked at again every hour. */
  readonly catalogImage: string;
  /** The bundle at the head of the channel. */
  readonly newest: BundleContent;
}

/** In the order in which they can be applied. */
export const subscriptionObjects = (subscribed: Subscribed): readonly object[] => {
  const { packageName, displayName, publisher, namespace, channel, catalogImage, newest } = subscribed;
  const source = catalogName(packageName);
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    {
      apiVersion: 'operators.coreos.com/v1alpha1',
      kind: 'CatalogSource',
      metadata: { name: source, namespace },
      spec: {
        sourceType: 'grpc',
        image: catalogImage,
        displayName,
        publisher,
        grpcPodConfig: { securityContextConfig: 'restricted' },
        ...(digestOf(catalogImage) === undefined && { updateStrategy: { registryPoll: { interval: '60m' } } }),
      },
    },
    {
      apiVersion: 'operators.coreos.com/v1',
      kind: 'OperatorGroup',
      metadata: { name: packageName, namespace },
      spec: watched(newest, namespace),
    },
    {
      apiVersion: 'operators.coreos.com/v1alpha1',
      kind: 'Subscription',
      metadata: { name: packageName, namespace },
      spec: { name: packageName, channel, source, sourceNamespace: namespace, installPlanApproval: 'Automatic' },
    },
  ];
};

/** All namespaces where the operator can watch them, else its own. */
const watched = (newest: BundleContent, namespace: string): object =>
  supportsAllNamespaces(newest) ? {} : { targetNamespaces: [namespace] };
