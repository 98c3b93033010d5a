/**
 * Prints runtime/src/testing/builtin/generated/schemas.ts: what the embedded API server knows of the built-in kinds.
 * Given: a Go module cache with k8s.io/kubernetes, k8s.io/api, k8s.io/apimachinery and k8s.io/apiextensions-apiserver of one release.
 * From the OpenAPI documents come types, list types and defaults, from the Go structs what a field's zero value does in JSON.
 *
 *     node runtime/scripts/builtin-schemas.ts "$(go env GOMODCACHE)" v1.36.3 > runtime/src/testing/builtin/generated/schemas.ts
 */
import { readFileSync } from 'node:fs';
import { goZeros, type Zero } from './go-structs.ts';

const GROUP_VERSIONS =
  `api/v1 apps/v1 batch/v1 autoscaling/v1 autoscaling/v2 policy/v1 coordination.k8s.io/v1 events.k8s.io/v1
  rbac.authorization.k8s.io/v1 networking.k8s.io/v1 apiextensions.k8s.io/v1 authorization.k8s.io/v1 authentication.k8s.io/v1
  storage.k8s.io/v1 scheduling.k8s.io/v1 discovery.k8s.io/v1 node.k8s.io/v1`
    .split(/\s+/)
    .map((name) => (name === 'api/v1' ? name : `apis/${name}`));

type Json = Record<string, unknown>;
interface Operation {
  readonly 'x-kubernetes-action'?: string;
  readonly 'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string };
}

const [modules, release] = process.argv.slice(2);
if (modules === undefined || release === undefined) throw new Error('usage: builtin-schemas.ts GOMODCACHE RELEASE');

const KEPT = ['type', 'format', 'default', 'required', 'enum', 'x-kubernetes-list-type', 'x-kubernetes-map-type'];
const short = (ref: string) =>
  ref
    .slice(ref.lastIndexOf('/') + 1)
    .replace(
      /^io\.k8s\.(api|apimachinery\.pkg\.apis|apiextensions-apiserver\.pkg\.apis|kube-aggregator\.pkg\.apis)\./,
      '',
    );

const zeros = goZeros(modules, release.replace(/^v1\./, 'v0.'));

function compact(schema: Json, zero?: Zero): Json {
  const all = schema['allOf'] as Json[] | undefined;
  const ref = (schema['$ref'] ?? (all?.length === 1 ? all[0]?.['$ref'] : undefined)) as string | undefined;
  const out: Json = ref === undefined ? {} : { $ref: short(ref) };
  for (const key of KEPT) if (schema[key] !== undefined && key !== 'enum') out[key] = schema[key];
  if (Array.isArray(schema['oneOf'])) out['x-kubernetes-int-or-string'] = true;
  if (schema['x-kubernetes-list-map-keys'] !== undefined)
    out['x-kubernetes-list-map-keys'] = schema['x-kubernetes-list-map-keys'];
  if (schema['x-kubernetes-patch-strategy'] !== undefined) out['patch'] = schema['x-kubernetes-patch-strategy'];
  if (schema['x-kubernetes-patch-merge-key'] !== undefined) out['mergeKey'] = schema['x-kubernetes-patch-merge-key'];
  if (schema['items'] !== undefined) out['items'] = compact(schema['items'] as Json);
  if (typeof schema['additionalProperties'] === 'object')
    out['additionalProperties'] = compact(schema['additionalProperties'] as Json);
  if (zero !== undefined) out['zero'] = zero;
  return out;
}

const definitions = new Map<string, Json>();
const resources = new Map<
  string,
  {
    group: string;
    version: string;
    kind: string;
    plural: string;
    namespaced: boolean;
    verbs: Set<string>;
    subresources: Set<string>;
  }
>();

