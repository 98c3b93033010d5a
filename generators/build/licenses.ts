/** The licences of what is bundled: a bundle has its authors' work in it, so it has their notices beside it. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One text: of what is ported, and of every package that the bundled files (relative to `root`) come from, sorted by name. */
export const licensesOf = (root: string, files: readonly string[]): string => {
  const folders = new Set(files.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));
  const packages = [...folders].toSorted().map((folder) => licenseOf(join(root, folder)));
  return [readFileSync(join(root, 'NOTICE'), 'utf8'), ...packages].join(`\n${'-'.repeat(80)}\n\n`);
};

const licenseOf = (folder: string): string => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const texts = globSync('{LICENSE,LICENCE,license,licence}*', { cwd: folder }).toSorted();
  if (license === undefined && texts.length === 0) throw new Error(`${name} has no license`);
  return `${name} ${version} (${license})\n\n${texts.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')}`;
};
