import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';

/** An object of which only `apiVersion`, `kind` and `metadata` were read. */
export type PartialObjectMetadata = KubernetesObject;

/**
 * The same kind, of which only the metadata is read: `client.list(metadataOnly(Secret))` brings names, labels, owners and versions, and
 * no secret. For get, list, pages, watch, waitFor, patch, apply, delete; the server sends (and this process holds) nothing else.
 *
 * Guarantees: `apiVersion` and `kind` are those of the kind itself. Errors: `TypeError` from create and update, which would lose the rest.
 */
export const metadataOnly = (kind: Kind): Kind<PartialObjectMetadata> =>
  Object.freeze({ ...kind, projection: 'metadata' });

const FORM = 'g=meta.k8s.io;v=v1,application/json';

/** The `Accept` header for one object of a kind; undefined for the default. */
export const acceptObject = ({ projection }: Kind): string | undefined =>
  projection === 'metadata' ? `application/json;as=PartialObjectMetadata;${FORM}` : undefined;

/** The `Accept` header for a list of a kind. */
export const acceptList = ({ projection }: Kind): string | undefined =>
  projection === 'metadata' ? `application/json;as=PartialObjectMetadataList;${FORM}` : undefined;