for (const path of GROUP_VERSIONS) {
  const file = `${modules}/k8s.io/kubernetes@${release}/api/openapi-spec/v3/${path.replaceAll('/', '__')}_openapi.json`;
  const document = JSON.parse(readFileSync(file, 'utf8')) as {
    components: { schemas: Record<string, Json> };
    paths: Record<string, Record<string, Operation>>;
  };
  for (const [long, schema] of Object.entries(document.components.schemas)) {
    const name = short(long);
    const fields = zeros.get(name);
    const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
    const body = properties.map(([field, child]) => [field, compact(child, fields?.get(field))] as const);
    definitions.set(name, {
      ...compact(schema),
      ...(properties.length > 0 && { properties: Object.fromEntries(body) }),
    });
    if (/Quantity$|IntOrString$/.test(name))
      definitions.set(name, {
        'x-kubernetes-int-or-string': true,
        format: name.endsWith('Quantity') ? 'quantity' : 'int-or-string',
      });
    if (/RawExtension$|\.JSON$/.test(name)) definitions.set(name, { 'x-kubernetes-preserve-unknown-fields': true });
  }
  for (const [url, operations] of Object.entries(document.paths)) {
    const match =
      /^\/(?:api|apis\/([^/]+))\/([^/]+)(\/namespaces\/\{namespace\})?\/([^/{]+)(?:\/\{name\})?(?:\/([^/{]+))?$/.exec(
        url,
      );
    if (match === null || url.includes('/watch/')) continue;
    const [, group = '', version = '', namespaced, plural = '', subresource] = match;
    for (const operation of Object.values(operations)) {
      const gvk = operation['x-kubernetes-group-version-kind'];
      const verb = operation['x-kubernetes-action'];
      if (gvk === undefined || verb === undefined) continue;
      const id = `${group}/${version}/${plural}`;
      const resource = resources.get(id) ?? {
        group,
        version,
        kind: gvk.kind,
        plural,
        namespaced: false,
        verbs: new Set(),
        subresources: new Set(),
      };
      resources.set(id, resource);
      if (namespaced !== undefined) resource.namespaced = true;
      if (subresource !== undefined) resource.subresources.add(subresource);
      else {
        resource.kind = gvk.kind;
        resource.verbs.add({ post: 'create', put: 'update' }[verb] ?? verb);
        if (verb === 'list') resource.verbs.add('watch');
      }
    }
  }
}

const used = new Set<string>();
const visit = (node: unknown): void => {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) return node.forEach(visit);
  const ref = (node as Json)['$ref'];
  if (typeof ref === 'string' && !used.has(ref)) {
    used.add(ref);
    visit(definitions.get(ref));
  }
  Object.values(node).forEach(visit);
};
const byKind = (group: string, version: string, kind: string) => {
  const prefix = `${group === '' ? 'core' : group.split('.')[0]}.`;
  return [...definitions.keys()].find((name) => name.endsWith(`.${version}.${kind}`) && name.startsWith(prefix));
};
const table = [...resources.values()].map(({ group, version, kind, plural, namespaced, verbs, subresources }) => ({
  group,
  version,
  kind,
  plural,
  namespaced,
  verbs: [...verbs].sort(),
  subresources: [...subresources].sort(),
  schema: byKind(group, version, kind),
}));
for (const { schema } of table)
  if (schema !== undefined) {
    used.add(schema);
    visit(definitions.get(schema));
  }
for (const name of ['autoscaling.v1.Scale', 'meta.v1.ObjectMeta', 'meta.v1.DeleteOptions']) {
  used.add(name);
  visit(definitions.get(name));
}

const out = {
  release,
  resources: table,
  definitions: Object.fromEntries([...used].sort().map((name) => [name, definitions.get(name)])),
};
process.stdout.write(`// Generated by runtime/scripts/builtin-schemas.ts from Kubernetes ${release}.\n`);
const text = JSON.stringify(out).replaceAll('\\', '\\\\').replaceAll("'", "\\'");
process.stdout.write(`export const generated: unknown = JSON.parse(\n  '${text}',\n);\n`);
