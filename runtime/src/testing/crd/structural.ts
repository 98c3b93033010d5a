/** Whether a schema is structural (apiextensions: schema/structural, validation): what the server refuses before it serves a CRD. */
import { forbiddenField, invalidValue, required, unsupported } from '../cause.ts';
import { compilePattern } from '../schema/pattern.ts';
import type { Schema } from '../schema/schema.ts';
import type { Cause } from '../status.ts';

const KEYS_NEED_MAP = 'must be map if x-kubernetes-list-map-keys is non-empty';
const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
/** What may not stand inside anyOf, oneOf, allOf and not. */
const OUTSIDE_ONLY = [
  'title',
  'description',
  'default',
  'additionalProperties',
  'nullable',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
  'x-kubernetes-validations',
] as const;

/** All violations, with the path that the real server gives. */
export function structuralCauses(schema: Schema, path: string): Cause[] {
  const causes: Cause[] = [];
  if (schema.type !== undefined && schema.type !== 'object')
    causes.push(invalidValue(`${path}.type`, schema.type, 'must be object at the root'));
  else if (schema.type === undefined && schema['x-kubernetes-preserve-unknown-fields'] !== true)
    causes.push(required(`${path}.type`, 'must not be empty at the root'));
  causes.push(...nodeCauses(schema, path, true));
  for (const [name, branch] of branches(schema)) causes.push(...completeness(schema, branch, path, `${path}.${name}`));
  return causes;
}

function* branches(schema: Schema): Generator<readonly [string, Schema]> {
  for (const key of ['allOf', 'anyOf', 'oneOf'] as const)
    for (const [index, branch] of (schema[key] ?? []).entries()) yield [`${key}[${index}]`, branch];
  if (schema.not !== undefined) yield ['not', schema.not];
}

function nodeCauses(schema: Schema, path: string, isRoot: boolean): Cause[] {
  const causes: Cause[] = [...keywordCauses(schema, path)];
  const intOrString = schema['x-kubernetes-int-or-string'] === true;
  for (const [name, branch] of branches(schema)) causes.push(...branchCauses(branch, `${path}.${name}`, intOrString));
  if (
    !isRoot &&
    schema.$ref === undefined &&
    (schema.type === undefined || schema.type === '') &&
    !intOrString &&
    schema['x-kubernetes-preserve-unknown-fields'] !== true
  ) {
    causes.push(required(`${path}.type`, 'must not be empty for specified object fields'));
  }
  if (schema.type !== undefined && !TYPES.includes(schema.type))
    causes.push(unsupported(`${path}.type`, schema.type, TYPES));
  if (schema.type === 'array' && schema.items === undefined)
    causes.push(required(`${path}.items`, 'must be specified'));
  causes.push(...listCauses(schema, path), ...resourceCauses(schema, path, isRoot));
  for (const [name, child] of Object.entries(schema.properties ?? {}))
    causes.push(...nodeCauses(child, `${path}.properties[${name}]`, false));
  if (schema.items !== undefined) causes.push(...nodeCauses(schema.items, `${path}.items`, false));
  if (typeof schema.additionalProperties === 'object')
    causes.push(...nodeCauses(schema.additionalProperties, `${path}.additionalProperties`, false));
  return causes;
}

