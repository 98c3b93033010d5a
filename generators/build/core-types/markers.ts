/** Markers that controller-gen obeys, as keywords of a schema. Those of other tools say nothing here. */
import type { JsonObject, JsonValue } from '../../core/model/json.ts';
import type { GoField, Marker } from './go-types.ts';

/** The schema with what its markers add. */
export const applyMarkers = (schema: JsonObject, markers: readonly Marker[]): JsonObject => {
  const keys = valuesOf(markers, 'listMapKey');
  return {
    ...schema,
    ...Object.fromEntries(
      markers
        .flatMap(keywordOf)
        .filter(([keyword]) => keyword !== 'x-kubernetes-list-type' || schema['type'] === 'array'),
    ),
    ...(keys.length > 0 && { 'x-kubernetes-list-map-keys': keys }),
  };
};

const keywordOf = (marker: Marker): [string, JsonValue][] => {
  const [, key = '', value = ''] = /^([\w:]+)(?:=(.*))?$/.exec(marker) ?? [];
  switch (key) {
    case 'k8s:immutable':
      return [['x-kubernetes-validations', [{ rule: 'self == oldSelf', message: 'field is immutable' }]]];
    case 'default':
    case 'kubebuilder:default':
      // controller-gen does not look up constants.
      return value.startsWith('ref(') ? [] : [['default', JSON.parse(value) as JsonValue]];
    case 'listType':
    case 'k8s:listType':
      return [['x-kubernetes-list-type', value]];
    case 'mapType':
    case 'structType':
      return [['x-kubernetes-map-type', value]];
    default: {
      const validation = /^kubebuilder:validation:(\w+)$/.exec(key)?.[1];
      return validation === undefined || /^(Required|Optional)$/.test(validation)
        ? []
        : [[validation.charAt(0).toLowerCase() + validation.slice(1), validated(marker, validation, value)]];
    }
  }
};

const validated = (marker: Marker, validation: string, value: string): JsonValue => {
  if (/^(Max|Min)imum$|^(Max|Min)(Length|Items|Properties)$|^MultipleOf$/.test(validation)) return Number(value);
  if (/^(Pattern|Type|Format)$/.test(validation)) return unquote(value);
  if (validation === 'Enum') return value.split(';').map(unquote);
  throw new Error(`core types do not know the marker +${marker} yet.`);
};

const unquote = (text: string): string => text.replace(/^[`"](.*)[`"]$/, '$1');

const valuesOf = (markers: readonly Marker[], key: string): readonly string[] => [
  ...new Set(markers.flatMap((marker) => new RegExp(`^(?:k8s:)?${key}=(.*)$`).exec(marker)?.[1] ?? [])),
];

/** Whether a field must be there, by the order in which controller-gen asks: its own markers, Kubernetes', the JSON tag. */
export const isRequired = ({ markers, omitEmpty }: Pick<GoField, 'markers' | 'omitEmpty'>): boolean => {
  const said = ['kubebuilder:validation:Optional', 'kubebuilder:validation:Required', 'optional', 'k8s:optional'].find(
    (marker) => markers.includes(marker),
  );
  if (said !== undefined) return said.endsWith('Required');
  return markers.includes('required') || markers.includes('k8s:required') || !omitEmpty;
};

/** What controller-gen adds to a struct, so that its optional immutable fields are not removed. */
export const immutableFields = (fields: readonly GoField[]): JsonObject => {
  const rules = fields
    .filter((field) => field.markers.includes('k8s:immutable') && !isRequired(field))
    .map(({ name }) => ({
      rule: `!has(oldSelf.${name}) || has(self.${name})`,
      message: `field ${name} is immutable once set`,
    }));
  return rules.length === 0 ? {} : { 'x-kubernetes-validations': rules };
};
