/** The Kubernetes objects of documents: Lists are opened, however deep. */
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Path } from '../spec/path.ts';
import type { Problem } from '../spec/problem.ts';
import type { Source } from '../spec/source.ts';
import type { InputDocument } from './document.ts';

/** The kind that is imported. */
export const KIND = 'CustomResourceDefinition';

/** An object, and where it is. */
export interface Located {
  readonly value: JsonObject;
  readonly source: Source;
  readonly path: Path;
}

/** The objects of a document: itself, or the items of a List. */
export const objectsOf = ({ value, source }: InputDocument): readonly Located[] => open({ value, source, path: [] });

const open = (object: Located): readonly Located[] => {
  const { kind, items } = object.value;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return [object];
  return (items as readonly JsonValue[]).flatMap((value, i) =>
    isObject(value)
      ? open({ value: withTypeOf(object.value, value), source: object.source, path: [...object.path, 'items', i] })
      : [],
  );
};

/** Items of a CustomResourceDefinitionList need not say what they are. */
const withTypeOf = ({ apiVersion, kind }: JsonObject, item: JsonObject): JsonObject =>
  kind === `${KIND}List` && item['kind'] === undefined ? { apiVersion, kind: KIND, ...item } : item;

/** One warning a file: what else is in it. */
export const skipped = (objects: readonly Located[]): readonly Problem[] => {
  const kinds = new Map<string, Set<string>>();
  for (const { source, value } of objects)
    kinds.set(source.file, (kinds.get(source.file) ?? new Set()).add(describeKind(value)));
  return [...kinds].map(([file, names]) => ({
    file,
    path: '',
    message: `skipped what is no CustomResourceDefinition: ${[...names].join(', ')}.`,
    severity: 'warning',
  }));
};

const describeKind = ({ kind, items }: JsonObject): string =>
  typeof kind === 'string'
    ? Array.isArray(items) && items.length === 0
      ? `an empty ${kind}`
      : kind
    : 'an object without kind';

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
