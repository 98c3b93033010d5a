/**
 * docs/spec.md: the reference of operator.yaml, made from its JSON Schema, so that the two never part. `sections.ts` has the order, the words
 * at the head of each section, and the examples.
 */
import { createAnchors } from '../../core/emit/docs/anchors.ts';
import { constraints } from '../../core/emit/docs/constraints.ts';
import { code, fence, link, table, text, value } from '../../core/emit/docs/markdown.ts';
import { type JsonObject, jsonText, type JsonValue } from '../../core/model/json.ts';
import type { Field } from '../../core/spec/schema/field.ts';
import { fieldAt, fieldsOf, resolve } from './schema-path.ts';
import type { SectionText } from './section-text.ts';
import { SECTIONS } from './sections.ts';

const INTRO = `\
# operator.yaml

An operator is what its \`operator.yaml\` says: its kinds, what their objects own and report, how it is delivered. This is every field of it. What a
field is for is also shown by editors that know JSON Schema: \`operator.schema.json\` lies beside the spec, whose first line names it.

Text is read as the API server reads it: \`on\`, \`yes\` and \`010\` without quotes are no strings. A field that is not here is refused, with its place and what was
probably meant, as is everything that Kubernetes would refuse later: \`k8s-operator check\` tells all of it at once. Changes between two versions of a spec that
break users are told by \`k8s-operator check --against REF\`.

What kubebuilder's markers become here: [from-kubebuilder.md](from-kubebuilder.md). This page is made from the JSON Schema by \`node generators/build/spec-reference/write.ts\`.`;

/** The text of docs/spec.md. */
export const specReference = (): string => {
  const nameAnchor = createAnchors();
  const anchors = new Map(SECTIONS.map(({ heading, path }) => [path, nameAnchor(heading)]));
  const index = SECTIONS.map(({ heading, path }) => `- ${link(inHeading(heading), `#${anchors.get(path)!}`)}`).join(
    '\n',
  );
  return `${[INTRO, index, ...SECTIONS.map((section) => sectionText(section, anchors))].join('\n\n')}\n`;
};

type Anchors = ReadonlyMap<string, string>;

const inHeading = (heading: string): string => (/[a-z]/.test(heading.charAt(0)) ? code(heading) : heading);

const sectionText = ({ heading, path, intro, examples = [], groups }: SectionText, anchors: Anchors): string => {
  const field = fieldAt(path);
  const rows = (names: readonly string[]): string => fieldTable(path, field, names, anchors);
  const all = Object.keys(fieldsOf(field));
  return [
    `## ${inHeading(heading)}`,
    text(field.description ?? ''),
    ...(intro === undefined ? [] : [intro]),
    ...examples.map((example) => fence('yaml', example.trim())),
    ...(groups === undefined
      ? [rows(all)]
      : groups.flatMap(([title, keywords, example]) => [
          `### ${title}`,
          rows(keywords),
          ...(example === undefined ? [] : [fence('yaml', example.trim())]),
        ])),
  ].join('\n\n');
};

const fieldTable = (path: string, field: Field, names: readonly string[], anchors: Anchors): string =>
  table(
    ['field', 'type', 'default', 'description'],
    names.map((name) => {
      const inner = fieldsOf(field)[name]!;
      const required = [...(field.required ?? []), ...(field.else?.required ?? [])].includes(name);
      return [
        code(name),
        typeCell(path === '' ? name : `${path}.${name}`, inner, anchors),
        inner.default === undefined ? (required ? '*required*' : '') : value(inner.default),
        describe(inner),
      ];
    }),
  );

const typeCell = (path: string, field: Field, anchors: Anchors): string => {
  const whole = resolve(field);
  const inner = innermost(path, field);
  const anchor = anchors.get(inner.path);
  const name = typeName(whole);
  return anchor === undefined ? code(name) : link(code(name), `#${anchor}`);
};

/** What a list or map consists of, and where that is told. */
const innermost = (path: string, field: Field): { readonly path: string } => {
  if (field.$ref === '#/$defs/schema') return { path: '$schema' };
  const whole = resolve(field);
  if (whole.items !== undefined) return innermost(`${path}[]`, whole.items);
  if (typeof whole.additionalProperties === 'object') return innermost(`${path}.*`, whole.additionalProperties);
  return whole.else?.$ref === '#/$defs/schema' ? { path: '$schema' } : { path };
};

const typeName = (field: Field): string => {
  if (field.const !== undefined) return jsonText(field.const).replaceAll('"', '');
  if (field.items !== undefined) return `[]${typeName(resolve(field.items))}`;
  if (typeof field.additionalProperties === 'object') {
    const name = typeName(resolve(field.additionalProperties));
    return `map[string]${name.includes(' ') ? `(${name})` : name}`;
  }
  return field.type === undefined ? (field.enum === undefined ? 'any' : 'string') : [field.type].flat().join(' or ');
};

/** What it is; its values; what bounds it; examples. The default has a column of its own. */
const describe = (field: Field): string => {
  const { description = '', default: value, examples = [], minLength, ...rest } = field;
  const bounds = constraints({ ...pick(rest), ...(minLength !== 1 && minLength !== undefined && { minLength }) });
  return [
    text(description.replace(value === undefined ? /$^/ : / Default: .*\.$/, '')),
    bounds.join(' '),
    ...values(field),
    ...values(typeof field.items === 'object' ? field.items : {}),
    examples.length === 0
      ? ''
      : `${examples.length === 1 ? 'Example' : 'Examples'}: ${examples.map(example).join(', ')}`,
  ]
    .filter((line) => line !== '')
    .join('<br>');
};

const example = (item: JsonValue): string => code(typeof item === 'string' ? item : jsonText(item));

const BOUNDS = ['minimum', 'maximum', 'maxLength', 'minItems', 'maxItems', 'pattern'] as const;

const pick = (field: Field): JsonObject =>
  Object.fromEntries(BOUNDS.filter((name) => field[name] !== undefined).map((name) => [name, field[name]]));

/** The values of a choice or a suggestion that are explained. */
const values = (field: Field): readonly string[] => {
  const { enum: all = [], enumDescriptions = [] } = field.anyOf?.[0] ?? field;
  return enumDescriptions.map((meaning, i) => `• ${value(all[i])}: ${text(meaning)}`);
};
