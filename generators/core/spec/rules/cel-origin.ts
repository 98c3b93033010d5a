/** Where in the spec a part of a resolved schema comes from: it is written there, or a reference or a shorthand stands for it. */
import { declaredRoot } from '../../model/root-schema.ts';
import { groupsOf } from '../../model/shorthands.ts';
import type { Path } from '../path.ts';
import type { RootSchemaSpec, SchemaSpec } from '../spec.ts';

/** The path below `schema` of a version for one in its resolved schema. */
export const placeInSpec = (root: RootSchemaSpec, path: Path): Path => {
  const steps = originOf(declaredRoot(root), path);
  // The short form has what stands under `properties` of the root.
  return root.openAPIV3Schema === undefined ? steps.slice(1) : ['openAPIV3Schema', ...steps];
};

/**
 * The path in the spec for one in the resolved schema: the same, but for rules, which are counted anew where shorthands add some
 * (model/shorthands.ts has their order), and for what is inside a `$ref`, whose place is the reference.
 */
export const originOf = (declared: SchemaSpec, path: Path): Path => {
  const rules = path.indexOf('x-kubernetes-validations');
  const [before, after] = rules < 0 ? [path, []] : [path.slice(0, rules), path.slice(rules + 1)];
  let schema: SchemaSpec | undefined = declared;
  for (const [i, step] of before.entries()) {
    const next: unknown = (schema as unknown as Readonly<Record<string | number, unknown>>)[step];
    if (typeof next !== 'object' || next === null) return [...path.slice(0, i), '$ref'];
    schema = next as SchemaSpec;
  }
  const [index, ...field] = after;
  return typeof index === 'number' ? [...before, ...ruleOrigin(schema, index, field)] : path;
};

const ruleOrigin = (schema: SchemaSpec, index: number, field: Path): Path => {
  const own = (schema['x-kubernetes-validations'] ?? []).map((_, i): Path =>
    (['x-kubernetes-validations', i] as Path).concat(field),
  );
  const required: readonly string[] = schema.required ?? [];
  const kept = Object.entries(schema.properties ?? {}).filter(
    ([name, { immutable }]) => immutable === true && !required.includes(name),
  );
  const origins: readonly Path[] = [
    ...(schema.immutable === true ? [['immutable']] : []),
    ...kept.map(([name]) => ['properties', name, 'immutable']),
    ...own,
    ...(['atMostOneOf', 'exactlyOneOf', 'atLeastOneOf'] as const).flatMap((shorthand) =>
      groupsOf(schema[shorthand]).map(() => [shorthand]),
    ),
  ];
  return origins[index] ?? ['$ref'];
};
