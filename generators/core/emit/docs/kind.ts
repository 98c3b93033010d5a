/** One kind: what it is called, its versions, and of each version the fields; the stored version first, and of the others what differs. */
import type { JsonObject } from '../../model/json.ts';
import type { Api, ApiVersion } from '../../model/model.ts';
import { toYaml } from '../yaml.ts';
import type { NameAnchor } from './anchors.ts';
import { constraints } from './constraints.ts';
import { fieldTable, type Row } from './fields.ts';
import { kubernetesReference } from './kubernetes-reference.ts';
import { code, fence, link, paragraphs, table, text, value } from './markdown.ts';
import { fieldsOf, isSchema } from './schema.ts';
import { findSections, type Section } from './sections.ts';
import { createStructures, type StructureOf } from './structure.ts';

/** A kind in the document. */
export interface KindText {
  readonly api: Api;
  readonly anchor: string;
  /** Of each version, in the order of the spec. */
  readonly versions: readonly { readonly version: ApiVersion; readonly anchor: string }[];
  readonly text: string;
}

/** `title` is the kind, or kind and group where another group has a kind of that name. */
export const kindText = (api: Api, title: string, nameAnchor: NameAnchor): KindText => {
  const anchor = nameAnchor(title);
  const told: Told = { structureOf: createStructures(), anchors: new Map() };
  const inOrder = api.versions.toSorted((a, b) => Number(b.storage) - Number(a.storage));
  const texts = new Map(inOrder.map((version) => [version, versionText(api, version, title, nameAnchor, told)]));
  const versions = api.versions.map((version) => ({ version, anchor: texts.get(version)!.anchor }));
  return {
    api,
    anchor,
    versions,
    text: [
      `### ${title}`,
      names(api),
      versionTable(api, versions),
      ...[...texts.values()].map(({ text }) => text),
    ].join('\n\n'),
  };
};

const names = ({ plural, group, singular, shortNames, categories, scope }: Api): string =>
  table(
    ['resource', 'scope', 'singular', 'short names', 'categories'],
    [[code(`${plural}.${group}`), scope, code(singular), list(shortNames), list(categories)]],
  );

const list = (words: readonly string[]): string => words.map(code).join(', ');

const versionTable = (api: Api, texts: readonly { readonly anchor: string }[]): string =>
  table(
    ['version', 'served', 'stored', 'deprecated'],
    api.versions.map((version, i) => [
      link(version.name, `#${texts[i]!.anchor}`),
      yes(version.served),
      yes(version.storage),
      yes(version.deprecated),
    ]),
  );

const yes = (is: boolean): string => (is ? 'yes' : 'no');

/** The objects of the versions before, and where they are told. */
interface Told {
  readonly structureOf: StructureOf;
  readonly anchors: Map<number, string>;
}

const versionText = (
  api: Api,
  version: ApiVersion,
  title: string,
  nameAnchor: NameAnchor,
  told: Told,
): { readonly anchor: string; readonly text: string } => {
  const heading = `${title} ${version.name}`;
  const anchor = nameAnchor(heading);
  const root = version.declared;
  const { structureOf } = told;
  const before = new Map(told.anchors);
  const { all, of } = findSections(withoutEnvelope(root), structureOf, (structure) => before.has(structure));
  const anchors = new Map<Section, string>();
  const [rootSection, ...inner] = all;
  anchors.set(rootSection!, anchor);
  for (const section of inner) {
    const innerAnchor = nameAnchor(`${heading} ${section.path}`);
    anchors.set(section, innerAnchor);
    told.anchors.set(structureOf(section.schema), innerAnchor);
  }
  const anchorOf = (schema: JsonObject): string | undefined => {
    const section = of(schema);
    if (section !== undefined) return anchors.get(section);
    return fieldsOf(schema).length === 0 ? undefined : before.get(structureOf(schema));
  };
  const parts = [
    `#### ${heading}`,
    ...warning(api, version),
    ...(typeof root.description === 'string' ? [paragraphs(root.description)] : []),
    ...constraints(root).filter((sentence) => sentence !== ''),
    ...(version.storage ? [fence('yaml', toYaml(api.sample))] : []),
    fieldTable(withoutEnvelope(root), anchorOf, envelope(api, version)),
    ...access(api, version),
    ...inner.map((section) =>
      [
        `##### ${heading} ${code(section.path)}`,
        uses(section, heading, anchors),
        fieldTable(section.schema, anchorOf),
      ].join('\n\n'),
    ),
  ];
  return { anchor, text: parts.filter((part) => part !== '').join('\n\n') };
};

