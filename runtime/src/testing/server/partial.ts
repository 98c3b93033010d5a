/** Objects as their metadata only (meta/v1 PartialObjectMetadata). */
import type { JsonObject } from '../json.ts';

export const partial = (object: JsonObject): JsonObject => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata: object['metadata'] ?? {},
});
