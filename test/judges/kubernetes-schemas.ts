/**
 * JSON Schemas for kubeconform, which would fetch them from the network: of Kubernetes' own kinds, out of the API description of the
 * release that the control plane for tests is built from, and of custom kinds, out of their definitions.
 *
 * One file a kind, `<group>/<kind>_<version>.json` in lower case, complete in itself; a core kind has its version for a group, as
 * kubeconform calls it. Objects whose fields are listed take no others. Not in them: rules in CEL, formats, defaults.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JsonObject } from '../../generators/core/model/json.ts';
import { kubernetesVersion } from '../control-plane/cache.ts';
import { runGo } from './go.ts';
import { JUDGE_CACHE } from './judges.ts';

/** What kubeconform is told about a folder of such files. */
export const LAYOUT = '{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json';

const CONTROL_PLANE = join(import.meta.dirname, '../control-plane');

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
  readonly [keyword: string]: unknown;
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

type Definitions = Readonly<Record<string, Schema>>;

/** The folder of the schemas of all kinds of Kubernetes, made now if it is not in the cache. Throws GoMissing when that needs Go. */
export const kubernetesSchemas = async (): Promise<string> => {
  const source = createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .digest('hex')
    .slice(0, 12);
  const folder = join(JUDGE_CACHE, `kubernetes-schemas-${kubernetesVersion}-${source}`);
  if (existsSync(folder)) return folder;
  const answer = await runGo('schemas of Kubernetes', ['mod', 'download', '-json', 'k8s.io/kubernetes'], CONTROL_PLANE);
  const { Dir } = JSON.parse(answer) as { readonly Dir: string };
  const text = readFileSync(join(Dir, 'api/openapi-spec/swagger.json'), 'utf8');
  const { definitions } = JSON.parse(text) as { readonly definitions: Definitions };
  const unfinished = `${folder}.${process.pid}`;
  for (const [name, definition] of Object.entries(definitions)) {
    const [kind, another] = definition['x-kubernetes-group-version-kind'] ?? [];
    if (kind === undefined || another !== undefined) continue;
    write(unfinished, kind, { $ref: `#/definitions/${name}`, definitions: reachable(name, definitions) });
  }
  renameSync(unfinished, folder);
  return folder;
};

/** Writes the schemas of custom kinds into a folder: every version of each definition. */
export const writeCustomSchemas = (folder: string, crds: readonly JsonObject[]): void => {
  for (const crd of crds as readonly unknown[] as readonly CustomResourceDefinition[]) {
    const { group, names, versions } = crd.spec;
    for (const { name: version, schema } of versions)
      write(folder, { group, version, kind: names.kind }, closedRoot(schema.openAPIV3Schema));
  }
};

interface CustomResourceDefinition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

const write = (folder: string, { group, version, kind }: GroupVersionKind, schema: object): void => {
  const file = join(folder, group === '' ? version : group, `${kind.toLowerCase()}_${version}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(schema));
};

/** The definition and all that it refers to, itself included where it does so in a circle. */
const reachable = (root: string, definitions: Definitions): Definitions => {
  const found: Record<string, Schema> = {};
  const visit = (name: string): void => {
    if (found[name] !== undefined) return;
    const { [name]: definition } = definitions;
    if (definition === undefined) throw new Error(`Kubernetes' API description has no ${name}.`);
    found[name] = BY_HAND[name] ?? closed(definition);
    for (const reference of references(definition)) visit(reference.slice('#/definitions/'.length));
  };
  visit(root);
  return found;
};

/** What the API server reads in more ways than its description says. */
const BY_HAND: Definitions = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { oneOf: [{ type: 'string' }, { type: 'integer' }] },
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { oneOf: [{ type: 'string' }, { type: 'number' }] },
};

const references = ({ $ref, properties = {}, items, additionalProperties }: Schema): readonly string[] => [
  ...($ref === undefined ? [] : [$ref]),
  ...Object.values(properties).flatMap(references),
  ...(items === undefined ? [] : references(items)),
  ...(typeof additionalProperties === 'object' ? references(additionalProperties) : []),
];

/** Structure alone, and closed: what is not listed is refused, as the API server does with field validation Strict. */
const closed = (schema: Schema): Schema => {
  const { $ref, type, properties, required, items, additionalProperties } = schema;
  if ($ref !== undefined) return { $ref };
  if (schema['x-kubernetes-int-or-string'] === true) return { oneOf: [{ type: 'string' }, { type: 'integer' }] };
  const open = properties === undefined || schema['x-kubernetes-preserve-unknown-fields'] === true;
  return {
    ...((type !== undefined && { type: schema['nullable'] === true ? [type, 'null'] : type }) as Schema),
    ...(properties !== undefined && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, closed(value)])),
    }),
    ...(required !== undefined && { required }),
    ...(items !== undefined && { items: closed(items) }),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: closed(additionalProperties) }
      : { additionalProperties: open }),
  };
};

/** A definition need not list what every object has. */
const closedRoot = (schema: Schema): Schema => {
  const root = closed(schema);
  const common = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } };
  return root.properties === undefined ? root : { ...root, properties: { ...root.properties, ...common } };
};