const warning = (
  { group, kind }: Api,
  { name, served, deprecated, deprecationWarning }: ApiVersion,
): readonly string[] => [
  ...(deprecated ? [`> **Deprecated.** ${text(deprecationWarning ?? `${group}/${name} ${kind} is deprecated`)}`] : []),
  ...(served ? [] : ['> **Not served.** The API server does not answer to this version.']),
];

/** The fields that every object has; the rest of the root is the kind's. */
const withoutEnvelope = (root: JsonObject): JsonObject => {
  const { apiVersion: _, kind: __, ...rest } = isSchema(root.properties) ? root.properties : {};
  const { metadata, ...fields } = rest;
  const restricted = isSchema(metadata) && fieldsOf(metadata).length > 0;
  return { ...root, properties: restricted ? rest : fields };
};

const envelope = ({ group, kind }: Api, { name, declared }: ApiVersion): readonly Row[] => {
  const { metadata } = isSchema(declared.properties) ? declared.properties : {};
  const restricted = isSchema(metadata) && fieldsOf(metadata).length > 0;
  return [
    [code('apiVersion'), code('string'), '*required*', `Always ${value(`${group}/${name}`)}.`],
    [code('kind'), code('string'), '*required*', `Always ${value(kind)}.`],
    ...(restricted
      ? []
      : [
          [
            code('metadata'),
            link(code('ObjectMeta'), kubernetesReference('ObjectMeta')!),
            '*required*',
            'Name, namespace, labels, annotations.',
          ] as const,
        ]),
  ];
};

/** What kubectl does with it beyond reading and writing. */
const access = (api: Api, version: ApiVersion): readonly string[] => {
  const { additionalPrinterColumns, selectableFields, scale, statusSubresource } = version;
  return [
    ...(additionalPrinterColumns.length === 0
      ? []
      : [
          `\`kubectl get ${api.plural}\` shows:`,
          table(['column', 'type', 'value', 'description'], additionalPrinterColumns.map(column)),
        ]),
    ...(selectableFields.length === 0
      ? []
      : [`Field selectors: ${selectableFields.map(({ jsonPath }) => code(jsonPath)).join(', ')}.`]),
    [
      ...(statusSubresource ? ['Status is a subresource: who writes the object does not write its status.'] : []),
      ...(scale === undefined
        ? []
        : [
            `\`kubectl scale\` sets ${code(scale.specReplicasPath)} and reads ${code(scale.statusReplicasPath)}` +
              `${scale.labelSelectorPath === undefined ? '' : `, with the selector in ${code(scale.labelSelectorPath)}`}.`,
          ]),
    ].join(' '),
  ];
};

const column = ({ name, type, jsonPath, description, priority }: JsonObject): readonly string[] => [
  text(String(name)),
  code(String(type)),
  code(String(jsonPath)),
  [
    typeof description === 'string' ? text(description) : '',
    ...(typeof priority === 'number' && priority > 0 ? ['With `-o wide` only.'] : []),
  ]
    .filter((part) => part !== '')
    .join('<br>'),
];

/** How many places are told of; a type that is used everywhere has hundreds. */
const MOST_USES = 8;

const uses = (section: Section, heading: string, anchors: ReadonlyMap<Section, string>): string => {
  const shown = section.uses.slice(0, MOST_USES).map(({ section: around, field }) => {
    const label = around.path === '' ? heading : code(around.path);
    return `${link(label, `#${anchors.get(around)!}`)} as ${code(field)}`;
  });
  const rest = section.uses.length - shown.length;
  return `Appears in ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`;
};
