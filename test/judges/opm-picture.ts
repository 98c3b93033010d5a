/** The pictures that opm draws of catalogs, as ours are. */

/** With identifiers that mermaid reads whatever the names are (generators/core/olm/catalog/mermaid.ts), and lists in order. */
export const withOurIds = (picture: string, packageName: string): string => {
  const safe = (...words: readonly string[]): string => words.join('_').replaceAll('-', '_');
  return picture
    .replaceAll(new RegExp(`${packageName}-([a-z\\d.-]+?)-(${packageName}\\.v[\\w.-]+)`, 'g'), (_, channel, name) =>
      safe('in', channel, name),
    )
    .replaceAll(
      new RegExp(`(subgraph|style) ${packageName}-([\\w.-]+)`, 'g'),
      (_, word, channel) => `${word} ${safe('channel', channel)}`,
    )
    .replace(`subgraph "${packageName}"`, `subgraph package["${packageName}"]`)
    .replace(`style ${packageName} `, 'style package ')
    .replaceAll(/^class (\S+)/gm, (_, list) => `class ${list.split(',').toSorted().join(',')}`);
};
