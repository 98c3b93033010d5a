/** Every image that the operator runs as far as the spec tells: its own, and those that its children name or default to. */
import type { Expression, JsonObject, JsonValue, Model, Template } from '../../model/model.ts';

export interface RelatedImage {
  readonly name: string;
  readonly image: string;
}

/** Each image once, the operator's own first. */
export const relatedImages = (model: Model): readonly RelatedImage[] => {
  const own = { name: model.name, image: `${model.image.repository}:${model.image.tag}` };
  const children = model.apis.flatMap((api) =>
    api.children.flatMap((child) =>
      containerImages(child.template).map(({ container, image }) => ({
        name: `${api.variable}-${child.name}-${container}`,
        image: resolve(image, api.storage.schema),
      })),
    ),
  );
  const seen = new Set<string>();
  return [own, ...children].flatMap(({ name, image }) => {
    if (image === undefined || seen.has(image)) return [];
    seen.add(image);
    return [{ name, image }];
  });
};

interface ContainerImage {
  readonly container: string;
  readonly image: Template;
}

/** What stands at `image` in the lists of containers, wherever they are in the object. */
const containerImages = (template: Template): readonly ContainerImage[] => {
  if (template.type === 'array') return template.items.flatMap(containerImages);
  if (template.type !== 'object') return [];
  return template.entries.flatMap(([key, value]) =>
    (key === 'containers' || key === 'initContainers') && value.type === 'array'
      ? value.items.flatMap((item, index) => containerImage(item, index))
      : containerImages(value),
  );
};

const containerImage = (container: Template, index: number): readonly ContainerImage[] => {
  if (container.type !== 'object') return [];
  const entries = new Map(container.entries);
  const image = entries.get('image');
  const name = entries.get('name');
  if (image === undefined) return [];
  return [{ container: name?.type === 'literal' ? String(name.value) : String(index), image }];
};

/** The image that a template gives for an object that leaves everything to the defaults; undefined when that cannot be told. */
const resolve = (image: Template, schema: JsonObject): string | undefined => {
  switch (image.type) {
    case 'literal':
      return nonEmpty(image.value);
    case 'expression':
      return nonEmpty(defaultOf(image.expression, schema));
    case 'interpolation': {
      const parts = image.parts.map((part) => (typeof part === 'string' ? part : defaultOf(part, schema)));
      return parts.includes(undefined) ? undefined : nonEmpty(parts.join(''));
    }
    default:
      return undefined;
  }
};

/** The default in the schema of what `self.spec.a.b` reads; other expressions are not evaluated. */
const defaultOf = ({ code }: Expression, schema: JsonObject): JsonValue | undefined => {
  const [, path] = /^self((?:\??\.[A-Za-z_$][\w$]*)+)$/.exec(code) ?? [];
  if (path === undefined) return undefined;
  return path
    .split(/\??\./)
    .slice(1)
    .reduce<JsonObject | undefined>(
      (node, key) => (node?.['properties'] as JsonObject | undefined)?.[key] as JsonObject | undefined,
      schema,
    )?.['default'];
};

const nonEmpty = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
