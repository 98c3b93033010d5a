/** A CustomResourceDefinition as Go has it, as far as the rules look: `decode` promises the types. */
import type { JsonObject } from '../../../model/json.ts';
import type { ObjectMeta } from '../objects/metadata.ts';

export interface Crd {
  readonly metadata?: ObjectMeta;
  readonly spec?: CrdSpec;
}

export interface CrdSpec {
  readonly group?: string;
  /** Of v1beta1. */
  readonly version?: string;
  readonly scope?: string;
  readonly names?: CrdNames;
  readonly versions?: readonly CrdVersion[];
  readonly conversion?: Conversion;
  readonly preserveUnknownFields?: boolean;
  /** Of v1beta1, for all versions. */
  readonly subresources?: NonNullable<CrdVersion['subresources']>;
  readonly additionalPrinterColumns?: readonly PrinterColumn[];
}

export interface CrdNames {
  readonly kind?: string;
  readonly plural?: string;
  readonly singular?: string;
  readonly listKind?: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
}

export interface CrdVersion {
  readonly name?: string;
  readonly storage?: boolean;
  readonly deprecated?: boolean;
  readonly deprecationWarning?: string;
  readonly schema?: { readonly openAPIV3Schema?: JsonObject };
  readonly subresources?: { readonly scale?: Scale };
  readonly additionalPrinterColumns?: readonly PrinterColumn[];
  readonly selectableFields?: readonly { readonly jsonPath?: string }[];
}

export interface Scale {
  readonly specReplicasPath?: string;
  readonly labelSelectorPath?: string;
}

export interface PrinterColumn {
  readonly name?: string;
  readonly type?: string;
  readonly format?: string;
  readonly jsonPath?: string;
  /** Its name in v1beta1. */
  readonly JSONPath?: string;
}

export interface Conversion {
  readonly strategy?: string;
  readonly webhook?: { readonly clientConfig?: ClientConfig; readonly conversionReviewVersions?: readonly string[] };
}

export interface ClientConfig {
  readonly url?: string;
  readonly service?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly path?: string;
    readonly port?: number;
  };
}
