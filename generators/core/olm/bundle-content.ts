/** What is in a bundle, parsed: what a catalog says of a release is made of it. */
import type { JsonObject } from '../model/json.ts';

export interface BundleContent {
  readonly csv: JsonObject;
  /** The CustomResourceDefinitions, in the order of their files' names. */
  readonly crds: readonly JsonObject[];
  /** All else in manifests/, in the order of their files' names. */
  readonly others: readonly JsonObject[];
  /** `annotations` of metadata/annotations.yaml. */
  readonly annotations: Readonly<Record<string, string>>;
  /** `dependencies` of metadata/dependencies.yaml; none where there is no such file. */
  readonly dependencies: readonly JsonObject[];
  /** `properties` of metadata/properties.yaml; none where there is no such file. */
  readonly properties: readonly JsonObject[];
}
