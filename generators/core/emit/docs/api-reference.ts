/**
 * `docs/api.md`: the reference of the operator's API in GitHub's Markdown. Given the model, gives every kind, version and field with
 * its type, default, constraints and description, and an example of each kind. Promises that every link leads somewhere, that no text
 * of the spec is read as markup, and time and size in proportion to the spec: what is the same is told once, and types of
 * Kubernetes are linked to.
 */
import type { Api, Model } from '../../model/model.ts';
import { MARKER } from '../marker.ts';
import { createAnchors } from './anchors.ts';
import { type KindText, kindText } from './kind.ts';
import { link, table, text } from './markdown.ts';

/** The text of the file. */
export const emitApiReference = (model: Model): string => {
  const nameAnchor = createAnchors();
  nameAnchor(TITLE);
  const groups = [...new Set(model.apis.map(({ group }) => group))].map((group) => ({
    group,
    anchor: nameAnchor(group),
    kinds: model.apis
      .filter((api) => api.group === group)
      .map((api) => kindText(api, titleOf(api, model.apis), nameAnchor)),
  }));
  return [
    `<!-- ${MARKER} -->`,
    `# ${TITLE}`,
    `The kinds that ${text(model.displayName)} adds to Kubernetes.`,
    table(
      ['kind', 'versions', 'scope', 'what it is'],
      groups.flatMap(({ kinds }) => kinds.map(indexRow)),
    ),
    ...groups.map(({ group, kinds }) => [`## ${group}`, ...kinds.map(({ text }) => text)].join('\n\n')),
  ]
    .join('\n\n')
    .concat('\n');
};

const TITLE = 'API reference';

const titleOf = ({ kind, group }: Api, apis: readonly Api[]): string =>
  apis.filter((other) => other.kind === kind).length === 1 ? kind : `${kind} (${group})`;

const indexRow = ({ api, anchor, versions }: KindText): readonly string[] => {
  const { description } = api.storage.declared;
  return [
    link(api.kind, `#${anchor}`),
    versions.map(({ version, anchor }) => link(`${api.group}/${version.name}`, `#${anchor}`)).join('<br>'),
    api.scope,
    typeof description === 'string' ? text(description.split(/\n\s*\n/)[0]!.replaceAll(/\s+/g, ' ')) : '',
  ];
};
