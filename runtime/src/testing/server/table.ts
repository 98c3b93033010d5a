/** Lists as tables, for `kubectl get`: the printer columns of a CRD, or name and age. */
import type { Json, JsonObject } from '../json.ts';
import { at, isObject, textAt } from '../json.ts';
import type { Column, Resource } from '../resources/resource.ts';
import { partial } from './partial.ts';

const definition = (name: string, type: string, format = '', priority = 0, description = ''): JsonObject => ({
  name,
  type,
  format,
  description,
  priority,
});

export function table(resource: Resource, objects: readonly JsonObject[], metadata: JsonObject): JsonObject {
  const columns = resource.columns.length > 0 ? resource.columns : [AGE];
  const { resourceVersion, continue: more, remainingItemCount } = metadata;
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: {
      ...(resourceVersion !== undefined && { resourceVersion }),
      ...(more !== undefined && { continue: more }),
      ...(remainingItemCount !== undefined && { remainingItemCount }),
    },
    columnDefinitions: [
      definition('Name', 'string', 'name'),
      ...columns.map((each) =>
        definition(
          each.name,
          each.type === 'date' ? 'string' : each.type,
          each.format,
          each.priority,
          each.description,
        ),
      ),
    ],
    rows: objects.map((object) => ({
      cells: [textAt(object, 'metadata', 'name') ?? '', ...columns.map((each) => cell(object, each))],
      object: partial(object),
    })),
  };
}

const AGE: Column = {
  name: 'Age',
  type: 'date',
  format: '',
  description: '',
  priority: 0,
  jsonPath: '.metadata.creationTimestamp',
};

function cell(object: JsonObject, { jsonPath, type }: Column): Json {
  if (jsonPath.includes('{'))
    return jsonPath.replaceAll(/\{([^}]*)\}/g, (_, path: string) => String(evaluate(object, path) ?? 0));
  const value = evaluate(object, jsonPath);
  if (value === undefined || value === null) return null;
  if (type === 'date') return age(String(value));
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

/** JSON paths of printer columns: fields, indexes, and filters by equality. */
function evaluate(object: Json, path: string): Json | undefined {
  let current: Json | undefined = object;
  for (const [, field, quoted, index, key, wanted] of path.matchAll(
    /\.([\w-]+)|\['([^']+)'\]|\[(\d+|\*)\]|\[\?\(@\.([\w.-]+)\s*==\s*["']([^"']*)["']\)\]/g,
  )) {
    const name = field ?? quoted?.replaceAll('\\', '');
    if (name !== undefined) current = isObject(current) ? current[name] : undefined;
    else if (key !== undefined)
      current = Array.isArray(current)
        ? current.find((each) => String(at(each, ...key.split('.'))) === wanted)
        : undefined;
    else current = Array.isArray(current) ? current[index === '*' ? 0 : Number(index)] : undefined;
  }
  return current;
}

function age(time: string): string {
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(time)) / 1000));
  if (Number.isNaN(seconds)) return '<invalid>';
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)}m`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`;
}
