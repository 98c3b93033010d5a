/**
 * Every image that the spec tells: the operator's own; what its children name, in containers and in fields that are called so; defaults,
 * choices and samples of such fields of its own kinds.
 */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Api, Model, ObjectTemplate, Template } from '../../model/model.ts';
import { joined, possibleFields, possibleValues, type Scope } from './possible.ts';

/** An image, and what it is for. */
export interface RelatedImage {
  readonly name: string;
  readonly image: string;
}

/** Each image once, the operator's own first. Names are unique. */
export const relatedImages = (model: Model): readonly RelatedImage[] => {
  const own = { name: model.name, image: `${model.image.repository}:${model.image.tag}` };
  const seen = new Set<string>();
  const found = [own, ...model.apis.flatMap(imagesOf).filter(({ image }) => isReference(image))].filter(
    ({ image }) => !seen.has(image) && seen.add(image) !== undefined,
  );
  const counts = new Map<string, number>();
  return found.map(({ name, image }) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { name: count === 1 ? name : `${name}-${count}`, image };
  });
};

const imagesOf = (api: Api): readonly RelatedImage[] => {
  const scope: Scope = { schema: api.storage.schema, sample: api.sample };
  const children = api.children.flatMap((child) =>
    imagesIn(child.template, scope).map(({ name, image }) => ({
      name: `${api.variable}-${child.name}-${name}`,
      image,
    })),
  );
  // An object of another version gets the defaults of that one.
  const schemas = api.versions.map(({ schema }) => schema);
  const fields = [...schemas.flatMap((schema) => imagesInSchema(schema)), ...imagesInValue(api.sample)];
  return [...children, ...fields.filter(isQualified).map((image) => ({ name: api.variable, image }))];
};

/** `image`, `initImage`, `imageName`, as fields for images are called everywhere. */
const isImageField = (name: string): boolean => name === 'image' || name === 'imageName' || /[a-z]Image$/.test(name);

/** What can be pulled: github.com/distribution/reference, in short. */
const isReference = (text: string): boolean =>
  /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?::\d+)?(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/i.test(
    text,
  );

/** A field of a user's own kind that is called image may be a picture: one that says where it is, or which, is none. */
const isQualified = (text: string): boolean => /[:/]/.test(text);

interface Found {
  readonly name: string;
  readonly image: string;
}

const imagesIn = (template: Template, scope: Scope): readonly Found[] => {
  switch (template.type) {
    case 'array':
      return template.items.flatMap((item, i) => named(imagesIn(item, scope), nameOf(item) ?? String(i)));
    case 'object':
      return [...relatedVariable(template, scope), ...template.entries.flatMap((entry) => imagesInEntry(entry, scope))];
    case 'expression':
      return found('', possibleFields(template.expression.code, isImageField, scope));
    case 'interpolation':
    case 'literal':
      return [];
  }
};

const imagesInEntry = ([key, value]: ObjectTemplate['entries'][number], scope: Scope): readonly Found[] => {
  if (!isImageField(key)) return imagesIn(value, scope);
  if (value.type === 'object') return imagesInParts(value, scope);
  return found('', textsOf(value, scope));
};

/** A volume has its image in `reference`; values of charts have repository and tag or digest. */
const imagesInParts = ({ entries }: ObjectTemplate, scope: Scope): readonly Found[] => {
  const parts = new Map(entries);
  const text = (name: string): readonly JsonValue[] => {
    const part = parts.get(name);
    return part === undefined ? [] : textsOf(part, scope);
  };
  const whole = (mark: string, name: string) => joined([text('repository'), [mark], text(name)]);
  return [
    ...found('', text('reference')),
    ...found('', [...whole(':', 'tag'), ...whole('@', 'digest')]),
    ...entries.flatMap(([, value]) => imagesIn(value, scope)),
  ];
};

/** Of an item of a list, for the images in it that have no nearer one. */
const named = (images: readonly Found[], name: string): readonly Found[] =>
  images.map((image) => ({ ...image, name: image.name === '' ? name : image.name }));

const nameOf = (item: Template): string | undefined => {
  if (item.type !== 'object') return undefined;
  const name = new Map(item.entries).get('name');
  return name?.type === 'literal' ? String(name.value) : undefined;
};

/** `RELATED_IMAGE_…`, by which operators of OLM are told images. */
const relatedVariable = ({ entries }: ObjectTemplate, scope: Scope): readonly Found[] => {
  const fields = new Map(entries);
  const [name, value] = [fields.get('name'), fields.get('value')];
  const isRelated = name?.type === 'literal' && String(name.value).startsWith('RELATED_IMAGE_');
  return isRelated && value !== undefined ? found('', textsOf(value, scope)) : [];
};

const textsOf = (template: Template, scope: Scope): readonly JsonValue[] => {
  switch (template.type) {
    case 'literal':
      return [template.value];
    case 'expression':
      return possibleValues(template.expression.code, scope);
    case 'interpolation':
      return joined(
        template.parts.map((part) => (typeof part === 'string' ? [part] : possibleValues(part.code, scope))),
      );
    default:
      return [];
  }
};

const found = (name: string, values: readonly JsonValue[]): readonly Found[] =>
  values.flatMap((image) => (typeof image === 'string' ? [{ name, image }] : []));

/** Defaults and choices of fields for images, at any depth. */
const imagesInSchema = (schema: JsonObject, field = ''): readonly string[] => {
  const { default: standard, enum: choices, properties, items, additionalProperties } = schema;
  const own = isImageField(field)
    ? [standard, ...(Array.isArray(choices) ? (choices as readonly JsonValue[]) : [])]
    : [];
  const below = Object.entries(isObject(properties) ? properties : {}).flatMap(([name, inner]) =>
    isObject(inner) ? imagesInSchema(inner, name) : [],
  );
  return [
    ...own.filter((value) => typeof value === 'string'),
    ...imagesInValue(standard ?? null, field),
    ...below,
    ...[items, additionalProperties].flatMap((inner) => (isObject(inner) ? imagesInSchema(inner) : [])),
  ];
};

/** Fields for images in plain data: texts, and repository with tag or digest. */
export const imagesInValue = (value: JsonValue, field = ''): readonly string[] => {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap((item) => imagesInValue(item));
  if (typeof value === 'string') return isImageField(field) ? [value] : [];
  if (!isObject(value)) return [];
  const { repository, tag, digest } = value;
  const whole = typeof repository === 'string' && isImageField(field) ? [`${repository}${suffix(tag, digest)}`] : [];
  return [...whole, ...Object.entries(value).flatMap(([name, item]) => imagesInValue(item as JsonValue, name))];
};

const suffix = (tag: JsonValue | undefined, digest: JsonValue | undefined): string => {
  if (typeof digest === 'string' && digest !== '') return `@${digest}`;
  return tag === undefined || tag === null || tag === '' ? '' : `:${String(tag)}`;
};
