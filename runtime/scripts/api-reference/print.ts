/** Exported declarations as Markdown: by module, by what they are about, then by name. */
import type { Declared } from './declarations.ts';

export interface Section {
  /** What users import from. */
  readonly module: string;
  readonly intro: string;
  readonly declarations: readonly Declared[];
}

const HEAD = `# API reference of k8s-operator-runtime

Every export, by what it is imported from. Made from the sources by \`runtime/scripts/api-reference/write.ts\`.
`;

/** The whole text, ending in a line feed. */
export const printReference = (sections: readonly Section[]): string => [HEAD, ...sections.map(section)].join('\n');

const section = ({ module, intro, declarations }: Section): string => {
  const topics = [...Map.groupBy(declarations, topicOf)].toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  const rows = topics.map(
    ([topic, all]) => `| ${topic} | ${all.map(({ name }) => linkTo(module, name)).join(' · ')} |`,
  );
  const index = ['| about | exports |', '| --- | --- |', ...rows].join('\n');
  return [
    `## ${module}\n`,
    `${intro}\n`,
    `${index}\n`,
    ...topics.map(([topic, all]) => about(module, topic, all)),
  ].join('\n');
};

/** The folder of its file; `objects` for what is at the root. */
const topicOf = ({ file }: Declared): string => (file.includes('/') ? file.split('/').at(-2)! : 'objects');

/** What files without a head of their own export, then file by file: what it promises as a whole, and what it exports. */
const about = (module: string, topic: string, declarations: readonly Declared[]): string => {
  const files = [...Map.groupBy(declarations, ({ file }) => file)];
  const isPlain = ([, [first]]: (typeof files)[number]): boolean => first?.about === '';
  return [
    `### ${topic}\n`,
    ...files.filter(isPlain).map(([, all]) => entries(module, all)),
    ...files
      .filter((file) => !isPlain(file))
      .map(([file, all]) => `#### ${titleOf(file)}\n\n${all[0]?.about}\n\n${entries(module, all)}`),
  ].join('\n');
};

const entries = (module: string, declarations: readonly Declared[]): string =>
  declarations.map((one) => entry(module, one)).join('\n');

/** `queue/rate-limiter.ts`: Rate limiter */
const titleOf = (file: string): string => {
  const words = file.split('/').at(-1)!.replace('.ts', '').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Two modules may export one name, and one module names that differ in case alone. */
const anchor = (module: string, name: string): string =>
  `${module.split('/').slice(1).join('-')}-${name}`.replace(/^-/, '');

const linkTo = (module: string, name: string): string => `[${name}](#${anchor(module, name)})`;

const entry = (module: string, { name, signature, doc }: Declared): string =>
  [
    `##### <a id="${anchor(module, name)}"></a>${name}\n`,
    `\`\`\`ts\n${signature}\n\`\`\`\n`,
    ...(doc === '' ? [] : [`${doc}\n`]),
  ].join('\n');