function* keywordCauses(schema: Schema, path: string): Generator<Cause> {
  const any = schema as Record<string, unknown>;
  if (any['$ref'] !== undefined) yield forbiddenField(`${path}.$ref`, '$ref is not supported');
  if (schema.uniqueItems === true)
    yield forbiddenField(
      `${path}.uniqueItems`,
      'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
    );
  for (const keyword of ['definitions', 'dependencies', 'id', 'patternProperties', 'additionalItems']) {
    if (any[keyword] !== undefined) yield forbiddenField(`${path}.${keyword}`, `${keyword} is not supported`);
  }
  if (
    schema.additionalProperties !== undefined &&
    schema.properties !== undefined &&
    Object.keys(schema.properties).length > 0
  ) {
    yield forbiddenField(`${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive');
  }
  if (schema['x-kubernetes-preserve-unknown-fields'] === false)
    yield invalidValue(`${path}.x-kubernetes-preserve-unknown-fields`, false, 'must be true or undefined');
  if (schema.pattern !== undefined) yield* patternCauses(schema.pattern, `${path}.pattern`);
}

function* patternCauses(pattern: string, field: string): Generator<Cause> {
  try {
    compilePattern(pattern);
  } catch (error) {
    yield invalidValue(field, pattern, `must be a valid regular expression, but isn't: ${(error as Error).message}`);
  }
}

function* listCauses(schema: Schema, path: string): Generator<Cause> {
  const type = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (type === undefined && keys.length === 0) return;
  if (type !== undefined && schema.type !== 'array')
    yield invalidValue(`${path}.type`, schema.type ?? '', 'must be array if x-kubernetes-list-type is specified');
  if (type === 'map' && keys.length === 0)
    yield required(`${path}.x-kubernetes-list-map-keys`, 'must not be empty if x-kubernetes-list-type is map');
  if (keys.length > 0 && type !== 'map')
    yield type === undefined
      ? required(`${path}.x-kubernetes-list-type`, KEYS_NEED_MAP)
      : invalidValue(`${path}.x-kubernetes-list-type`, type, KEYS_NEED_MAP);
  const { items } = schema;
  if (type === 'map' && items !== undefined) {
    if (items.type !== 'object')
      yield invalidValue(
        `${path}.items.type`,
        items.type ?? '',
        "must be object if parent array's x-kubernetes-list-type is map",
      );
    for (const key of keys) {
      const property = items.properties?.[key];
      if (property === undefined)
        yield invalidValue(
          `${path}.x-kubernetes-list-map-keys`,
          [...keys],
          'entries must all be names of item properties',
        );
      else if (property.default === undefined && items.required?.includes(key) !== true) {
        yield required(
          `${path}.items.properties[${key}].default`,
          'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property',
        );
      }
    }
  }
  if (type === 'set' && items?.type === 'object' && items['x-kubernetes-map-type'] !== 'atomic') {
    yield invalidValue(
      `${path}.items.x-kubernetes-map-type`,
      null,
      'must be atomic as item of a list with x-kubernetes-list-type=set',
    );
  }
}

function* resourceCauses(schema: Schema, path: string, isRoot: boolean): Generator<Cause> {
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  if (embedded && schema.type !== 'object')
    yield invalidValue(`${path}.type`, schema.type ?? '', 'must be object if x-kubernetes-embedded-resource is true');
  if (embedded && schema.properties === undefined && schema['x-kubernetes-preserve-unknown-fields'] !== true) {
    yield required(
      `${path}.properties`,
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields',
    );
  }
  const metadata = isRoot || embedded ? schema.properties?.['metadata'] : undefined;
  if (metadata !== undefined && metadata.type !== undefined && metadata.type !== 'object')
    yield invalidValue(`${path}.properties[metadata].type`, metadata.type, 'must be object');
}

function branchCauses(branch: Schema, path: string, intOrString: boolean): Cause[] {
  const causes: Cause[] = [];
  // anyOf integer, string is how int-or-string is written.
  if (branch.type !== undefined && !(intOrString && /\.(anyOf|allOf\[\d+\]\.anyOf)\[\d+\]$/.test(path)))
    causes.push(forbiddenField(`${path}.type`, 'must be empty to be structural'));
  for (const keyword of OUTSIDE_ONLY)
    if (branch[keyword] !== undefined)
      causes.push(forbiddenField(`${path}.${keyword}`, 'must be undefined to be structural'));
  if (branch.pattern !== undefined) causes.push(...patternCauses(branch.pattern, `${path}.pattern`));
  for (const [name, inner] of branches(branch)) causes.push(...branchCauses(inner, `${path}.${name}`, intOrString));
  for (const [name, child] of Object.entries(branch.properties ?? {}))
    causes.push(...branchCauses(child, `${path}.properties[${name}]`, false));
  if (branch.items !== undefined) causes.push(...branchCauses(branch.items, `${path}.items`, false));
  return causes;
}

/** What a branch names must be declared outside of it. */
function completeness(outside: Schema | undefined, branch: Schema, path: string, branchPath: string): Cause[] {
  const causes: Cause[] = [];
  for (const [name, child] of Object.entries(branch.properties ?? {})) {
    const declared =
      outside?.properties?.[name] ??
      (typeof outside?.additionalProperties === 'object' ? outside.additionalProperties : undefined);
    const [at, branchAt] = [`${path}.properties[${name}]`, `${branchPath}.properties[${name}]`];
    if (declared === undefined) causes.push(required(at, `because it is defined in ${branchAt}`));
    else causes.push(...completeness(declared, child, at, branchAt));
  }
  if (branch.items !== undefined) {
    if (outside?.items === undefined)
      causes.push(required(`${path}.items`, `because it is defined in ${branchPath}.items`));
    else causes.push(...completeness(outside.items, branch.items, `${path}.items`, `${branchPath}.items`));
  }
  for (const [name, inner] of branches(branch))
    causes.push(...completeness(outside, inner, path, `${branchPath}.${name}`));
  return causes;
}
