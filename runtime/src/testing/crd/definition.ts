/** CustomResourceDefinitions as the server reads them. */
import type { Json, JsonObject } from '../json.ts';
import { isObject, listAt, textAt } from '../json.ts';
import type { Schema } from '../schema/schema.ts';

/** Holds a CRD that is being deleted until its objects are gone. */
export const CLEANUP = 'customresourcecleanup.apiextensions.k8s.io';

export interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated: boolean;
  readonly deprecationWarning: string | undefined;
  readonly schema: Schema | undefined;
  readonly status: boolean;
  readonly scale:
    | {
        readonly specReplicasPath: string;
        readonly statusReplicasPath: string;
        readonly labelSelectorPath: string | undefined;
      }
    | undefined;
  readonly selectableFields: readonly string[];
  readonly columns: readonly JsonObject[];
}

export interface Crd {
  readonly name: string;
  readonly group: string;
  readonly scope: string;
  readonly kind: string;
  readonly listKind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly conversion: string;
  readonly versions: readonly CrdVersion[];
}

const texts = (values: readonly Json[]): string[] => values.filter((value) => typeof value === 'string');

export function readCrd(object: JsonObject): Crd {
  const names = isObject(object['spec']) && isObject(object['spec']['names']) ? object['spec']['names'] : {};
  const kind = textAt(names, 'kind') ?? '';
  return {
    name: textAt(object, 'metadata', 'name') ?? '',
    group: textAt(object, 'spec', 'group') ?? '',
    scope: textAt(object, 'spec', 'scope') ?? '',
    kind,
    listKind: textAt(names, 'listKind') ?? (kind === '' ? '' : `${kind}List`),
    plural: textAt(names, 'plural') ?? '',
    singular: textAt(names, 'singular') ?? kind.toLowerCase(),
    shortNames: texts(listAt(names, 'shortNames')),
    categories: texts(listAt(names, 'categories')),
    conversion: textAt(object, 'spec', 'conversion', 'strategy') ?? 'None',
    versions: listAt(object, 'spec', 'versions').filter(isObject).map(readVersion),
  };
}

function readVersion(version: JsonObject): CrdVersion {
  const schema = isObject(version['schema']) ? version['schema']['openAPIV3Schema'] : undefined;
  const subresources = isObject(version['subresources']) ? version['subresources'] : {};
  const { scale } = subresources;
  return {
    name: textAt(version, 'name') ?? '',
    served: version['served'] === true,
    storage: version['storage'] === true,
    deprecated: version['deprecated'] === true,
    deprecationWarning: textAt(version, 'deprecationWarning'),
    schema: isObject(schema) ? (schema as unknown as Schema) : undefined,
    status: isObject(subresources['status']),
    scale: isObject(scale)
      ? {
          specReplicasPath: textAt(scale, 'specReplicasPath') ?? '',
          statusReplicasPath: textAt(scale, 'statusReplicasPath') ?? '',
          labelSelectorPath: textAt(scale, 'labelSelectorPath'),
        }
      : undefined,
    selectableFields: listAt(version, 'selectableFields').map((field) => textAt(field, 'jsonPath') ?? ''),
    columns: listAt(version, 'additionalPrinterColumns').filter(isObject),
  };
}

/** `.spec.replicas` → `['spec', 'replicas']`. */
export const simplePath = (path: string): string[] => path.replace(/^\./, '').split('.');
