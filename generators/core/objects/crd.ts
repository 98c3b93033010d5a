/** The CustomResourceDefinition of an API, with the content and in the key order in which controller-gen prints it. */
import type { JsonObject } from '../model/json.ts';
import type { Api, ApiVersion } from '../model/model.ts';
import { goOrdered } from './go-order.ts';
import type { Manifest } from './manifest.ts';

/** The CustomResourceDefinition (apiextensions.k8s.io/v1) of an API: one frozen object, for whoever asks. */
export const crd = (api: Api): Manifest => {
  const definition = made.get(api) ?? Object.freeze(make(api));
  made.set(api, definition);
  return definition;
};

const made = new WeakMap<Api, Manifest>();

const make = (api: Api): Manifest =>
  goOrdered({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: api.crdName, labels: nonEmpty(api.labels), annotations: nonEmpty(api.annotations) },
    spec: {
      group: api.group,
      names: {
        kind: api.kind,
        listKind: api.listKind,
        plural: api.plural,
        singular: api.singular,
        shortNames: nonEmptyList(api.shortNames),
        categories: nonEmptyList(api.categories),
      },
      scope: api.scope,
      versions: api.versions.map(version),
      conversion: api.conversion,
      preserveUnknownFields: api.preserveUnknownFields,
    },
  }) as Manifest;

/** `<group>_<plural>.yaml`, as controller-gen names the file of a CustomResourceDefinition. */
export const crdFileName = (api: Api): string => `${api.group}_${api.plural}.yaml`;

const version = (v: ApiVersion): JsonObject => ({
  name: v.name,
  served: v.served,
  storage: v.storage,
  deprecated: v.deprecated || undefined,
  deprecationWarning: v.deprecationWarning,
  schema: { openAPIV3Schema: v.schema },
  subresources: subresources(v),
  additionalPrinterColumns: nonEmptyList(v.additionalPrinterColumns),
  selectableFields: nonEmptyList(v.selectableFields.map(({ jsonPath }) => ({ jsonPath }))),
});

const subresources = ({ statusSubresource, scale, emptySubresources }: ApiVersion): JsonObject | undefined =>
  emptySubresources
    ? {}
    : nonEmpty({ ...(statusSubresource && { status: {} }), ...(scale && { scale: { ...scale } }) });

const nonEmpty = <T extends JsonObject>(map: T): T | undefined => (Object.keys(map).length === 0 ? undefined : map);
const nonEmptyList = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);
