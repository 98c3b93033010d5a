/** Whole Kubernetes objects inside of a value (x-kubernetes-embedded-resource): their apiVersion, kind and metadata. */
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { quote } from '../near.ts';
import type { Path } from '../path.ts';
import { isDnsLabel, isLabelValue, isQualifiedName, isServiceName } from '../rules/dns.ts';
import { fault, type ValueFault } from './fault.ts';

/** Faults of every embedded object, however deep. */
export const embeddedFaults = (value: JsonValue, schema: JsonObject | undefined, path: Path): ValueFault[] => {
  if (schema === undefined || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).flatMap((item, i) =>
      embeddedFaults(item, schema.items as JsonObject | undefined, [...path, i]),
    );
  const { properties = {}, additionalProperties } = schema as {
    properties?: Record<string, JsonObject>;
    additionalProperties?: JsonObject | boolean;
  };
  return [
    ...(schema['x-kubernetes-embedded-resource'] === true ? objectFaults(value as JsonObject, path) : []),
    ...Object.entries(value as JsonObject).flatMap(([name, item]) => {
      const field = Object.hasOwn(properties, name)
        ? properties[name]
        : typeof additionalProperties === 'object'
          ? additionalProperties
          : undefined;
      return embeddedFaults(item as JsonValue, field, [...path, name]);
    }),
  ];
};

/** What the API server has against an object as such. */
export const objectFaults = (value: JsonObject, path: Path): ValueFault[] => {
  const faults: ValueFault[] = [];
  for (const [field, example] of [
    ['apiVersion', 'v1'],
    ['kind', 'ConfigMap'],
  ] as const) {
    const text = value[field];
    if (text === undefined)
      faults.push(
        fault(path, `the object has no ${field}, which an embedded resource needs.`, `Add "${field}: ${example}".`),
      );
    else if (typeof text !== 'string') faults.push(fault([...path, field], `${field} must be a string.`, 'Quote it.'));
    else if (!(field === 'kind' ? isKind(text) : isApiVersion(text)))
      faults.push(fault([...path, field], `${quote(text)} is no ${field}.`, `Use e.g. ${example}.`));
  }
  return value.metadata === undefined ? faults : [...faults, ...metadataFaults(value.metadata, [...path, 'metadata'])];
};

const isKind = (text: string): boolean => text.length <= 63 && isServiceName(text.toLowerCase());

const isApiVersion = (text: string): boolean => text !== '' && text.split('/').length <= 2;

/** Fields of meta/v1 ObjectMeta, and what they are. */
const STRINGS = ['name', 'generateName', 'namespace', 'selfLink', 'uid', 'resourceVersion'] as const;
const INTEGERS = ['generation', 'deletionGracePeriodSeconds'] as const;

/** What the API server has against the metadata of an object. Unknown fields are left to it. */
const metadataFaults = (metadata: JsonValue, path: Path): ValueFault[] => {
  if (metadata === null) return [];
  if (typeof metadata !== 'object' || Array.isArray(metadata)) return [fault(path, 'metadata must be a mapping.')];
  const object = metadata as JsonObject;
  const faults: ValueFault[] = [];
  const add = (field: string, message: string, hint?: string) => faults.push(fault([...path, field], message, hint));
  for (const field of STRINGS)
    if (object[field] !== undefined && object[field] !== null && typeof object[field] !== 'string')
      add(field, `${field} must be a string.`, 'Quote it.');
  for (const field of INTEGERS)
    if (object[field] !== undefined && object[field] !== null && !Number.isInteger(object[field]))
      add(field, `${field} must be an integer.`);
  const { name, generateName, namespace } = object;
  for (const [field, text] of [
    ['name', name],
    ['generateName', generateName],
  ] as const)
    if (typeof text === 'string' && (/[/%]/.test(text) || (field === 'name' && (text === '.' || text === '..'))))
      add(field, `${quote(text)} is no name of an object.`, 'Use lower-case letters, digits, dashes and dots.');
  if (typeof namespace === 'string' && namespace !== '' && !isDnsLabel(namespace))
    add('namespace', `${quote(namespace)} is no namespace.`, 'Use lower-case letters, digits and dashes.');
  for (const field of ['labels', 'annotations'] as const) {
    const map = object[field];
    if (map === undefined || map === null) continue;
    if (typeof map !== 'object' || Array.isArray(map)) add(field, `${field} must be a mapping.`);
    else
      for (const [key, value] of Object.entries(map as JsonObject)) {
        const at = [...path, field, key];
        const named = isQualifiedName(field === 'labels' ? key : key.toLowerCase());
        if (!named) faults.push(fault(at, `${quote(key)} is no name of a label or annotation.`));
        if (typeof value !== 'string')
          faults.push(fault(at, `the value of ${quote(key)} must be a string.`, 'Quote it.'));
        else if (field === 'labels' && !isLabelValue(value))
          faults.push(
            fault(at, `${quote(value)} is no value of a label.`, 'Use letters, digits, dashes, dots and underscores.'),
          );
      }
  }
  const finalizers = object.finalizers ?? [];
  if (!Array.isArray(finalizers)) add('finalizers', 'finalizers must be a list.');
  else
    for (const finalizer of finalizers as readonly JsonValue[])
      if (typeof finalizer !== 'string' || !isQualifiedName(finalizer))
        add('finalizers', `${String(finalizer)} is no finalizer.`, 'Use example.com/cleanup.');
  if (object.ownerReferences !== undefined && object.ownerReferences !== null && !Array.isArray(object.ownerReferences))
    add('ownerReferences', 'ownerReferences must be a list.');
  return faults;
};
